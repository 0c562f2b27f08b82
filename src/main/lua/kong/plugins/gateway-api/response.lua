-- Acts on the response: the edits that the rule and the drawn backend made of it.
local response = {}

local TRANSFORM = "lua_transform_underscores_in_response_headers"

local function underscores_stay()
  for _, directive in ipairs(kong.configuration.nginx_proxy_directives or {}) do
    if directive.name == TRANSFORM then
      return directive.value == "off"
    end
  end
  return false
end

-- Why a response can't have a header of this name: OpenResty writes "x-a" for "x_a" unless it is told not to.
function response.fault(name)
  if name:find("_", 1, true) and not underscores_stay() then
    return "needs nginx_proxy_" .. TRANSFORM .. "=off"
  end
end

local function add_line(name, value)
  local current = ngx.header[name]
  if current == nil then
    ngx.header[name] = value
    return
  end
  local values = {}
  for i, line in ipairs(type(current) == "table" and current or { current }) do
    values[i] = line
  end
  values[#values + 1] = value
  ngx.header[name] = values
end

function response.apply()
  for _, edit in ipairs(ngx.ctx.gateway_api_response_edits or {}) do
    if edit.op == "add" then
      add_line(edit.name, edit.value)
    else
      ngx.header[edit.name] = edit.value
    end
  end
end

return response
