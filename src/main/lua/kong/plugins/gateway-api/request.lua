-- Acts on the request: the facts before routing, the outcome after it.
local facts = require "kong.plugins.gateway-api.facts"
local misdirected = require "kong.plugins.gateway-api.misdirected"
local path = require "kong.plugins.gateway-api.path"
local respond = require "kong.plugins.gateway-api.respond"

local clear_header = ngx.req.clear_header
local get_headers = ngx.req.get_headers
local set_header = ngx.req.set_header
local lower = string.lower
local concat = table.concat

local request = {}

local ALL = 0
local NO_LIMIT_MS = 2147483646

-- Headers that Kong writes itself from a variable when it proxies.
local WRITTEN_BY_KONG = {
  ["via"] = "upstream_via",
  ["x-forwarded-for"] = "upstream_x_forwarded_for",
  ["x-forwarded-host"] = "upstream_x_forwarded_host",
  ["x-forwarded-path"] = "upstream_x_forwarded_path",
  ["x-forwarded-port"] = "upstream_x_forwarded_port",
  ["x-forwarded-prefix"] = "upstream_x_forwarded_prefix",
  ["x-forwarded-proto"] = "upstream_x_forwarded_proto",
}

-- Kong's variant of the table answers "x_a" with "x-a": only what was sent under this very name counts.
local function joined(headers)
  return function(name)
    local value = rawget(headers, name)
    if type(value) == "table" then
      return concat(value, ",")
    end
    return value
  end
end

local function found(search, text)
  return search(text)
end

-- nginx drops a header that is set to nothing; the space around a value is not part of it.
local function settable(value)
  return value == "" and " " or value
end

local function set_again(name, sent, more)
  local values = {}
  for i, value in ipairs(type(sent) == "table" and sent or { sent }) do
    values[i] = settable(value)
  end
  values[#values + 1] = more
  clear_header(name)
  set_header(name, values)
end

-- Moves headers aside that the router would take for others; gives what to put back: lines by name as it was sent.
local function conceal(global, headers)
  local hidden
  for name in pairs(global.concealed) do
    if rawget(headers, name) ~= nil then
      hidden = true
    end
  end
  if not hidden then
    return nil
  end
  local as_sent = {}
  for name in pairs((get_headers(ALL, true))) do
    if facts.conceals(global, name) then
      as_sent[lower(name)] = name
    end
  end
  local aside = {}
  for name, sent in pairs(as_sent) do
    aside[sent] = rawget(headers, name)
    clear_header(sent)
  end
  return aside
end

-- Text is given even when it is empty: without any nginx would write a page of its own.
local function answer(outcome)
  if outcome.location then
    return kong.response.exit(outcome.status, "", { Location = outcome.location })
  elseif respond.is_call(ngx.var.content_type) then
    if outcome.status == misdirected.answer.status then -- said of the connection, not of the call
      return kong.response.exit(outcome.status, { message = outcome.message })
    end
    local answered = {}
    for _, line in ipairs(respond.call(outcome)) do
      answered[line[1]] = line[2]
    end
    return kong.response.exit(200, nil, answered)
  elseif not outcome.message then
    return kong.response.exit(outcome.status, "")
  end
  return kong.response.exit(outcome.status, respond.body(outcome), { ["Content-Type"] = respond.CONTENT_TYPE })
end

-- Before routing. The headers of the facts are written last and the listener's last of all: a request with more
-- headers than Kong reads has no listener, so it gets no route.
function request.state_facts(global)
  if ngx.var.scheme == "https"
    and misdirected.is(global, ngx.var.server_port, ngx.var.ssl_server_name, ngx.var.http_host) then
    return answer(misdirected.answer)
  end
  local listener, gateway_port = facts.listener(global, ngx.var.server_port, ngx.var.http_host)
  local headers = (global.conceals or global.wants_headers) and get_headers(ALL)
  local aside = global.conceals and conceal(global, headers)
  local held = facts.matches(global, global.wants_query and ngx.var.args, headers and joined(headers), found)
  clear_header(facts.MATCHES)
  clear_header(facts.LISTENER)
  if held then
    set_header(facts.MATCHES, held)
  end
  if listener then
    set_header(facts.LISTENER, listener)
  end
  ngx.ctx.gateway_api = { gateway_port = gateway_port, aside = aside or nil }
end

-- After routing: nothing of the facts reaches a backend, what was moved aside does.
function request.clear_facts()
  clear_header(facts.MATCHES)
  clear_header(facts.LISTENER)
  local state = ngx.ctx.gateway_api
  if state and state.aside then
    for name, value in pairs(state.aside) do
      set_again(name, value)
    end
    state.aside = nil
  end
end

-- What a rule decides on.
function request.view()
  local var = ngx.var
  local state = ngx.ctx.gateway_api
  local request_uri = var.request_uri
  local query
  if var.is_args == "?" or request_uri:sub(-1) == "?" then
    query = var.args or ""
  end
  return {
    scheme = var.scheme,
    host = var.http_host or var.host or "",
    gateway_port = state and state.gateway_port or ngx.ctx.host_port,
    path = path.escape(var.upstream_uri),
    sent_path = path.escape(request_uri:match("^[^?]*")),
    query = query,
  }
end

local function add_variable(name, value)
  local current = ngx.var[name]
  if current == nil or current == "" then
    return value
  end
  return current .. ", " .. value
end

local function edit_variable(name, edit)
  if edit.op == "remove" then
    ngx.var[name] = ""
  elseif edit.op == "add" then
    ngx.var[name] = add_variable(name, edit.value)
  else
    ngx.var[name] = edit.value
  end
end

local function add_line(edit)
  local current = rawget(get_headers(ALL), edit.key)
  if current == nil then
    set_header(edit.name, edit.value)
    return
  end
  set_again(edit.name, current, edit.value)
end

local function edit_headers(edits)
  for _, edit in ipairs(edits) do
    local variable = WRITTEN_BY_KONG[edit.key]
    if variable then
      edit_variable(variable, edit)
    elseif edit.op == "add" then
      add_line(edit)
    else
      -- setting a known header that came in several lines would change the first line only
      clear_header(edit.name)
      if edit.op == "set" then
        set_header(edit.name, edit.value)
      end
    end
  end
end

local function send_path(new_path)
  ngx.var.upstream_uri = new_path
  if ngx.var.kong_proxy_mode == "grpc" then
    ngx.req.set_uri(ngx.unescape_uri(new_path), false)
  end
end

local function limit(milliseconds)
  if milliseconds == 0 then
    milliseconds = NO_LIMIT_MS
  else
    kong.service.set_retries(0)
  end
  kong.service.set_timeouts(milliseconds, milliseconds, milliseconds)
  -- the balancer reads this name, not the one that was just set
  ngx.ctx.balancer_data.send_timeout = milliseconds
end

-- Makes the outcome of a rule come true.
function request.apply(outcome)
  if #outcome.response_edits > 0 then
    ngx.ctx.gateway_api_response_edits = outcome.response_edits
  end
  if outcome.status then
    return answer(outcome)
  end
  if outcome.upstream then
    local ok, message = kong.service.set_upstream(outcome.upstream)
    if not ok then
      kong.log.err(message)
      return answer(respond.no_backend)
    end
  end
  edit_headers(outcome.request_edits)
  if outcome.path then
    send_path(outcome.path)
  end
  if outcome.host then
    ngx.var.upstream_host = outcome.host
  end
  if outcome.timeout_ms then
    limit(outcome.timeout_ms)
  end
end

return request
