local status = require "kong.plugins.gateway-api.status"

return {
  ["/gateway-api/status"] = {
    GET = function()
      return kong.response.exit(200, status.report())
    end,
  },
}
