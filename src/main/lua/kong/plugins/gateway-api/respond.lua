-- Answers that the gateway gives itself.
local json = require "kong.plugins.gateway-api.json"

local respond = {}

respond.CONTENT_TYPE = "application/json; charset=utf-8"

local DEFAULT = { status = 500, message = "no backend is available for this request" }

-- The answer of a rule, or of a share of it, that has no backend to go to.
respond.no_backend = DEFAULT

-- The JSON text of an answer; nil when it says nothing.
function respond.body(answer)
  if answer.message then
    return '{"message":' .. json.quote(answer.message) .. "}"
  end
end

return respond
