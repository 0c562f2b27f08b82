return require "kong.plugins.gateway-api.api"
