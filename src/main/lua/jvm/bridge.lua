-- The decisions of the plugin for a caller outside Kong. Each function takes one text and gives one text: a
-- sequence of fields "<length>:<bytes>". What the caller sends has "%XX" for every byte that is not printable
-- ASCII, and for "%".
local capabilities = require "kong.plugins.gateway-api.capabilities"
local draw = require "kong.plugins.gateway-api.draw"
local facts = require "kong.plugins.gateway-api.facts"
local headers = require "kong.plugins.gateway-api.headers"
local hosts = require "kong.plugins.gateway-api.hosts"
local json = require "kong.plugins.gateway-api.json"
local misdirected = require "kong.plugins.gateway-api.misdirected"
local path = require "kong.plugins.gateway-api.path"
local respond = require "kong.plugins.gateway-api.respond"
local rule = require "kong.plugins.gateway-api.rule"
local spec = require "kong.plugins.gateway-api.spec"

local char, find, gsub, lower, sub = string.char, string.find, string.gsub, string.lower, string.sub
local concat = table.concat

local bridge = {}

local function byte_of(hex)
  return char(tonumber(hex, 16))
end

local function split(frame)
  if find(frame, "%", 1, true) then
    frame = gsub(frame, "%%(%x%x)", byte_of)
  end
  local fields, n, at, length = {}, 0, 1, #frame
  while at <= length do
    local colon = find(frame, ":", at, true)
    local stop = colon + tonumber(sub(frame, at, colon - 1))
    n = n + 1
    fields[n] = sub(frame, colon + 1, stop)
    at = stop + 1
  end
  return fields
end

local function join(fields)
  for i, field in ipairs(fields) do
    fields[i] = #field .. ":" .. field
  end
  return concat(fields)
end

-- "" is absent, "=..." is present.
local function optional(field)
  if field ~= "" then
    return sub(field, 2)
  end
end

local function maybe(value)
  if value == nil then
    return ""
  end
  return "=" .. tostring(value)
end

local function first()
  return 0
end

local turns = draw.new(first)
local global
local tls
local rules = {}

local function lines_of(fields, from)
  local lines = {}
  for i = from, #fields, 2 do
    lines[#lines + 1] = { fields[i], fields[i + 1] }
  end
  return lines
end

local function put_lines(result, lines)
  for _, line in ipairs(lines) do
    result[#result + 1] = line[1]
    result[#result + 1] = line[2]
  end
  return join(result)
end

-- scheme, host, listen port, path, [path as sent], [query], then the header lines
local REQUEST = 6

local function request_of(fields, from)
  local listen_port = fields[from + 2]
  local sent_path = optional(fields[from + 4])
  local _, gateway_port
  if global then
    _, gateway_port = facts.listener(global, listen_port, fields[from + 1])
  end
  return {
    scheme = fields[from],
    host = fields[from + 1],
    listen_port = listen_port,
    gateway_port = gateway_port or tonumber(listen_port),
    path = path.escape(fields[from + 3]),
    sent_path = sent_path and path.escape(sent_path),
    query = optional(fields[from + 5]),
  }
end

local function must_read(text)
  local decoded, message = spec.read(text)
  if not decoded then
    error("refused spec: " .. message, 0)
  end
  return decoded
end

local function compiled_rule(text)
  local compiled = rules[text]
  if not compiled then
    compiled = rule.compile(must_read(text), text)
    rules[text] = compiled
  end
  return compiled
end

-- [global spec], then the specs of all rules -> the regular expressions of the facts
function bridge.configure(frame)
  local fields = split(frame)
  local text = optional(fields[1])
  local decoded = text and must_read(text)
  local kept = {}
  for i = 2, #fields do
    kept[fields[i]] = true
  end
  for known in pairs(rules) do
    if not kept[known] then
      rules[known] = nil
    end
  end
  turns:keep(kept)
  global = decoded and facts.compile(decoded)
  tls = decoded and decoded.tls or {}
  return ""
end

-- spec -> [message], then the regular expressions in it
function bridge.validate(frame)
  local patterns = {}
  local _, message = spec.read(split(frame)[1], {
    regex = function(pattern)
      patterns[#patterns + 1] = pattern
    end,
  })
  local result = { maybe(message) }
  for _, pattern in ipairs(patterns) do
    result[#result + 1] = pattern
  end
  return join(result)
end

-- -> the capabilities as the status endpoint gives them
function bridge.capabilities()
  local versions, names = {}, {}
  for i, version in ipairs(capabilities.spec_versions) do
    versions[i] = tostring(version)
  end
  for i, name in ipairs(capabilities.names) do
    names[i] = json.quote(name) .. ':{"ok":true}'
  end
  return join({
    '{"plugin":' .. json.quote(capabilities.plugin) .. ',"version":' .. json.quote(capabilities.version)
      .. ',"spec_versions":[' .. concat(versions, ",") .. '],"capabilities":{' .. concat(names, ",") .. "}}",
  })
end

-- listen port, [SNI] -> the ids of the certificates; nothing when the handshake is to be refused
function bridge.certificates(frame)
  local fields = split(frame)
  local listen = tls and tls[fields[1]]
  local ids = listen and hosts.lookup(listen, hosts.normalise(optional(fields[2]) or ""))
  local result = {}
  for i, id in ipairs(ids or {}) do
    result[i] = id
  end
  return join(result)
end

-- listen port, [SNI], Host -> nothing; or status, body and header lines for a request on a connection for another host
function bridge.misdirected(frame)
  local fields = split(frame)
  if not global or not misdirected.is(global, fields[1], optional(fields[2]), fields[3]) then
    return ""
  end
  local answer = misdirected.answer
  return put_lines({ string.format("%d", answer.status), respond.body(answer) },
    { { "Content-Type", respond.CONTENT_TYPE } })
end

local function header_reader(lines)
  return function(name)
    local values = {}
    for _, line in ipairs(lines) do
      if lower(line[1]) == name then
        values[#values + 1] = line[2]
      end
    end
    if #values > 0 then
      return concat(values, ",")
    end
  end
end

-- the answers so far ("1" or "0" for each regular expression asked), a request -> "=", then the header lines to set;
-- or "", then pattern and value of each regular expression that is to be answered first
function bridge.facts(frame)
  local fields = split(frame)
  local answers = fields[1]
  local lines = lines_of(fields, REQUEST + 2)
  local request = request_of(fields, 2)
  if not global then
    return join({ "=" })
  end
  local asked = { "" }
  local count = 0
  local held = facts.matches(global, request.query, header_reader(lines), function(pattern, value)
    count = count + 1
    if count > #answers then
      asked[#asked + 1] = pattern
      asked[#asked + 1] = value
      return false
    end
    return sub(answers, count, count) == "1"
  end)
  if #asked > 1 then
    return join(asked)
  end
  local set = {}
  local listener = facts.listener(global, request.listen_port, request.host)
  if listener then
    set[#set + 1] = { facts.LISTENER, listener }
  end
  if held then
    set[#set + 1] = { facts.MATCHES, held }
  end
  return put_lines({ "=" }, set)
end

-- names of headers -> those that must be hidden from the router
function bridge.concealed(frame)
  local result = {}
  for _, name in ipairs(split(frame)) do
    if global and facts.conceals(global, name) then
      result[#result + 1] = name
    end
  end
  return join(result)
end

local function without_host(lines)
  local rest = {}
  for _, line in ipairs(lines) do
    if lower(line[1]) ~= "host" then
      rest[#rest + 1] = line
    end
  end
  return rest
end

-- spec, a request -> "respond", [backend], status, [body], header lines;
-- or "forward", [backend], [upstream], path, [host], [milliseconds], header lines
function bridge.decide(frame)
  local fields = split(frame)
  local compiled = compiled_rule(fields[1])
  local request = request_of(fields, 2)
  local lines = lines_of(fields, REQUEST + 2)
  local outcome = rule.decide(compiled, request, turns)
  local backend = maybe(outcome.backend and string.format("%d", outcome.backend - 1))
  if outcome.status then
    local content_type
    for _, line in ipairs(lines) do
      if lower(line[1]) == "content-type" then
        content_type = line[2]
      end
    end
    if not outcome.location and respond.is_call(content_type) then
      return put_lines({ "respond", backend, "200", maybe(nil) }, headers.apply(respond.call(outcome), outcome.response_edits))
    end
    local own = {}
    local body = respond.body(outcome)
    if body then
      own[#own + 1] = { "Content-Type", respond.CONTENT_TYPE }
    end
    if outcome.location then
      own[#own + 1] = { "Location", outcome.location }
    end
    return put_lines({ "respond", backend, string.format("%d", outcome.status), maybe(body) },
      headers.apply(own, outcome.response_edits))
  end
  return put_lines({
    "forward",
    backend,
    maybe(outcome.upstream),
    outcome.path or request.path,
    maybe(outcome.host),
    maybe(outcome.timeout_ms and string.format("%d", outcome.timeout_ms)),
  }, headers.apply(without_host(lines), outcome.request_edits))
end

-- spec, [backend], the header lines of the response -> the lines after the edits
function bridge.response_headers(frame)
  local fields = split(frame)
  local compiled = compiled_rule(fields[1])
  local backend = optional(fields[2])
  local edits = compiled.response_edits
  if backend then
    edits = compiled.backends[tonumber(backend) + 1].all_response_edits
  end
  return put_lines({}, headers.apply(lines_of(fields, 3), edits))
end

return bridge
