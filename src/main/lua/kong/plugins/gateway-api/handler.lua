-- The phases. They decide nothing: each asks a module and acts through another.
local atomic_reload = require "kong.plugins.gateway-api.atomic_reload"
local router_cache_key = require "kong.plugins.gateway-api.router_cache_key"

atomic_reload.install()
router_cache_key.install()

-- In the stream subsystem there are connections, not requests: only certificates are chosen there.
local STREAMS = ngx.config.subsystem == "stream"

local applied = require "kong.plugins.gateway-api.applied"
local backend_tls = not STREAMS and require "kong.plugins.gateway-api.backend_tls"
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

function handler:init_worker()
  if STREAMS then
    return
  end
  status.record_faults(selftest.run())
  if #kong.configuration.proxy_listeners == 0 then
    applied.follow_loading()
  end
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
    request.state_facts(prepared.global)
    local state = ngx.ctx.gateway_api
    if state then
      state.places = prepared
    end
  end
end

function handler:access(conf)
  request.clear_facts()
  local prepared = specs.of(conf)
  if prepared.rule then
    request.apply(rule.decide(prepared.rule, request.view(), turns))
  end
  local state = ngx.ctx.gateway_api
  if state and state.places then
    local ok, message = backend_tls.apply(state.places, ngx.var.server_port)
    if not ok then
      kong.log.err("can't speak TLS to the backend: ", message)
      return kong.response.exit(500, "")
    end
  end
end

function handler:header_filter()
  response.apply()
end

return handler
