-- Acts on the response: the edits that the rule and the drawn backend made of it.
local response = {}

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
