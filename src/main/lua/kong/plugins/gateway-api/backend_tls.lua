-- Speaks TLS to backends: whose certificates are trusted, the name that is asked for and verified, and what is shown of
-- our own. It belongs to the place a request goes to, whatever rule sent it there.
--
-- Kong has one name for the Host header, for SNI and for verification, and its pools of connections know nothing of
-- authorities. Both are mended here from outside: the balancer reads its data through a table that changes the name
-- after the request has been written and before the handshake, and each policy has pools of its own.
local kong_certificate = require "kong.runloop.certificate"
local tls = require "resty.kong.tls"
local x509_store = require "resty.openssl.x509.store"

local backend_tls = {}

-- nginx stops at one intermediate certificate by itself
local DEPTH = 10

local function system_bundle()
  return require("kong.tools.system").get_system_trusted_certs_filepath()
end

-- What is amiss with the system's authorities; nil when they can be used.
function backend_tls.system_fault()
  local file, message = system_bundle()
  if not file then
    return message or "the system has no bundle of authorities"
  end
  local store = x509_store.new()
  local ok
  ok, message = store:load_file(file)
  return not ok and (message or "the bundle of authorities can't be read") or nil
end

-- Made once for each upstream and configuration.
local function trusted(prepared, upstream, policy)
  local store = prepared.stores[upstream]
  if store then
    return store
  end
  local message
  if policy.system then
    store, message = x509_store.new()
    local ok
    if store then
      ok, message = store:load_file(system_bundle())
      store = ok and store
    end
  else
    store, message = kong_certificate.get_ca_certificate_store(policy.authorities)
  end
  prepared.stores[upstream] = store or nil
  return store, message
end

local function show(id)
  local certificate, message = kong_certificate.get_certificate({ id = id })
  if not certificate then
    return nil, message or "no such certificate"
  end
  return tls.set_upstream_cert_and_key(certificate.cert, certificate.key)
end

-- In the balancer the request is written and the connection isn't open: only what opens it looks at the name there.
local function name_for_handshake(balancer_data, name)
  local connect_timeout = balancer_data.connect_timeout
  balancer_data.connect_timeout = nil
  balancer_data.scheme = nil
  setmetatable(balancer_data, {
    __index = function(_, key)
      if key ~= "connect_timeout" and key ~= "scheme" then
        return nil
      end
      if ngx.get_phase() == "balancer" then
        ngx.var.upstream_host = name
      end
      return key == "scheme" and "https" or connect_timeout
    end,
    __newindex = function(data, key, value)
      if key == "connect_timeout" then
        connect_timeout = value
      elseif key ~= "scheme" then
        rawset(data, key, value)
      end
    end,
  })
end

local function pools_of_its_own(id)
  ngx.ctx.service = setmetatable({ client_certificate = { id = id } }, { __index = ngx.ctx.service })
end

local function verify(prepared, upstream, policy, certificate)
  local store, message = trusted(prepared, upstream, policy)
  if not store then
    return nil, message
  end
  local ok
  ok, message = tls.set_upstream_ssl_trusted_store(store)
  if ok then
    ok, message = tls.set_upstream_ssl_verify_depth(DEPTH)
  end
  if ok then
    ok, message = tls.set_upstream_ssl_verify(true)
  end
  if ok and certificate then
    ok, message = show(certificate)
  end
  return ok, message
end

-- Sees to the connection for the upstream that was chosen. Nothing, or nil and a message: then no request must go.
function backend_tls.apply(prepared, listen_port)
  local balancer_data = ngx.ctx.balancer_data
  local upstream = balancer_data and balancer_data.host
  if not prepared.upstreams or not upstream then
    return true
  end
  local policy = prepared.upstreams[upstream]
  local scheme = ngx.var.upstream_scheme
  local family = scheme:gsub("s$", "")
  ngx.var.upstream_scheme = policy and family .. "s" or family
  if not policy then
    return true
  end
  local certificate = prepared.client_certificates[tostring(listen_port)]
  local ok, message = verify(prepared, upstream, policy, certificate)
  if not ok then
    return nil, message
  end
  pools_of_its_own(policy.key .. "." .. (certificate or ""))
  name_for_handshake(balancer_data, policy.name)
  return true
end

return backend_tls
