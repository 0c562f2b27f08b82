-- The phases. They decide nothing: each asks a module and acts through another.
local atomic_reload = require "kong.plugins.gateway-api.atomic_reload"
local router_cache_key = require "kong.plugins.gateway-api.router_cache_key"

atomic_reload.install()
router_cache_key.install()

local applied = require "kong.plugins.gateway-api.applied"
local capabilities = require "kong.plugins.gateway-api.capabilities"
local certificates = require "kong.plugins.gateway-api.certificates"
local draw = require "kong.plugins.gateway-api.draw"
local request = require "kong.plugins.gateway-api.request"
local response = require "kong.plugins.gateway-api.response"
local rule = require "kong.plugins.gateway-api.rule"
local selftest = require "kong.plugins.gateway-api.selftest"
local specs = require "kong.plugins.gateway-api.specs"
local status = require "kong.plugins.gateway-api.status"

local handler = {
  -- above every plugin of Kong's: what a rule says comes first
  PRIORITY = 1000001,
  VERSION = capabilities.version,
}

local turns = draw.new(function(n)
  return math.random(0, n - 1)
end)

-- In the stream subsystem there are connections, not requests: only certificates are chosen there.
local STREAMS = ngx.config.subsystem == "stream"

function handler:init_worker()
  if STREAMS then
    return
  end
  status.record_faults(selftest.run())
end

-- `configs` are the configurations of all instances, nil when there is none.
function handler:configure(configs)
  if STREAMS then
    return
  end
  local version
  local keys = {}
  for _, conf in ipairs(configs or {}) do
    keys[specs.key(conf)] = true
    if not conf.route_id then
      version = specs.of(conf).version or version
    end
  end
  turns:keep(keys)
  applied.version(version)
end

function handler:certificate(conf)
  local prepared = specs.of(conf)
  if prepared.global then
    certificates.choose(prepared)
  end
end

function handler:rewrite(conf)
  local prepared = specs.of(conf)
  if prepared.global then
    return request.state_facts(prepared.global)
  end
end

function handler:access(conf)
  request.clear_facts()
  local prepared = specs.of(conf)
  if prepared.rule then
    return request.apply(rule.decide(prepared.rule, request.view(), turns))
  end
end

function handler:header_filter()
  response.apply()
end

return handler
