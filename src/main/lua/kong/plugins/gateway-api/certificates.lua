-- Chooses the certificates of a handshake by port and SNI; by SNI alone in the stream subsystem, which terminates TLS
-- behind a socket of its own.
local hosts = require "kong.plugins.gateway-api.hosts"
local kong_certificate = require "kong.runloop.certificate"
local ssl = require "ngx.ssl"

local certificates = {}

local function refuse(...)
  kong.log.debug(...)
  return ngx.exit(ngx.ERROR)
end

-- Parsed once per configuration: entities only change together with the spec that names them.
local function parsed(prepared, id)
  local found = prepared.certificates[id]
  if not found then
    local message
    found, message = kong_certificate.get_certificate({ id = id })
    if not found then
      return nil, message or "no such certificate"
    elseif not found["$refs"] then
      prepared.certificates[id] = found
    end
  end
  return found
end

local function set(certificate, key)
  local ok, message = ssl.set_cert(certificate)
  if not ok then
    return nil, message
  end
  return ssl.set_priv_key(key)
end

local function present(found)
  local ok, message = set(found.cert, found.key)
  if ok and found.cert_alt and found.key_alt then
    ok, message = set(found.cert_alt, found.key_alt)
  end
  return ok, message
end

-- A handshake for which no certificate is named (an empty list names none), or of which none can be had, is refused.
function certificates.choose(prepared)
  local streams = ngx.config.subsystem == "stream"
  local port = streams and "any" or ssl.server_port()
  local name = ssl.server_name()
  local listen = streams and prepared.streams or prepared.tls[tostring(port)]
  local ids = listen and hosts.lookup(listen, hosts.normalise(name or ""))
  if not ids or #ids == 0 then
    return refuse("no certificate for port ", port, " and name ", name)
  end
  local cleared = false
  local presented = 0
  for _, id in ipairs(ids) do
    local found, message = parsed(prepared, id)
    if found and not cleared then
      cleared, message = ssl.clear_certs()
    end
    local ok
    if found and cleared then
      ok, message = present(found)
    end
    if ok then
      presented = presented + 1
    else
      kong.log.err("certificate ", id, ": ", message)
    end
  end
  if presented == 0 then
    return refuse("none of the certificates for port ", port, " and name ", name, " can be presented")
  end
end

return certificates
