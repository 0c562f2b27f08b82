-- What is true of a request before it is routed: the listener it came in on, and the matches that an expression
-- can't say. Both travel to the router in headers of names that no client can forge (no dash, no underscore).
local hosts = require "kong.plugins.gateway-api.hosts"

local byte, char, find, gsub, lower, sub =
  string.byte, string.char, string.find, string.gsub, string.lower, string.sub
local concat = table.concat

local facts = {}

facts.LISTENER = "gwlistener"
facts.MATCHES = "gwfacts"

local function decode_triplet(hex)
  return char(tonumber(hex, 16))
end

local function decode(text)
  if find(text, "[%%+]") then
    text = gsub(gsub(text, "%+", " "), "%%(%x%x)", decode_triplet)
  end
  return text
end

-- The first value of each parameter of a query: names and values percent-decoded, "+" a space, no "=" an empty value.
function facts.first_values(query)
  local values = {}
  local at, length = 1, #query
  while at <= length do
    local stop = find(query, "&", at, true) or length + 1
    local equals = find(query, "=", at, true)
    if not equals or equals > stop then
      equals = stop
    end
    if stop > at then
      local name = decode(sub(query, at, equals - 1))
      if values[name] == nil then
        values[name] = decode(sub(query, equals + 1, stop - 1))
      end
    end
    at = stop + 1
  end
  return values
end

-- A global spec ready for use.
function facts.compile(spec)
  local compiled = { listeners = spec.listeners or {}, facts = {}, concealed = {} }
  for i, fact in ipairs(spec.facts or {}) do
    compiled.facts[i] = {
      id = fact.id,
      query = fact.query,
      header = fact.header and lower(fact.header),
      exact = fact.exact,
      regex = fact.regex,
    }
    compiled.wants_headers = compiled.wants_headers or fact.header ~= nil
    compiled.wants_query = compiled.wants_query or fact.query ~= nil
  end
  for _, name in ipairs(spec.names or {}) do
    local literal = gsub(lower(name), "-", "_")
    if literal ~= lower(name) then
      compiled.concealed[literal] = true
      compiled.conceals = true
    end
  end
  return compiled
end

-- The listener's name, if there is one for the port and the Host header; and the Gateway's port of that listen.
function facts.listener(compiled, listen_port, host)
  local listen = compiled.listeners[tostring(listen_port)]
  if not listen then
    return nil
  end
  return hosts.lookup(listen.hosts, hosts.normalise(hosts.without_port(host or ""))), listen.port
end

local function holds(fact, value, regex)
  if value == nil then
    return false
  elseif fact.exact then
    return value == fact.exact
  end
  return regex(fact.regex, value)
end

-- The matches that hold, as ",id,id," ("," when none does); nil when the spec has none. `header(name)` gives the
-- lines of a lower-case name joined by ",", nil without any; `regex(pattern, value)` tells whether it is found.
function facts.matches(compiled, query, header, regex)
  if #compiled.facts == 0 then
    return nil
  end
  local values = compiled.wants_query and query and facts.first_values(query) or {}
  local held, n = { "," }, 1
  for _, fact in ipairs(compiled.facts) do
    local value
    if fact.query then
      value = values[fact.query]
    else
      value = header(fact.header)
    end
    if holds(fact, value, regex) then
      n = n + 1
      held[n] = fact.id .. ","
    end
  end
  return concat(held)
end

-- Whether a header must be hidden from the router: it reads "x_ver" where an expression means "x-ver".
function facts.conceals(compiled, name)
  return compiled.conceals and compiled.concealed[lower(name)] or false
end

return facts
