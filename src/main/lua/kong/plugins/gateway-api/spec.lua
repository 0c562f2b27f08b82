-- The configuration's text: JSON of a known version with known fields only. Anything else is refused with the
-- path of what is wrong, never ignored.
local capabilities = require "kong.plugins.gateway-api.capabilities"
local json = require "kong.plugins.gateway-api.json"

local find, format, lower = string.find, string.format, string.lower
local floor, huge = math.floor, math.huge

local spec = {}

local function say(path, what)
  if path == "" then
    return what
  end
  return path .. ": " .. what
end

local function under(path, key)
  if path == "" then
    return key
  end
  return path .. "." .. key
end

-- A check takes a value, its path and the outside's help; it gives nothing, or a message.

local function text(pattern, what)
  return function(value, path)
    if type(value) ~= "string" then
      return say(path, "must be a string")
    elseif pattern and not find(value, pattern) then
      return say(path, what)
    end
  end
end

local function integer(min, max)
  return function(value, path)
    if type(value) ~= "number" or value ~= floor(value) or value == huge or value < min or value > max then
      return say(path, format("must be an integer from %d to %d", min, max))
    end
  end
end

local function one_of(...)
  local allowed, names = {}, {}
  for i, value in ipairs({ ... }) do
    allowed[value] = true
    names[i] = tostring(value)
  end
  return function(value, path)
    if not allowed[value] then
      return say(path, "must be one of " .. table.concat(names, ", "))
    end
  end
end

local function list(check)
  return function(value, path, help)
    if not json.is_array(value) then
      return say(path, "must be an array")
    end
    for i, item in ipairs(value) do
      local message = check(item, format("%s[%d]", path, i - 1), help)
      if message then
        return message
      end
    end
  end
end

-- Sorted, so that of several mistakes always the same is named.
local function sorted_keys(object)
  local keys = {}
  for key in pairs(object) do
    keys[#keys + 1] = key
  end
  table.sort(keys)
  return keys
end

local function map(check_key, check)
  return function(value, path, help)
    if not json.is_object(value) then
      return say(path, "must be an object")
    end
    for _, key in ipairs(sorted_keys(value)) do
      local message = check_key(key, under(path, format("%q", key))) or check(value[key], under(path, key), help)
      if message then
        return message
      end
    end
  end
end

local function object(fields, required, whole)
  return function(value, path, help)
    if not json.is_object(value) then
      return say(path, "must be an object")
    end
    for _, key in ipairs(sorted_keys(value)) do
      local check = fields[key]
      if not check then
        return say(under(path, key), "unknown field")
      end
      local message = check(value[key], under(path, key), help)
      if message then
        return message
      end
    end
    for _, key in ipairs(required or {}) do
      if value[key] == nil then
        return say(under(path, key), "required")
      end
    end
    return whole and whole(value, path, help)
  end
end

local function exactly_one(...)
  local names = { ... }
  return function(value, path)
    local count = 0
    for _, name in ipairs(names) do
      if value[name] ~= nil then
        count = count + 1
      end
    end
    if count ~= 1 then
      return say(path, "needs exactly one of " .. table.concat(names, ", "))
    end
  end
end

local any_text = text()
local filled = text(".", "must not be empty")
local port = integer(1, 65535)
local header_name = text("^[%w!#$%%&'*+%-.^_`|~]+$", "is not a header name")
local field_value = text("^[^%z\1-\8\10-\31\127]+$", "is not a header value")
local hostname = text("^[%w%-_.%[%]:]+$", "is not a host name")

local function response_header_name(value, path, help)
  local message = header_name(value, path)
  if message then
    return message
  end
  message = help and help.response_header and help.response_header(value)
  return message and say(path, message)
end

local function name_and_value(check_name)
  return function(value, path, help)
    if not json.is_array(value) or #value ~= 2 then
      return say(path, "must be an array of a name and a value")
    end
    return check_name(value[1], path .. "[0]", help) or field_value(value[2], path .. "[1]")
  end
end

local function pattern_of_hosts(key, path)
  if key ~= lower(key) or not (key == "" or find(key, "^[%w%-_.%[%]:]+$") or find(key, "^%*%.[%w%-_.]+$")) then
    return say(path, "is not a lower-case host name or wildcard")
  end
end

local function port_number(key, path)
  if not find(key, "^[1-9]%d*$") or tonumber(key) > 65535 then
    return say(path, "is not a port")
  end
end

local function expression(value, path, help)
  local message = any_text(value, path)
  if message then
    return message
  end
  message = help and help.regex and help.regex(value)
  return message and say(path, message)
end

local function header_edits(check_name)
  local fields = list(name_and_value(check_name))
  return object({ set = fields, add = fields, remove = list(check_name) })
end

local request_edits = header_edits(header_name)
local response_edits = header_edits(response_header_name)

local path_edit = object({ full = any_text, prefix = any_text, replace = any_text }, {}, function(value, path)
  if (value.full ~= nil) == (value.prefix ~= nil) or (value.prefix ~= nil) ~= (value.replace ~= nil) then
    return say(path, "needs either full, or prefix and replace")
  end
end)

local redirect = object({
  scheme = one_of("http", "https"),
  hostname = hostname,
  port = port,
  path = path_edit,
  status = one_of(301, 302, 303, 307, 308),
}, { "status" })

local rewrite = object({ hostname = hostname, path = path_edit })
local respond = object({ status = integer(200, 599), message = any_text }, { "status" })

local backend = object({
  weight = integer(0, 1000000),
  upstream = filled,
  request_headers = request_edits,
  response_headers = response_edits,
  redirect = redirect,
  rewrite = rewrite,
  respond = respond,
}, { "weight" })

local known_version = one_of((unpack or table.unpack)(capabilities.spec_versions))

local rule = object({
  v = known_version,
  request_headers = request_edits,
  response_headers = response_edits,
  redirect = redirect,
  rewrite = rewrite,
  backends = list(backend),
  respond = respond,
  timeouts = object({ backend_request_ms = integer(0, 2147483646) }),
}, { "v" })

local either_subject = exactly_one("query", "header")
local either_test = exactly_one("exact", "regex")

local fact = object({
  id = text("^%x%x%x%x%x%x%x%x%x*$", "must be eight or more hexadecimal digits"),
  query = any_text,
  header = header_name,
  exact = any_text,
  regex = expression,
}, { "id" }, function(value, path)
  return either_subject(value, path) or either_test(value, path)
end)

local certificate_ids = list(filled)

local global = object({
  v = known_version,
  version = filled,
  listeners = map(port_number, object({
    port = port,
    hosts = map(pattern_of_hosts, text("^[^%z\1-\32\127]+$", "is not the name of a listener")),
  }, { "port", "hosts" })),
  tls = map(port_number, map(pattern_of_hosts, certificate_ids)),
  upstreams = map(filled, object({
    name = hostname,
    key = filled,
    authorities = list(filled),
    system = one_of(true),
  }, { "name", "key" }, exactly_one("authorities", "system"))),
  client_certificates = map(port_number, filled),
  facts = list(fact),
  names = list(header_name),
}, { "v", "version" })

local OF_GLOBAL = { "version", "listeners", "tls", "upstreams", "client_certificates", "facts", "names" }

-- Whether a decoded spec is the one of the whole gateway rather than of one rule.
function spec.is_global(decoded)
  for _, key in ipairs(OF_GLOBAL) do
    if decoded[key] ~= nil then
      return true
    end
  end
  return false
end

-- The decoded spec, or nil and a message. What only the outside knows: `help.regex(pattern)` gives what is wrong
-- with a regular expression, `help.response_header(name)` with a name that responses are to have.
function spec.read(source, help)
  local decoded, message = json.decode(source)
  if decoded == nil then
    return nil, "not JSON: " .. message
  elseif not json.is_object(decoded) then
    return nil, "must be a JSON object"
  elseif decoded.v == nil then
    return nil, "v: required"
  elseif known_version(decoded.v, "v") then
    return nil, format("v: unsupported spec version %s, this plugin knows %s",
      tostring(decoded.v), table.concat(capabilities.spec_versions, ", "))
  end
  message = (spec.is_global(decoded) and global or rule)(decoded, "", help)
  if message then
    return nil, message
  end
  return decoded
end

return spec
