-- What becomes of a request under the spec of its rule. Only decides; the phases act.
local headers = require "kong.plugins.gateway-api.headers"
local path = require "kong.plugins.gateway-api.path"
local redirect = require "kong.plugins.gateway-api.redirect"
local respond = require "kong.plugins.gateway-api.respond"

local rule = {}

local function compile_filters(spec)
  local edits, host = headers.split_host(headers.compile(spec.request_headers))
  local rewrite = spec.rewrite or {}
  return {
    respond = spec.respond,
    redirect = spec.redirect and redirect.compile(spec.redirect),
    request_edits = edits,
    response_edits = headers.compile(spec.response_headers),
    host = rewrite.hostname or host,
    path = rewrite.path and path.compile(rewrite.path),
  }
end

-- A valid spec ready for use. The key names the spec's state: weights drawn under one key share a cycle.
function rule.compile(spec, key)
  local compiled = compile_filters(spec)
  compiled.key = key
  compiled.timeout_ms = spec.timeouts and spec.timeouts.backend_request_ms
  if spec.backends then
    compiled.backends, compiled.weights = {}, {}
    for i, backend in ipairs(spec.backends) do
      compiled.weights[i] = backend.weight
      compiled.backends[i] = compile_filters(backend)
      compiled.backends[i].upstream = backend.upstream
      local edits = {}
      headers.append(edits, compiled.request_edits)
      headers.append(edits, compiled.backends[i].request_edits)
      compiled.backends[i].all_request_edits = edits
      edits = {}
      headers.append(edits, compiled.response_edits)
      headers.append(edits, compiled.backends[i].response_edits)
      compiled.backends[i].all_response_edits = edits
    end
  end
  return compiled
end

local NOTHING = {}

local function answer(what, response_edits, backend)
  return { status = what.status, message = what.message, response_edits = response_edits, backend = backend }
end

local function redirected(filter, request, response_edits, backend)
  return {
    status = filter.status,
    location = redirect.location(filter, request),
    response_edits = response_edits,
    backend = backend,
  }
end

-- The outcome: an answer has a `status` (with `message` or `location`); all else is forwarded, with `upstream`,
-- `path` and `host` where they differ from the request's. `backend` is the index of what was drawn.
-- request: scheme, host, path (as the router matched it, escaped), sent_path (escaped), query, gateway_port.
function rule.decide(compiled, request, draw)
  if compiled.respond then
    return answer(compiled.respond, NOTHING)
  elseif compiled.redirect then
    return redirected(compiled.redirect, request, compiled.response_edits)
  end

  local outcome = {
    request_edits = compiled.request_edits,
    response_edits = compiled.response_edits,
    host = compiled.host,
    path = compiled.path and path.replace(compiled.path, request.path),
    timeout_ms = compiled.timeout_ms,
  }
  if not compiled.backends then
    return outcome
  end

  local index = draw:next(compiled.key, compiled.weights)
  if not index then
    return answer(respond.no_backend, compiled.response_edits)
  end
  local backend = compiled.backends[index]
  if backend.respond then
    return answer(backend.respond, backend.all_response_edits, index)
  elseif backend.redirect then
    return redirected(backend.redirect, request, backend.all_response_edits, index)
  end
  outcome.backend = index
  outcome.upstream = backend.upstream
  outcome.request_edits = backend.all_request_edits
  outcome.response_edits = backend.all_response_edits
  outcome.host = backend.host or outcome.host
  if backend.path then
    outcome.path = path.replace(backend.path, outcome.path or request.path)
  end
  return outcome
end

return rule
