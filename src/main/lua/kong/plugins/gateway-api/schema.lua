local typedefs = require "kong.db.schema.typedefs"
local regex = require "kong.plugins.gateway-api.regex"
local response = require "kong.plugins.gateway-api.response"
local spec = require "kong.plugins.gateway-api.spec"

local help = { regex = regex.fault, response_header = response.fault }

return {
  name = "gateway-api",
  fields = {
    { consumer = typedefs.no_consumer },
    { protocols = typedefs.protocols {
      default = { "grpc", "grpcs", "http", "https" },
      elements = { type = "string", one_of = { "grpc", "grpcs", "http", "https", "tls" } },
    } },
    { config = {
      type = "record",
      fields = {
        { spec = {
          type = "string",
          required = true,
          description = "The behaviour of a rule, or of the whole gateway, as JSON.",
          custom_validator = function(text)
            local decoded, message = spec.read(text, help)
            if not decoded then
              return nil, message
            end
            return true
          end,
        } },
      },
    } },
  },
}
