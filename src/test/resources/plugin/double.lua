-- A double of Kong and OpenResty for the plugin's phases. It answers the names of docs/plugin-pdk.md and no other,
-- remembers which were used, and has the oddities of the real thing that the plugin has to cope with.
local double = {}

local ALLOWED = {}
local USED = {}

function double.allow(name)
  ALLOWED[name] = true
end

function double.used()
  local names = {}
  for name in pairs(USED) do
    names[#names + 1] = name
  end
  return table.concat(names, "\n")
end

local function touch(name)
  if not ALLOWED[name] then
    error("docs/plugin-pdk.md does not name " .. name, 3)
  end
  USED[name] = true
end

-- A table whose every field must be named; `values` holds what they answer.
local function strict(path, values)
  return setmetatable({}, {
    __index = function(_, key)
      touch(path .. "." .. key)
      return values[key]
    end,
    __newindex = function(_, key, value)
      touch(path .. "." .. key .. "=")
      values[key] = value
    end,
  })
end

-- Below a name that is a plain container.
local function container(values)
  return setmetatable({}, {
    __index = function(_, key)
      return values[key] or error("the double has no " .. key, 2)
    end,
    __newindex = function(_, key)
      error("the double has no " .. key, 2)
    end,
  })
end

local function copy(values)
  local result = {}
  for key, value in pairs(values or {}) do
    result[key] = value
  end
  return result
end

-- Request headers as nginx keeps them: a list of lines.

local KNOWN_TO_NGINX = { ["user-agent"] = true, ["cookie"] = true }

local function request_headers(world)
  local req = {}

  function req.get_headers(max, raw)
    if max == nil then
      max = 100
    end
    local headers, truncated = {}, nil
    for i, line in ipairs(world.headers) do
      if max > 0 and i > max then
        truncated = "truncated"
        break
      end
      local name = raw and line[1] or line[1]:lower()
      local existing = headers[name]
      if existing == nil then
        headers[name] = line[2]
      elseif type(existing) == "table" then
        existing[#existing + 1] = line[2]
      else
        headers[name] = { existing, line[2] }
      end
    end
    if not raw then
      setmetatable(headers, {
        __index = function(t, key)
          key = key:lower()
          local value = rawget(t, key)
          if value == nil then
            value = rawget(t, (key:gsub("_", "-")))
          end
          return value
        end,
      })
    end
    return headers, truncated
  end

  function req.clear_header(name)
    local kept = {}
    for _, line in ipairs(world.headers) do
      if line[1]:lower() ~= name:lower() then
        kept[#kept + 1] = line
      end
    end
    world.headers = kept
  end

  function req.set_header(name, value)
    local values = type(value) == "table" and value or { value }
    for _, line in ipairs(world.headers) do
      if line[1]:lower() == name:lower() and KNOWN_TO_NGINX[name:lower()] then
        line[2] = values[1]
        return
      end
    end
    req.clear_header(name)
    for _, item in ipairs(values) do
      assert(type(item) == "string" and item ~= "", "nginx drops a header without a value")
      world.headers[#world.headers + 1] = { name, item }
    end
  end

  function req.set_uri(path, jump)
    assert(jump == false)
    world.uri = path
  end

  return req
end

local function dictionary(values)
  return {
    get = function(_, key)
      return values[key]
    end,
    set = function(_, key, value)
      values[key] = value
      return true
    end,
  }
end

local function logger(world, level)
  return function(...)
    local text = {}
    for i = 1, select("#", ...) do
      text[i] = tostring((select(i, ...)))
    end
    world.log[#world.log + 1] = level .. ": " .. table.concat(text)
  end
end

local function stopping(name)
  return setmetatable({ stopped = name }, { __tostring = function() return "stopped by " .. name end })
end

local EXIT = stopping("kong.response.exit")
local REFUSED = stopping("ngx.exit")

-- Runs a phase as Kong does: an exit ends it.
local function run(phase, ...)
  local ok, message = pcall(phase, ...)
  if not ok and message ~= EXIT and message ~= REFUSED then
    error(message, 0)
  end
end

local function make_ngx(world)
  local req = strict("ngx.req", request_headers(world))
  local shared = { kong = dictionary(world.shared) }
  if world.own_dictionary then
    shared.gateway_api = dictionary(world.own_shared)
  end
  local values = {
    ERROR = -1,
    null = world.null,
    get_phase = function()
      return world.phase
    end,
    exit = function(code)
      assert(code == -1)
      world.refused = true
      error(REFUSED, 0)
    end,
    unescape_uri = function(text)
      return (text:gsub("%%(%x%x)", function(hex)
        return string.char(tonumber(hex, 16))
      end))
    end,
  }
  local plain = {
    req = req,
    var = strict("ngx.var", world.var),
    ctx = strict("ngx.ctx", world.ctx),
    shared = strict("ngx.shared", shared),
    worker = strict("ngx.worker", {
      id = function() return world.worker end,
      count = function() return world.workers end,
    }),
    timer = strict("ngx.timer", {
      at = function(delay, callback)
        if world.no_timers then
          return nil, "too many"
        end
        world.timers[#world.timers + 1] = { delay = delay, run = callback }
        return true
      end,
    }),
    config = strict("ngx.config", { subsystem = world.subsystem }),
  }
  return setmetatable({}, {
    __index = function(_, key)
      if plain[key] then
        return plain[key]
      end
      touch("ngx." .. key)
      if key == "header" then
        return world.response
      end
      return values[key]
    end,
  })
end

local function make_kong(world)
  return container({
    version = (function() USED["kong.version"] = true return "3.9.1" end)(),
    configuration = strict("kong.configuration", world.configuration),
    node = strict("kong.node", { get_id = function() return "node" end }),
    worker_events = strict("kong.worker_events", {
      register = function(handler, source, event)
        assert(source == "declarative" and event == "reconfigure")
        world.load = handler
      end,
    }),
    db = container({
      plugins = strict("kong.db.plugins", {
        each = function(_, _, options)
          assert(options.workspace == world.null)
          local i = 0
          return function()
            i = i + 1
            local plugin = world.plugins and world.plugins[i]
            if plugin == "broken" then
              return false, "broken page"
            end
            return plugin
          end
        end,
      }),
    }),
    log = strict("kong.log", {
      err = logger(world, "err"), warn = logger(world, "warn"), debug = logger(world, "debug"),
    }),
    response = strict("kong.response", {
      exit = function(status, body, headers)
        assert(world.exit == nil, "answered twice")
        world.exit = { status = status, body = body, headers = headers or {} }
        if world.phase ~= "admin" then
          error(EXIT, 0)
        end
      end,
    }),
    service = strict("kong.service", world.service or {
      set_upstream = function(name)
        if not world.upstreams[name] then
          return nil, "could not find an Upstream named '" .. name .. "'"
        end
        world.upstream = name
        world.ctx.balancer_data.host = name
        return true
      end,
      set_timeouts = function(connect, write, read)
        local data = world.ctx.balancer_data
        data.connect_timeout, data.write_timeout, data.read_timeout = connect, write, read
      end,
      set_retries = function(retries)
        world.ctx.balancer_data.retries = retries
      end,
    }),
  })
end

-- The router that Kong would change in place, were the old one given to it.
local function make_router()
  local function new(routes, cache, cache_neg, old_router)
    assert(cache and cache_neg)
    local router = old_router or {}
    router.routes = routes
    return router
  end
  return strict("kong.router", { new = new })
end

local function make_fields(world)
  local fields = {}
  fields.__index = fields
  local methods = { get_cache_key = function() error("Kong's own key was used") end }
  function methods.new(names)
    return setmetatable({ names = names }, { __index = methods })
  end
  function methods.fields_visitor(self, params, ctx, callback, argument)
    for _, name in ipairs(self.names) do
      local kind, key = name:match("^http%.(%a+)%.(.+)$")
      local value
      if kind then
        value = params[kind][key]
      elseif name == "http.host" then
        value = params.host
      elseif name == "net.dst.port" then
        value = params.port
      elseif name == "net.protocol" then
        value = params.scheme
      end
      assert(callback(name, value, argument))
    end
    return true
  end
  if world.broken_fields then
    methods.fields_visitor = nil
  end
  return setmetatable({}, {
    __index = function(_, key)
      touch("kong.router.fields." .. key)
      return methods[key]
    end,
    __newindex = function(_, key, value)
      touch("kong.router.fields." .. key .. "=")
      methods[key] = value
    end,
  })
end

-- An engine for the few patterns of the scenarios, which are Lua's as well.
local function make_engine()
  local function utf8(text)
    return not text:find("[\128-\255]")
  end
  local schema = strict("resty.router.schema", {
    new = function()
      return container({ add_field = function(_, name, kind) return name == "v" and kind == "String" end })
    end,
  })
  local context = strict("resty.router.context", {
    new = function()
      local self = { values = {} }
      function self:reset()
        self.values = {}
      end
      function self:add_value(name, value)
        if not utf8(value) then
          return nil, "invalid utf-8"
        end
        self.values[name] = value
        return true
      end
      return self
    end,
  })
  local router = strict("resty.router.router", {
    new = function(_, size)
      assert(size == 1)
      local pattern
      return container({
        add_matcher = function(_, priority, id, expression)
          assert(priority == 0 and #id == 36)
          pattern = expression:match('^v ~ r#"(.*)"#$')
          if pattern and pattern:find('"#', 1, true) then
            return nil, "syntax error"
          elseif not pattern then
            pattern = expression:match('^v ~ "(.*)"$'):gsub('\\(["\\])', "%1")
          end
          if pattern:find("(?", 1, true) then
            return nil, "regex parse error"
          end
          return true
        end,
        execute = function(_, values)
          return values.values.v:find(pattern) ~= nil
        end,
      })
    end,
  })
  return schema, context, router
end

local function make_ssl(world)
  return strict("ngx.ssl", {
    server_port = function() return world.port end,
    server_name = function() return world.sni end,
    clear_certs = function()
      world.presented = {}
      return true
    end,
    set_cert = function(certificate)
      if certificate == "broken" then
        return nil, "can't set"
      end
      world.presented[#world.presented + 1] = certificate
      return true
    end,
    set_priv_key = function(key)
      assert(key == world.presented[#world.presented] .. ".key")
      return true
    end,
  })
end

local function make_cjson()
  return strict("cjson", {
    null = setmetatable({}, { __tostring = function() return "null" end }),
    array_mt = { is_array = true },
    encode = function(map)
      local parts = {}
      for key, value in pairs(map) do
        parts[#parts + 1] = string.format("[%q]=%q", key, value)
      end
      return "{" .. table.concat(parts, ",") .. "}"
    end,
    decode = function(text)
      return assert(loadstring("return " .. text))()
    end,
  })
end

local DEFAULTS = {
  phase = "init_worker", worker = 0, workers = 1, subsystem = "http", own_dictionary = false,
}

-- One worker of one Kong with the plugin loaded: `options` override the defaults above and give `configuration`,
-- `certificates`, `upstreams`, `plugins` (what is stored), `shared` (the dictionary, shared with another worker).
function double.world(options)
  local world = copy(DEFAULTS)
  for key, value in pairs(options or {}) do
    world[key] = value
  end
  world.configuration = world.configuration or {}
  world.configuration.router_flavor = world.configuration.router_flavor or "expressions"
  world.configuration.proxy_listeners = world.configuration.proxy_listeners or { { port = 8000, ip = "0.0.0.0" } }
  world.certificates = world.certificates or {}
  world.upstreams = world.upstreams or {}
  world.shared = world.shared or {}
  world.null = {}
  world.own_shared = world.own_shared or {}
  world.timers, world.log, world.headers, world.presented = {}, {}, {}, { "kong" }
  world.var, world.ctx, world.response = {}, {}, {}

  for name in pairs(package.loaded) do
    if name:find("^kong%.") or name:find("^resty%.") or name == "ngx.ssl" or name == "cjson" then
      package.loaded[name] = nil
    end
  end
  local schema, context, router = make_engine()
  local kong_router = make_router()
  local modules = {
    ["cjson"] = make_cjson(),
    ["kong.concurrency"] = strict("kong.concurrency", {
      with_coroutine_mutex = function(opts, callback)
        assert(opts.name == "reconfigure" and opts.timeout)
        if world.mutex_taken then
          return nil, "timeout acquiring reconfigure lock"
        end
        return callback()
      end,
    }),
    ["kong.db.schema.typedefs"] = strict("kong.db.schema.typedefs", {
      no_consumer = "no consumer", protocols = function(narrowed) return narrowed end,
    }),
    ["kong.router"] = kong_router,
    ["kong.router.fields"] = make_fields(world),
    ["kong.runloop.certificate"] = strict("kong.runloop.certificate", {
      get_certificate = function(key)
        world.fetched = (world.fetched or 0) + 1
        local found = world.certificates[key.id]
        if not found then
          return nil, "not found"
        end
        return found
      end,
      get_ca_certificate_store = function(ids)
        for _, id in ipairs(ids) do
          if id == "gone" then
            return nil, "CA Certificate 'gone' does not exist"
          end
        end
        return "trust of " .. table.concat(ids, "+")
      end,
    }),
    ["kong.tools.system"] = strict("kong.tools.system", {
      get_system_trusted_certs_filepath = function()
        if world.no_system then
          return nil, "no bundle"
        end
        return "/etc/bundle.crt"
      end,
    }),
    ["resty.kong.tls"] = strict("resty.kong.tls", {
      set_upstream_cert_and_key = function(certificate, key)
        world.tls.shown = certificate .. "/" .. key
        return true
      end,
      set_upstream_ssl_trusted_store = function(store)
        world.tls.store = store
        return true
      end,
      set_upstream_ssl_verify = function(verify)
        world.tls.verify = verify
        return true
      end,
      set_upstream_ssl_verify_depth = function(depth)
        world.tls.depth = depth
        return true
      end,
    }),
    ["resty.openssl.x509.store"] = strict("resty.openssl.x509.store", {
      new = function()
        return { load_file = function(self, file)
          self.file = file
          return true
        end }
      end,
    }),
    ["ngx.ssl"] = make_ssl(world),
    ["resty.router.context"] = context,
    ["resty.router.router"] = router,
    ["resty.router.schema"] = schema,
  }
  for name, module in pairs(modules) do
    package.loaded[name] = module
  end
  local buffer = require "string.buffer"
  package.loaded["string.buffer"] = strict("string.buffer", { new = buffer.new })
  ngx = make_ngx(world)
  kong = make_kong(world)
  world.handler = require "kong.plugins.gateway-api.handler"
  package.loaded["string.buffer"] = buffer

  -- what Kong does before it starts the plugins of a worker
  if not world.router_built_elsewhere then
    kong_router.new({}, {}, {}, nil)
  end
  world.handler:init_worker()

  function world.configure(configs)
    world.handler:configure(configs)
  end

  function world.run_timers()
    local due = world.timers
    world.timers = {}
    for _, timer in ipairs(due) do
      timer.run(false)
    end
  end

  -- Takes a request through rewrite, routing and access. `request`: headers, host, port, path (as routed), sent, query, scheme, grpc;
  -- `confs`: global and route, as Kong would choose them.
  function world.request(request, confs)
    world.headers = {}
    for i, line in ipairs(request.headers or {}) do
      world.headers[i] = { line[1], line[2] }
    end
    for key in pairs(world.var) do
      world.var[key] = nil
    end
    for key in pairs(world.ctx) do
      world.ctx[key] = nil
    end
    for key in pairs(world.response) do
      world.response[key] = nil
    end
    world.exit, world.upstream, world.uri, world.tls = nil, nil, nil, {}
    local var = world.var
    var.server_port = tostring(request.port or 8000)
    var.http_host = request.host or "h.test"
    var.args = request.query
    var.is_args = request.query and request.query ~= "" and "?" or ""
    var.request_uri = (request.sent or request.path or "/p") .. (request.query and "?" .. request.query or "")
    var.scheme = request.scheme or "http"
    var.ssl_server_name = request.sni
    var.content_type = request.content_type
    world.ctx.host_port = request.port or 8000
    if confs.global then
      run(world.handler.rewrite, world.handler, confs.global)
    end
    if world.exit then
      return
    end
    world.routed = {}
    for i, line in ipairs(world.headers) do
      world.routed[i] = { line[1], line[2] }
    end
    var.kong_proxy_mode = request.grpc and "grpc" or "http"
    var.upstream_uri = request.path or "/p"
    var.upstream_host = request.host or "h.test"
    var.upstream_x_forwarded_for = "1.2.3.4"
    var.upstream_scheme = request.upstream_scheme or "http"
    world.ctx.service = { name = "service" }
    world.ctx.balancer_data = { host = "first", retries = 5, connect_timeout = 60000, send_timeout = 60000, read_timeout = 60000 }
    run(world.handler.access, world.handler, confs.route or confs.global)
  end

  -- What Kong's balancer reads once the request is written: the name of the pool, then the limits.
  function world.balance()
    local data = world.ctx.balancer_data
    data.scheme = world.var.upstream_scheme
    local host = world.var.upstream_host
    world.phase = "balancer"
    local pool = "-"
    if data.scheme == "https" then
      local shown = world.ctx.service.client_certificate
      pool = world.var.upstream_host .. "|" .. (shown and shown.id or "")
    end
    local limit = data.connect_timeout
    world.phase = "access"
    return { host = host, sni = world.var.upstream_host, pool = pool, limit = limit }
  end

  function world.respond(headers, confs)
    for key, value in pairs(headers) do
      world.response[key] = value
    end
    run(world.handler.header_filter, world.handler, confs.route or confs.global)
  end

  function world.handshake(port, sni, conf)
    world.port, world.sni, world.refused, world.presented = port, sni, false, { "kong" }
    run(world.handler.certificate, world.handler, conf)
    return world.refused and "refused" or table.concat(world.presented, ",")
  end

  world.kong_router = kong_router
  return world
end

return double
