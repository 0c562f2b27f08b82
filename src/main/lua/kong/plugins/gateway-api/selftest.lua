-- What of the plugin's capabilities this worker really has. Run once at its start; a capability whose ground is
-- missing is withdrawn with the reason instead of failing requests.
local atomic_reload = require "kong.plugins.gateway-api.atomic_reload"
local capabilities = require "kong.plugins.gateway-api.capabilities"
local router_cache_key = require "kong.plugins.gateway-api.router_cache_key"

local selftest = {}

local function expressions()
  if kong.configuration.router_flavor ~= "expressions" then
    return "the router is of the flavour " .. tostring(kong.configuration.router_flavor) .. ", not expressions"
  end
end

local function functions(of, names, where)
  for _, name in ipairs(names) do
    if type(of[name]) ~= "function" then
      return where .. "." .. name .. " is missing"
    end
  end
end

local function request_headers()
  return functions(ngx.req, { "get_headers", "set_header", "clear_header" }, "ngx.req")
end

local function certificates()
  return functions(require "ngx.ssl", { "server_port", "server_name", "clear_certs", "set_cert", "set_priv_key" }, "ngx.ssl")
    or functions(require "kong.runloop.certificate", { "get_certificate" }, "kong.runloop.certificate")
end

local function stream_certificates()
  return functions(require "ngx.ssl", { "server_name", "clear_certs", "set_cert", "set_priv_key" }, "ngx.ssl")
    or functions(require "kong.runloop.certificate", { "get_certificate" }, "kong.runloop.certificate")
end

local function match_facts()
  local search = require("kong.plugins.gateway-api.regex").compile('^a"#b$')
  if not search or not search('a"#b') or search("a") or search("\255") then
    return "the router's regular expressions don't work as expected"
  end
  return expressions() or request_headers()
end

local function backend_tls()
  return functions(require "resty.kong.tls", {
    "set_upstream_cert_and_key", "set_upstream_ssl_trusted_store", "set_upstream_ssl_verify", "set_upstream_ssl_verify_depth",
  }, "resty.kong.tls")
    or functions(require "kong.runloop.certificate", { "get_certificate", "get_ca_certificate_store" }, "kong.runloop.certificate")
    or expressions()
end

local function draw()
  return functions(kong.service, { "set_upstream" }, "kong.service")
end

local CHECKS = {
  ["atomic-reload"] = atomic_reload.fault,
  ["backend-filters"] = draw,
  ["backend-timeout"] = function()
    return functions(kong.service, { "set_timeouts", "set_retries" }, "kong.service")
  end,
  ["backend-tls"] = backend_tls,
  ["certificates"] = certificates,
  ["listener-fact"] = function()
    return expressions() or request_headers()
  end,
  ["match-facts"] = match_facts,
  ["misdirected-requests"] = function()
    return functions(kong.response, { "exit" }, "kong.response")
  end,
  ["request-headers"] = request_headers,
  ["router-cache-key"] = router_cache_key.fault,
  ["stream-certificates"] = stream_certificates,
  ["system-authorities"] = function()
    return backend_tls() or require("kong.plugins.gateway-api.backend_tls").system_fault()
  end,
  ["weighted-draw"] = draw,
}

-- The reasons by the name of each capability that is withdrawn.
function selftest.run()
  local faults = {}
  for _, name in ipairs(capabilities.names) do
    local check = CHECKS[name]
    if check then
      local ok, fault = pcall(check)
      if fault then
        faults[name] = tostring(fault)
        kong.log.warn("capability ", name, " is withdrawn: ", faults[name])
      elseif not ok then
        faults[name] = "the self-test failed"
      end
    end
  end
  return faults
end

return selftest
