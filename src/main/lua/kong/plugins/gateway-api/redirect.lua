-- Where a redirect points. What the filter leaves open comes from the request (its path as it was sent), except the
-- port: of the new scheme when one is given, else the listener's. A port that the scheme implies is not written.
local hosts = require "kong.plugins.gateway-api.hosts"
local path = require "kong.plugins.gateway-api.path"

local redirect = {}

local WELL_KNOWN = { http = 80, https = 443 }

function redirect.compile(filter)
  return {
    scheme = filter.scheme,
    hostname = filter.hostname,
    port = filter.port,
    path = filter.path and path.compile(filter.path),
    status = filter.status,
  }
end

function redirect.location(filter, request)
  local scheme = filter.scheme or request.scheme
  local port = filter.port or (filter.scheme and WELL_KNOWN[scheme]) or request.gateway_port
  local location = scheme .. "://" .. (filter.hostname or hosts.without_port(request.host))
  if port and port ~= WELL_KNOWN[scheme] then
    location = location .. ":" .. string.format("%d", port)
  end
  local target = request.sent_path or request.path
  if filter.path then
    target = path.replace(filter.path, request.path)
  end
  location = location .. target
  if request.query then
    location = location .. "?" .. request.query
  end
  return location
end

return redirect
