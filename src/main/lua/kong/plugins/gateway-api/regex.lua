-- Kong's own router as the engine for regular expressions: linear, the dialect of the expressions, and like
-- there text that is not UTF-8 never matches.
local context = require "resty.router.context"
local router = require "resty.router.router"
local schema = require "resty.router.schema"

local regex = {}

local MATCHER = "00000000-0000-0000-0000-000000000000"

local fields = schema.new()
assert(fields:add_field("v", "String"))
local value_context = context.new(fields)

local function literal(pattern)
  if not pattern:find('"#', 1, true) then
    return 'r#"' .. pattern .. '"#'
  end
  return '"' .. pattern:gsub('[\\"]', "\\%0") .. '"'
end

-- A function that tells whether the pattern is found in a text; nil and a message when it is none.
function regex.compile(pattern)
  local engine = router.new(fields, 1)
  local ok, message = engine:add_matcher(0, MATCHER, "v ~ " .. literal(pattern))
  if not ok then
    return nil, message
  end
  return function(text)
    value_context:reset()
    return value_context:add_value("v", text) == true and engine:execute(value_context)
  end
end

-- What is wrong with a pattern.
function regex.fault(pattern)
  local found, message = regex.compile(pattern)
  if not found then
    return "is not a regular expression: " .. tostring(message)
  end
end

return regex
