-- The specs of Kong's configuration tables, decoded and made ready once each. Kong makes new tables for each
-- configuration, so nothing needs to be dropped by hand.
local facts = require "kong.plugins.gateway-api.facts"
local regex = require "kong.plugins.gateway-api.regex"
local rule = require "kong.plugins.gateway-api.rule"
local spec = require "kong.plugins.gateway-api.spec"

local specs = {}

local ready = setmetatable({}, { __mode = "k" })

-- Names the state of a rule's draws: rules of equal text draw apart.
function specs.key(conf)
  return (conf.route_id or "") .. "\n" .. conf.spec
end

-- What is shown for connections of the protocol TLS: all ports of `tls` that take no requests, as one. Kong knows no
-- port there; the controller sees to it that no two of them contradict each other.
local function of_streams(decoded)
  local names = {}
  for port, patterns in pairs(decoded.tls or {}) do
    if not (decoded.listeners and decoded.listeners[port]) then
      for pattern, ids in pairs(patterns) do
        names[pattern] = ids
      end
    end
  end
  return names
end

local function prepare(conf)
  local decoded, message = spec.read(conf.spec)
  if not decoded then
    error("refused spec: " .. message)
  elseif not spec.is_global(decoded) then
    return { rule = rule.compile(decoded, specs.key(conf)) }
  end
  local compiled = facts.compile(decoded)
  for _, fact in ipairs(compiled.facts) do
    if fact.regex then
      fact.regex = assert(regex.compile(fact.regex))
    end
  end
  return {
    global = compiled,
    tls = decoded.tls or {},
    streams = of_streams(decoded),
    upstreams = decoded.upstreams,
    client_certificates = decoded.client_certificates or {},
    version = decoded.version,
    certificates = {},
    stores = {},
  }
end

-- `rule`, or `global` with `tls`, `streams`, `upstreams`, `client_certificates` and `version`. A text that the schema would refuse is an error.
function specs.of(conf)
  local prepared = ready[conf]
  if not prepared then
    prepared = prepare(conf)
    ready[conf] = prepared
  end
  return prepared
end

return specs
