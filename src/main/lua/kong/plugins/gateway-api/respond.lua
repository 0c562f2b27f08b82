-- Answers that the gateway gives itself.
local json = require "kong.plugins.gateway-api.json"

local respond = {}

respond.CONTENT_TYPE = "application/json; charset=utf-8"

-- A call is answered with 200 and a status of its own: with any other, or another type, clients go by the HTTP status alone.
respond.CALL_TYPE = "application/grpc"

-- A rule without a usable backend is UNAVAILABLE, says the specification of GRPCRoute.
local CALL_STATUS = { [400] = 13, [401] = 16, [403] = 7, [404] = 12, [429] = 14, [500] = 14, [501] = 12, [502] = 14, [503] = 14, [504] = 4 }

local DEFAULT = { status = 500, message = "no backend is available for this request" }

-- The answer of a rule, or of a share of it, that has no backend to go to.
respond.no_backend = DEFAULT

-- The JSON text of an answer; nil when it says nothing.
function respond.body(answer)
  if answer.message then
    return '{"message":' .. json.quote(answer.message) .. "}"
  end
end

-- Whether a request with this content type is a call of gRPC.
function respond.is_call(content_type)
  return content_type ~= nil and content_type:lower():sub(1, #respond.CALL_TYPE) == respond.CALL_TYPE
end

-- The header lines that answer a call.
function respond.call(answer)
  local status = CALL_STATUS[answer.status] or (answer.status >= 500 and 13 or 2)
  local lines = { { "Content-Type", respond.CALL_TYPE }, { "grpc-status", tostring(status) } }
  if answer.message then
    lines[#lines + 1] = { "grpc-message", answer.message }
  end
  return lines
end

return respond
