-- The key of Kong's router cache leaves out the scheme and the port of Host, and mixes up an absent with an empty
-- value and two lines with one: one request would get the route of another. Here every value is written with its
-- kind and length. This file rests on `fields_visitor(params, ctx, callback, argument)` of kong.router.fields.
local fields = require "kong.router.fields"
local buffer = require "string.buffer"

local router_cache_key = {}

local is_http = ngx.config.subsystem == "http"
local key = buffer.new(256)

local function put(value)
  local kind = type(value)
  if kind == "string" then
    key:put("s", #value, ":", value)
  elseif kind == "number" then
    key:put("n", value, ";")
  elseif kind == "boolean" then
    key:put("b")
  elseif kind == "table" then
    key:put("t", #value, ":")
    for _, item in ipairs(value) do
      put(item)
    end
  else
    key:put("-")
  end
end

local function visit(field, value, params)
  if field == "net.dst.port" and is_http then
    put(params.host)
  end
  if field ~= "net.protocol" then
    put(value)
  end
  return true
end

local function scheme(params, ctx)
  if params.scheme then
    return params.scheme
  elseif is_http then
    return ctx and ctx.scheme or ngx.var.scheme
  end
  return ngx.var.protocol
end

local function get_cache_key(self, params, ctx)
  key:reset()
  put(scheme(params, ctx))
  assert(self:fields_visitor(params, ctx, visit, params))
  local text = key:get()
  return text
end

function router_cache_key.install()
  fields.get_cache_key = get_cache_key
end

local SAMPLES = {
  { scheme = "http", host = "a", port = 1, queries = {}, headers = {} },
  { scheme = "https", host = "a", port = 1, queries = {}, headers = {} },
  { scheme = "http", host = "a", port = 1, queries = { q = true }, headers = {} },
  { scheme = "http", host = "a", port = 1, queries = { q = "true" }, headers = {} },
  { scheme = "http", host = "a", port = 1, queries = { q = "" }, headers = {} },
  { scheme = "http", host = "a", port = 1, queries = {}, headers = { x = "" } },
  { scheme = "http", host = "a", port = 1, queries = {}, headers = { x = "a,b" } },
  { scheme = "http", host = "a", port = 1, queries = {}, headers = { x = { "a", "b" } } },
  { scheme = "http", host = "a", port = 1, queries = {}, headers = { x = { "b", "a" } } },
  { scheme = "http", host = "a:9", port = 1, queries = {}, headers = {} },
  { scheme = "http", host = "a", port = 1, queries = { q = "1s1:a" }, headers = {} },
}

-- Nothing, or why the cure can't be relied upon.
function router_cache_key.fault()
  if not is_http then
    return nil
  end
  local sample_fields = fields.new({ "http.host", "http.headers.x", "http.queries.q", "net.dst.port", "net.protocol" })
  local seen = {}
  for i, sample in ipairs(SAMPLES) do
    local ok, text = pcall(sample_fields.get_cache_key, sample_fields, sample)
    if not ok then
      return "the key can't be computed: " .. tostring(text)
    elseif seen[text] then
      return "requests " .. seen[text] .. " and " .. i .. " of the self-test have one key"
    end
    seen[text] = i
  end
end

return router_cache_key
