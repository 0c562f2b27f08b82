-- JSON, strictly: one value, no trailing text, no duplicate key, no NaN, no lone surrogate. Arrays and
-- objects stay apart even when empty, and null is a value of its own, so that a spec can be judged exactly.
local byte, char, find, format, sub = string.byte, string.char, string.find, string.format, string.sub
local concat, floor = table.concat, math.floor

local json = {}

local ARRAY = {}
local MAX_DEPTH = 32

json.null = setmetatable({}, { __tostring = function() return "null" end })

function json.is_array(value)
  return type(value) == "table" and getmetatable(value) == ARRAY
end

function json.is_object(value)
  return type(value) == "table" and getmetatable(value) == nil
end

local ESCAPED = {
  ['"'] = '"', ["\\"] = "\\", ["/"] = "/", b = "\b", f = "\f", n = "\n", r = "\r", t = "\t",
}

local function fail(text, at, what)
  error({ json = format("%s at byte %d", what, at > #text and #text or at) }, 0)
end

local function utf8(code)
  if code < 0x80 then
    return char(code)
  elseif code < 0x800 then
    return char(0xC0 + floor(code / 0x40), 0x80 + code % 0x40)
  elseif code < 0x10000 then
    return char(0xE0 + floor(code / 0x1000), 0x80 + floor(code / 0x40) % 0x40, 0x80 + code % 0x40)
  end
  return char(0xF0 + floor(code / 0x40000), 0x80 + floor(code / 0x1000) % 0x40,
    0x80 + floor(code / 0x40) % 0x40, 0x80 + code % 0x40)
end

local function hex4(text, at)
  local digits = sub(text, at, at + 3)
  if not find(digits, "^%x%x%x%x$") then
    fail(text, at, "not four hexadecimal digits")
  end
  return tonumber(digits, 16)
end

local function escaped(text, at)
  local letter = sub(text, at, at)
  if letter ~= "u" then
    return ESCAPED[letter] or fail(text, at, "unknown escape"), at + 1
  end
  local code = hex4(text, at + 1)
  if code >= 0xDC00 and code <= 0xDFFF then
    fail(text, at, "lone surrogate")
  elseif code < 0xD800 or code > 0xDBFF then
    return utf8(code), at + 5
  end
  if sub(text, at + 5, at + 6) ~= "\\u" then
    fail(text, at, "lone surrogate")
  end
  local low = hex4(text, at + 7)
  if low < 0xDC00 or low > 0xDFFF then
    fail(text, at, "lone surrogate")
  end
  return utf8(0x10000 + (code - 0xD800) * 0x400 + low - 0xDC00), at + 11
end

local function read_string(text, at)
  local from = at + 1
  local stop = find(text, '["\\%c]', from)
  if stop and byte(text, stop) == 34 then
    return sub(text, from, stop - 1), stop + 1
  end
  local parts, n = {}, 0
  while true do
    if not stop then
      fail(text, #text, "unterminated string")
    end
    n = n + 1
    parts[n] = sub(text, from, stop - 1)
    local b = byte(text, stop)
    if b == 34 then
      return concat(parts), stop + 1
    elseif b == 92 then
      n = n + 1
      parts[n], from = escaped(text, stop + 1)
    elseif b == 127 then
      n = n + 1
      parts[n], from = "\127", stop + 1
    else
      fail(text, stop, "control character in a string")
    end
    stop = find(text, '["\\%c]', from)
  end
end

local function read_number(text, at)
  local _, stop = find(text, "^-?%d+", at)
  if not stop or find(text, "^-?0%d", at) then
    fail(text, at, "unexpected character")
  end
  local _, fraction = find(text, "^%.%d+", stop + 1)
  stop = fraction or stop
  local _, exponent = find(text, "^[eE][+-]?%d+", stop + 1)
  stop = exponent or stop
  return tonumber(sub(text, at, stop)), stop + 1
end

local read_value

local function skip(text, at)
  return find(text, "[^ \t\r\n]", at) or #text + 1
end

local function read_array(text, at, depth)
  local result, n = setmetatable({}, ARRAY), 0
  at = skip(text, at + 1)
  if byte(text, at) == 93 then
    return result, at + 1
  end
  while true do
    n = n + 1
    result[n], at = read_value(text, at, depth)
    at = skip(text, at)
    local b = byte(text, at)
    if b == 93 then
      return result, at + 1
    elseif b ~= 44 then
      fail(text, at, "expected ',' or ']'")
    end
    at = skip(text, at + 1)
  end
end

local function read_object(text, at, depth)
  local result = {}
  at = skip(text, at + 1)
  if byte(text, at) == 125 then
    return result, at + 1
  end
  while true do
    if byte(text, at) ~= 34 then
      fail(text, at, "expected a key")
    end
    local key
    key, at = read_string(text, at)
    at = skip(text, at)
    if byte(text, at) ~= 58 then
      fail(text, at, "expected ':'")
    elseif result[key] ~= nil then
      fail(text, at, "duplicate key")
    end
    result[key], at = read_value(text, skip(text, at + 1), depth)
    at = skip(text, at)
    local b = byte(text, at)
    if b == 125 then
      return result, at + 1
    elseif b ~= 44 then
      fail(text, at, "expected ',' or '}'")
    end
    at = skip(text, at + 1)
  end
end

function read_value(text, at, depth)
  if depth == MAX_DEPTH then
    fail(text, at, "nested too deeply")
  end
  local b = byte(text, at)
  if b == 34 then
    return read_string(text, at)
  elseif b == 123 then
    return read_object(text, at, depth + 1)
  elseif b == 91 then
    return read_array(text, at, depth + 1)
  elseif sub(text, at, at + 3) == "true" then
    return true, at + 4
  elseif sub(text, at, at + 4) == "false" then
    return false, at + 5
  elseif sub(text, at, at + 3) == "null" then
    return json.null, at + 4
  end
  return read_number(text, at)
end

-- The value of the text, or nil and what is wrong with it.
function json.decode(text)
  local ok, value, at = pcall(read_value, text, skip(text, 1), 0)
  if not ok then
    if type(value) == "table" and value.json then
      return nil, value.json
    end
    error(value, 0)
  end
  at = skip(text, at)
  if at <= #text then
    return nil, "unexpected text at byte " .. at
  end
  return value
end

local function escape(c)
  if c == '"' or c == "\\" then
    return "\\" .. c
  end
  return format("\\u%04x", byte(c))
end

-- A JSON string of the text.
function json.quote(text)
  return '"' .. text:gsub('[%c"\\]', escape) .. '"'
end

return json
