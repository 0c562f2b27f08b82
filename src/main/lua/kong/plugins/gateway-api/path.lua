-- Paths in the form in which they go upstream: normalised, percent-encoded. Reserved characters are never
-- decoded ("%2F" is not "/"), everything else is compared by what it means.
local byte, char, find, format, gsub, sub, upper =
  string.byte, string.char, string.find, string.format, string.gsub, string.sub, string.upper

local path = {}

local RESERVED = "[!*'();:@&=+$,/?%%#%[%]]"

local function triplet(c)
  return format("%%%02X", byte(c))
end

-- The path with every byte escaped that may not stand in a request line; what is escaped already stays.
function path.escape(text)
  return (gsub(text, "[^!#$&'()*+,/:;=?@%[%]A-Za-z0-9%-_.~%%]", triplet))
end

local function decode(hex)
  local c = char(tonumber(hex, 16))
  if find(c, RESERVED) then
    return "%" .. upper(hex)
  end
  return c
end

-- A path as someone wrote it in an API object, in the form of a request's: "/a b", "/a%20b" and "/%61 b" are one.
-- "?" and "#" are part of the path, never the start of something else.
function path.canonical(text)
  text = path.escape((gsub(text, "%%(%x%x)", decode)))
  text = gsub(text, "[?#]", triplet)
  if sub(text, 1, 1) ~= "/" then
    text = "/" .. text
  end
  return text
end

-- A modifier ready for use.
function path.compile(modifier)
  if modifier.full then
    return { full = path.canonical(modifier.full) }
  end
  local prefix = path.canonical(modifier.prefix)
  if sub(prefix, -1) == "/" then
    prefix = sub(prefix, 1, -2)
  end
  local replace = path.canonical(modifier.replace)
  local stem = replace
  if sub(stem, -1) == "/" then
    stem = sub(stem, 1, -2)
  end
  return { prefix = prefix, replace = replace, stem = stem }
end

-- The path after a modifier. A prefix is a prefix of whole segments; a path without it stays as it is.
function path.replace(modifier, current)
  if modifier.full then
    return modifier.full
  end
  local length = #modifier.prefix
  if sub(current, 1, length) ~= modifier.prefix then
    return current
  end
  local rest = sub(current, length + 1)
  if rest == "" then
    return modifier.replace
  elseif sub(rest, 1, 1) ~= "/" then
    return current
  end
  return modifier.stem .. rest
end

return path
