-- Requests that came over a connection which was made for another listener: their Host belongs to one, the server
-- name of the handshake to another. RFC 9110, 15.5.20: the client may try again on a connection of its own.
local hosts = require "kong.plugins.gateway-api.hosts"

local misdirected = {}

misdirected.answer = { status = 421, message = "this host is not served on this connection; use a new one" }

-- Whether the listener of a Host is another than that of the server name. A Host without a listener is left to the
-- router, which has no route for it.
function misdirected.is(compiled, listen_port, server_name, host)
  local listen = compiled.listeners[tostring(listen_port)]
  if not listen then
    return false
  end
  local of_host = hosts.lookup(listen.hosts, hosts.normalise(hosts.without_port(host or "")))
  if not of_host then
    return false
  end
  return of_host ~= hosts.lookup(listen.hosts, hosts.normalise(server_name or ""))
end

return misdirected
