-- The plugin's phases against the double: what they make of the decisions.
local double = require "double"

local scenarios = {}
local names = {}

local function scenario(name, run)
  names[#names + 1] = name
  scenarios[name] = run
end

local function show(value)
  if type(value) ~= "table" then
    return tostring(value)
  end
  local keys, parts = {}, {}
  for key in pairs(value) do
    keys[#keys + 1] = key
  end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for _, key in ipairs(keys) do
    parts[#parts + 1] = tostring(key) .. "=" .. show(value[key])
  end
  return "{" .. table.concat(parts, " ") .. "}"
end

local function same(got, expected, what)
  if show(got) ~= show(expected) then
    error((what or "differs") .. ": expected " .. show(expected) .. " but was " .. show(got), 2)
  end
end

local function contains(text, part)
  if not tostring(text):find(part, 1, true) then
    error("expected " .. part .. " in " .. tostring(text), 2)
  end
end

local function lines(headers)
  local result = {}
  for i, line in ipairs(headers) do
    result[i] = line[1] .. ": " .. line[2]
  end
  return table.concat(result, "\n")
end

local function conf(spec, route_id)
  return { spec = '{"v":1' .. (spec ~= "" and "," or "") .. spec .. "}", route_id = route_id }
end

local function rule(spec)
  return { route = conf(spec, "route-1") }
end

local LISTENERS = '"version":"v1","listeners":{"8000":{"port":80,"hosts":{"":"8000/","*.a.test":"8000/*.a.test"}}}'

local function with_listeners(spec, more)
  return { global = conf(LISTENERS .. (more or "")), route = conf(spec, "route-1") }
end

-- Facts.

scenario("the listener is stated for routing and gone before the backend", function()
  local world = double.world()
  world.request({ host = "x.a.test:99", headers = { { "a", "1" } } }, with_listeners(""))
  same(lines(world.routed), "a: 1\ngwlistener: 8000/*.a.test")
  same(lines(world.headers), "a: 1")
end)

scenario("what a client says of facts is replaced, and written last", function()
  local world = double.world()
  local sent = { { "GwListener", "8443/" }, { "gwfacts", ",00000001," }, { "gwlistener", "x" }, { "b", "1" } }
  world.request({ headers = sent }, with_listeners(""))
  same(lines(world.routed), "b: 1\ngwlistener: 8000/")
  same(lines(world.headers), "b: 1")
end)

scenario("without a listener none is stated, whatever was sent", function()
  local world = double.world()
  local sent = { { "gwlistener", "8000/" }, { "gwfacts", ",00000001," } }
  world.request({ port = 9000, headers = sent }, with_listeners("", ',"facts":[{"id":"00000001","query":"q","exact":"1"}]'))
  same(lines(world.routed), "gwfacts: ,")
  world.request({ port = 9000, headers = sent }, with_listeners(""))
  same(lines(world.routed), "")
end)

scenario("without a Host header the listener of any host is meant", function()
  local world = double.world()
  local confs = with_listeners("")
  world.request({ host = "" }, confs)
  same(lines(world.routed), "gwlistener: 8000/")
end)

local FACTS = ',"facts":[{"id":"00000001","query":"x-y","exact":"a b"},{"id":"00000002","header":"a_b","exact":"1,2"},'
  .. '{"id":"00000003","header":"a-b","regex":"^v"}]'

scenario("facts of query and headers, the listener written after them", function()
  local world = double.world()
  local sent = { { "A_B", "1" }, { "a_b", "2" }, { "a-b", "v1" } }
  world.request({ query = "x-y=a+b", headers = sent }, with_listeners("", FACTS))
  same(lines(world.routed), "A_B: 1\na_b: 2\na-b: v1\ngwfacts: ,00000001,00000002,00000003,\ngwlistener: 8000/")
  same(lines(world.headers), "A_B: 1\na_b: 2\na-b: v1")
end)

scenario("a header with a dash is no fact about one with an underscore", function()
  local world = double.world()
  world.request({ headers = { { "a-b", "1,2" } } }, with_listeners("", FACTS))
  same(lines(world.routed), "a-b: 1,2\ngwfacts: ,\ngwlistener: 8000/")
end)

scenario("bytes that are not UTF-8 match no pattern", function()
  local world = double.world()
  world.request({ headers = { { "a-b", "v\255" } } }, with_listeners("", FACTS))
  same(lines(world.routed), "a-b: v\255\ngwfacts: ,\ngwlistener: 8000/")
end)

scenario("a literal underscore is hidden from the router and put back", function()
  local world = double.world()
  local sent = { { "X_Ver", "2" }, { "b", "1" }, { "x_ver", "3" }, { "x-ver", "4" }, { "x_other", "5" } }
  world.request({ headers = sent }, with_listeners("", ',"names":["b","x-ver"]'))
  same(lines(world.routed), "b: 1\nx-ver: 4\nx_other: 5\ngwlistener: 8000/")
  same(lines(world.headers):lower(), "b: 1\nx-ver: 4\nx_other: 5\nx_ver: 2\nx_ver: 3")
end)

scenario("what was hidden keeps the spelling of its name", function()
  local world = double.world()
  world.request({ headers = { { "X_Ver", "2" } } }, with_listeners("", ',"names":["x-ver"]'))
  same(lines(world.headers), "X_Ver: 2")
end)

scenario("more than a hundred headers hide nothing", function()
  local world = double.world()
  local sent = {}
  for i = 1, 120 do
    sent[i] = { "h" .. i, "1" }
  end
  sent[121] = { "x_ver", "2" }
  sent[122] = { "a_b", "1,2" }
  world.request({ headers = sent }, with_listeners("", FACTS .. ',"names":["x-ver"]'))
  same(#world.routed, 123)
  same(world.routed[122][2], ",00000002,")
  same(world.routed[123][1], "gwlistener")
end)

scenario("the global instance alone clears the facts too", function()
  local world = double.world()
  world.request({ headers = { { "a", "1" } } }, { global = conf(LISTENERS) })
  same(lines(world.headers), "a: 1")
  same(world.exit, nil)
end)

scenario("what was sent empty comes back empty", function()
  local world = double.world()
  world.request({ headers = { { "X_Ver", "" } } }, with_listeners("", ',"names":["x-ver"]'))
  same(lines(world.headers), "X_Ver:  ")
  world.request({ headers = { { "b", "" }, { "b", "1" } } }, rule '"request_headers":{"add":[["b","2"]]}')
  same(lines(world.headers), "b:  \nb: 1\nb: 2")
end)

-- Requests.

scenario("headers are set, added and removed by line", function()
  local world = double.world()
  local sent = { { "a", "0" }, { "A", "1" }, { "b", "0" }, { "c", "0" }, { "C", "1" }, { "x_a", "9" } }
  world.request({ headers = sent },
    rule '"request_headers":{"set":[["a","s"]],"add":[["b","s"],["x-a","s"]],"remove":["c","d"]}')
  same(lines(world.headers), "x_a: 9\na: s\nb: 0\nb: s\nx-a: s")
end)

scenario("a line is added to several", function()
  local world = double.world()
  world.request({ headers = { { "b", "0" }, { "B", "1" } } }, rule '"request_headers":{"add":[["b","2"]]}')
  same(lines(world.headers), "b: 0\nb: 1\nb: 2")
end)

scenario("a header that nginx knows is set even when it came twice", function()
  local world = double.world()
  world.request({ headers = { { "User-Agent", "0" }, { "user-agent", "1" } } },
    rule '"request_headers":{"set":[["User-Agent","s"]]}')
  same(lines(world.headers), "User-Agent: s")
end)

scenario("headers that Kong writes itself are edited where it takes them from", function()
  local world = double.world()
  world.request({}, rule('"request_headers":{"set":[["X-Forwarded-Proto","s"]],"add":[["X-Forwarded-For","2"],["Via","v"]],'
    .. '"remove":["x-forwarded-host"]}'))
  same(world.var.upstream_x_forwarded_proto, "s")
  same(world.var.upstream_x_forwarded_for, "1.2.3.4, 2")
  same(world.var.upstream_via, "v")
  same(world.var.upstream_x_forwarded_host, "")
  same(lines(world.headers), "")
end)

scenario("a rewrite changes host and path and leaves the query to Kong", function()
  local world = double.world()
  world.request({ path = "/old/a%2Fb", query = "q=1" },
    rule '"rewrite":{"hostname":"r.test","path":{"prefix":"/old","replace":"/new"}}')
  same(world.var.upstream_uri, "/new/a%2Fb")
  same(world.var.upstream_host, "r.test")
  same(world.uri, nil)
end)

scenario("what is not rewritten stays Kong's", function()
  local world = double.world()
  world.request({ path = "/a%2Fb" }, rule '"request_headers":{"set":[["Host","s.test"]]}')
  same(world.var.upstream_uri, "/a%2Fb")
  same(world.var.upstream_host, "s.test")
  same(world.ctx.balancer_data.retries, 5)
end)

scenario("a gRPC service gets its rewritten path another way", function()
  local world = double.world()
  world.request({ path = "/old/a%20b", grpc = true }, rule '"rewrite":{"path":{"prefix":"/old","replace":"/new"}}')
  same(world.uri, "/new/a b")
end)

scenario("a limit sets every timeout and forbids to try again", function()
  local world = double.world()
  world.request({}, rule '"timeouts":{"backend_request_ms":300}')
  same(world.ctx.balancer_data,
    { host = "first", retries = 0, connect_timeout = 300, send_timeout = 300, read_timeout = 300, write_timeout = 300 })
end)

scenario("a limit of zero is none", function()
  local world = double.world()
  world.request({}, rule '"timeouts":{"backend_request_ms":0}')
  same(world.ctx.balancer_data.read_timeout, 2147483646)
  same(world.ctx.balancer_data.send_timeout, 2147483646)
  same(world.ctx.balancer_data.retries, 5)
end)

scenario("a redirect shows the port of the gateway", function()
  local world = double.world()
  world.request({ path = "/p%2F/x", query = "a=b" },
    with_listeners '"redirect":{"path":{"prefix":"/p%2F","replace":"/n"},"status":301}')
  same(world.exit, { status = 301, body = "", headers = { Location = "http://h.test/n/x?a=b" } })
end)

scenario("a redirect that says nothing of the path keeps it as it was sent", function()
  local world = double.world()
  world.request({ path = "/b/c", sent = "/a/..//b/%63", query = "q" }, rule '"redirect":{"status":302}')
  same(world.exit.headers.Location, "http://h.test:8000/a/..//b/%63?q")
end)

scenario("an empty query stays in a redirect", function()
  local world = double.world()
  world.request({ query = "" }, rule '"redirect":{"status":302}')
  same(world.exit.headers.Location, "http://h.test:8000/p?")
end)

scenario("a request of HTTP/1.0 without a Host is redirected to the server's name", function()
  local world = double.world()
  world.request({}, rule "")
  world.var.http_host, world.var.host = nil, "server"
  local ok = pcall(world.handler.access, world.handler, conf('"redirect":{"status":302}', "route-2"))
  same(ok, false)
  same(world.exit.headers.Location, "http://server:8000/p")
end)

scenario("an answer is JSON, for a gRPC client a message", function()
  local world = double.world()
  world.request({}, rule '"respond":{"status":500,"message":"a/b"}')
  same(world.exit,
    { status = 500, body = '{"message":"a/b"}', headers = { ["Content-Type"] = "application/json; charset=utf-8" } })
  world.request({ content_type = "application/grpc+proto" }, rule '"respond":{"status":500,"message":"a/b"}')
  same(world.exit,
    { status = 200, headers = { ["Content-Type"] = "application/grpc", ["grpc-status"] = "14", ["grpc-message"] = "a/b" } })
  world.request({}, rule '"respond":{"status":404}')
  same(world.exit, { status = 404, body = "", headers = {} })
end)

scenario("the drawn backend", function()
  local world = double.world({ upstreams = { u = true } })
  world.request({}, rule '"backends":[{"weight":1,"upstream":"u","request_headers":{"add":[["a","b"]]}}]')
  same(world.upstream, "u")
  same(lines(world.headers), "a: b")
end)

scenario("an upstream that Kong does not have is answered with 500", function()
  local world = double.world()
  world.request({}, rule '"backends":[{"weight":1,"upstream":"u"}]')
  same(world.exit.status, 500)
  contains(world.log[#world.log], "err: could not find an Upstream named 'u'")
end)

-- Draws.

local function drawn(world, confs, requests)
  local sequence = {}
  for i = 1, requests do
    world.request({}, confs)
    sequence[i] = world.upstream
  end
  return table.concat(sequence)
end

local THREE_TO_ONE = '"backends":[{"weight":3,"upstream":"a"},{"weight":1,"upstream":"b"}]'

local function with_start(start, run)
  local random = math.random
  math.random = function(low, high)
    assert(low == 0)
    return math.min(start, high)
  end
  local ok, message = pcall(run)
  math.random = random
  assert(ok, message)
end

scenario("workers begin at different turns", function()
  for start, expected in pairs({ [0] = "aabaaaba", [1] = "abaaabaa", [2] = "baaabaaa", [3] = "aaabaaab" }) do
    with_start(start, function()
      local world = double.world({ upstreams = { a = true, b = true } })
      same(drawn(world, rule(THREE_TO_ONE), 8), expected)
    end)
  end
end)

scenario("equal weights begin anywhere", function()
  for start, expected in pairs({ [0] = "abc", [1] = "bca", [2] = "cab" }) do
    with_start(start, function()
      local world = double.world({ upstreams = { a = true, b = true, c = true } })
      local spec = '"backends":[{"weight":1,"upstream":"a"},{"weight":1,"upstream":"b"},{"weight":1,"upstream":"c"}]'
      same(drawn(world, rule(spec), 3), expected)
    end)
  end
end)

scenario("routes of equal text draw apart", function()
  with_start(0, function()
    local world = double.world({ upstreams = { a = true, b = true } })
    local spec = '"backends":[{"weight":1,"upstream":"a"},{"weight":1,"upstream":"b"}]'
    local one, other = { route = conf(spec, "1") }, { route = conf(spec, "2") }
    same(drawn(world, one, 1) .. drawn(world, other, 1) .. drawn(world, one, 1) .. drawn(world, other, 1), "aabb")
  end)
end)

scenario("a draw goes on over a reload that keeps its route and begins anew after one that does not", function()
  with_start(0, function()
    local world = double.world({ upstreams = { a = true, b = true } })
    local confs = rule(THREE_TO_ONE)
    same(drawn(world, confs, 1), "a")
    world.configure({ conf(THREE_TO_ONE, "route-1") })
    same(drawn(world, rule(THREE_TO_ONE), 2), "ab")
    world.configure({ conf(THREE_TO_ONE, "route-2") })
    same(drawn(world, confs, 3), "aab")
  end)
end)

-- Responses.

scenario("response headers are set, added and removed", function()
  local world = double.world({ upstreams = { u = true } })
  local confs = rule('"response_headers":{"set":[["a","s"]],"add":[["b","s"],["c","s"],["d","s"]],"remove":["e"]},'
    .. '"backends":[{"weight":1,"upstream":"u","response_headers":{"add":[["d","t"]]}}]')
  world.request({}, confs)
  local sent = { "0", "1" }
  world.respond({ a = "0", b = "0", c = sent, e = "0" }, confs)
  same(world.response, { a = "s", b = { "0", "s" }, c = { "0", "1", "s" }, d = { "s", "t" } })
  same(sent, { "0", "1" })
end)

scenario("a redirect gets them as well, an answer does not", function()
  local world = double.world()
  local confs = rule '"redirect":{"status":302},"response_headers":{"set":[["a","s"]]}'
  world.request({}, confs)
  world.respond({}, confs)
  same(world.response, { a = "s" })
  confs = rule '"respond":{"status":500},"response_headers":{"set":[["a","s"]]}'
  world.request({}, confs)
  world.respond({}, confs)
  same(world.response, {})
end)

scenario("a response without a decision stays as it is", function()
  local world = double.world()
  world.respond({ a = "0" }, { global = conf(LISTENERS) })
  same(world.response, { a = "0" })
end)

-- TLS to backends.

local PLACES = ',"upstreams":{"first":{"name":"abc.test","key":"k1","authorities":["1","2"]},"sys":{"name":"sys.test","key":"k2","system":true},"bad":{"name":"abc.test","key":"k3","authorities":["gone"]}},"client_certificates":{"8443":"c"}'

scenario("a backend is verified under a name of its own, from pools of its own", function()
  local world = double.world({ certificates = { c = { cert = "shown", key = "its key" } } })
  local confs = { global = conf(LISTENERS .. PLACES) }
  world.request({}, confs)
  same(world.tls, { store = "trust of 1+2", verify = true, depth = 10 })
  same(world.var.upstream_scheme, "https")
  same(world.balance(), { host = "h.test", sni = "abc.test", pool = "abc.test|k1.", limit = 60000 })
  world.request({ port = 8443, upstream_scheme = "https" }, confs)
  same(world.tls.shown, "shown/its key")
  same(world.balance().pool, "abc.test|k1.c")
end)

scenario("the system's authorities, and limits that are set later", function()
  local world = double.world({ upstreams = { sys = true, plain = true } })
  local global = conf(LISTENERS .. PLACES)
  world.request({ grpc = true, upstream_scheme = "grpc" },
    { global = global, route = conf('"backends":[{"weight":1,"upstream":"sys"}],"timeouts":{"backend_request_ms":70}', "r") })
  same(world.tls.store.file, "/etc/bundle.crt")
  same(world.var.upstream_scheme, "grpcs")
  same(world.balance(), { host = "h.test", sni = "sys.test", pool = "sys.test|k2.", limit = 70 })
  world.ctx.balancer_data.connect_timeout = 80
  world.ctx.balancer_data.ip = "1.2.3.4"
  same(world.balance().limit, 80)
  same(world.ctx.balancer_data.ip, "1.2.3.4")
  same(world.ctx.balancer_data.nothing, nil)
  world.request({ upstream_scheme = "https" },
    { global = global, route = conf('"backends":[{"weight":1,"upstream":"plain"}]', "r") })
  same(world.tls, {})
  same(world.var.upstream_scheme, "http")
  same(world.balance(), { host = "h.test", sni = "h.test", pool = "-", limit = 60000 })
end)

scenario("what can't be verified isn't sent", function()
  local world = double.world({ upstreams = { bad = true } })
  world.request({}, { global = conf(LISTENERS .. PLACES), route = conf('"backends":[{"weight":1,"upstream":"bad"}]', "r") })
  same(world.exit.status, 500)
  contains(world.log[#world.log], "CA Certificate 'gone' does not exist")
  world.request({ port = 8443 }, { global = conf(LISTENERS .. PLACES) })
  same(world.exit.status, 500)
  contains(world.log[#world.log], "not found")
end)

scenario("a system without authorities withdraws them alone", function()
  local world = double.world({ no_system = true })
  contains(world.log[#world.log], "capability system-authorities is withdrawn: no bundle")
end)

-- Certificates.

local function pair(name)
  return { cert = name, key = name .. ".key" }
end

local TLS = conf '"version":"v1","tls":{"8443":{"*.a.test":["1"],"closed.a.test":[],"":["2","3"]},"9443":{"y.test":["gone","4"],"z.test":["gone"]}}'

scenario("a request on a connection for another listener gets 421 before it is routed", function()
  local world = double.world()
  local confs = with_listeners("")
  world.request({ scheme = "https", sni = "x.a.test", host = "other.test" }, confs)
  same(world.exit.status, 421)
  same(world.exit.headers["Content-Type"], "application/json; charset=utf-8")
  world.request({ scheme = "https", sni = "y.a.test", host = "x.a.test:8000" }, confs)
  same(world.exit, nil)
  same(lines(world.routed), "gwlistener: 8000/*.a.test")
  world.request({ scheme = "https", host = "other.test" }, confs)
  same(world.exit, nil)
  world.request({ sni = "x.a.test", host = "other.test" }, confs)
  same(world.exit, nil)
end)

scenario("a call on a connection for another listener gets 421 as calls get answers", function()
  local world = double.world()
  world.request({ scheme = "https", host = "x.a.test", content_type = "application/grpc" }, with_listeners(""))
  same(world.exit, { status = 421, body = { message = "this host is not served on this connection; use a new one" }, headers = {} })
end)

scenario("certificates by port and name, each parsed once", function()
  local world = double.world({
    certificates = {
      ["1"] = pair "wild", ["2"] = pair "ec", ["3"] = pair "rsa",
      ["4"] = { cert = "y", key = "y.key", cert_alt = "y2", key_alt = "y2.key" },
    },
  })
  same(world.handshake(8443, "X.b.a.test.", TLS), "wild")
  same(world.handshake(8443, nil, TLS), "ec,rsa")
  same(world.handshake(8443, "a.test", TLS), "ec,rsa")
  same(world.fetched, 3)
  same(world.handshake(8443, "closed.a.test", TLS), "refused")
  same(world.handshake(9443, "x.a.test", TLS), "refused")
  same(world.handshake(9443, nil, TLS), "refused")
  same(world.handshake(7443, "y.test", TLS), "refused")
  same(world.handshake(9443, "y.test", TLS), "y,y2")
  contains(world.log[#world.log], "err: certificate gone: not found")
  same(world.handshake(9443, "z.test", TLS), "refused")
end)

scenario("connections get certificates by name alone, of the ports that take no requests", function()
  local world = double.world({ subsystem = "stream", certificates = { ["1"] = pair "wild", ["2"] = pair "web", ["3"] = pair "http" } })
  local both = conf '"version":"v1","listeners":{"8443":{"port":443,"hosts":{"":"8443/"}}},"tls":{"8443":{"":["3"]},"6443":{"*.a.test":["1"]},"6444":{"b.test":["2"]}}'
  same(world.handshake(nil, "X.b.a.test.", both), "wild")
  same(world.handshake(nil, "b.test", both), "web")
  same(world.handshake(nil, "c.test", both), "refused")
  same(world.handshake(nil, nil, both), "refused")
end)

scenario("the stream subsystem records nothing of what is applied", function()
  local shared = {}
  local world = double.world({ subsystem = "stream", shared = shared })
  world.handler:init_worker()
  world.handler:configure({ conf '"version":"v1"' })
  same(next(shared), nil)
end)

scenario("a certificate that can't be set is passed over", function()
  local world = double.world({ certificates = { ["2"] = { cert = "broken", key = "broken.key" }, ["3"] = pair "rsa" } })
  same(world.handshake(8443, nil, TLS), "rsa")
end)

scenario("a certificate from a vault is asked for each time", function()
  local from_vault = pair "wild"
  from_vault["$refs"] = {}
  local world = double.world({ certificates = { ["1"] = from_vault } })
  same(world.handshake(8443, "x.a.test", TLS), "wild")
  same(world.handshake(8443, "x.a.test", TLS), "wild")
  same(world.fetched, 2)
end)

scenario("without a global spec the choice stays Kong's", function()
  local world = double.world()
  same(world.handshake(8443, "x.a.test", conf ""), "kong")
end)

-- What is inside Kong.

scenario("a router is built aside, never in place", function()
  local world = double.world()
  local old = world.kong_router.new({ "old" }, {}, {}, nil)
  local new = world.kong_router.new({ "new" }, {}, {}, old)
  same(old.routes, { "old" })
  same(new.routes, { "new" })
end)

scenario("the key of the router cache mixes nothing up", function()
  double.world()
  local fields = require "kong.router.fields"
  local some = fields.new({ "http.headers.a", "http.queries.q" })
  local function key(headers, queries, scheme)
    return some:get_cache_key({ headers = headers, queries = queries }, { scheme = scheme or "http" })
  end
  local keys = {}
  for i, text in ipairs({
    key({}, {}), key({ a = "" }, {}), key({}, { q = "" }), key({}, { q = true }), key({ a = { "x", "y" } }, {}),
    key({ a = { "y", "x" } }, {}), key({ a = "x,y" }, {}), key({ a = "x|" }, {}), key({ a = "x" }, { q = "" }),
    key({}, {}, "https"),
  }) do
    same(keys[text], nil, "key " .. i)
    keys[text] = i
  end
  same(key({ a = "x" }, { q = "1" }), key({ a = "x" }, { q = "1" }))
end)

scenario("the key takes the scheme from the connection", function()
  local world = double.world()
  local some = require("kong.router.fields").new({ "http.host", "net.protocol" })
  world.var.scheme = "http"
  local plain = some:get_cache_key({ host = "a" })
  world.var.scheme = "https"
  same(some:get_cache_key({ host = "a" }) == plain, false)
end)

scenario("in the stream subsystem TCP and UDP have keys of their own", function()
  local world = double.world({ subsystem = "stream" })
  local some = require("kong.router.fields").new({ "net.dst.port" })
  world.var.protocol = "TCP"
  local tcp = some:get_cache_key({ port = 53 })
  world.var.protocol = "UDP"
  same(some:get_cache_key({ port = 53 }) == tcp, false)
end)

-- Status.

local function report(world)
  world.phase, world.exit = "admin", nil
  require("kong.plugins.gateway-api.api")["/gateway-api/status"].GET()
  same(world.exit.status, 200)
  return world.exit.body
end

scenario("the report of a worker without a configuration", function()
  local world = double.world({
    configuration = {
      proxy_listeners = { { port = 8000, ip = "0.0.0.0", http2 = true }, { port = 8443, ip = "::", ssl = true } },
      host_ports = { ["8000"] = 80, [8000] = 80 },
    },
  })
  world.configure(nil)
  local body = report(world)
  same(body.plugin .. " " .. body.version .. " " .. show(body.spec_versions), "gateway-api 0.1.0 {1=1}")
  same(body.kong .. " " .. body.node_id .. " " .. body.router_flavor, "3.9.1 node expressions")
  same(body.workers, { count = 1, applied = { require("cjson").null } })
  same(body.proxy_listeners,
    { { port = 8000, ip = "0.0.0.0", ssl = false }, { port = 8443, ip = "::", ssl = true } })
  same(body.port_maps, { ["8000"] = 80 })
  for _, list in ipairs({ body.stream_listeners, body.proxy_listeners, body.spec_versions, body.workers.applied }) do
    same(getmetatable(list), require("cjson").array_mt)
  end
  local count = 0
  for name, state in pairs(body.capabilities) do
    count = count + 1
    same(state, { ok = true }, name)
  end
  same(count, 17)
  same(require("kong.plugins.gateway-api.status_api"), require("kong.plugins.gateway-api.api"))
end)

scenario("what is applied is recorded when Kong has finished loading", function()
  local shared = {}
  local world = double.world({ shared = shared })
  world.configure({ conf('"version":"v1"') })
  same(report(world).workers.applied, { "v1" })
  world.phase = "timer"
  world.configure({ conf(THREE_TO_ONE, "r"), conf('"version":"v2"') })
  same(report(world).workers.applied, { "v1" })
  world.mutex_taken = true
  world.run_timers()
  same(report(world).workers.applied, { "v1" })
  same(world.timers[1].delay, 1)
  world.mutex_taken = false
  world.run_timers()
  same(report(world).workers.applied, { "v2" })
  world.configure(nil)
  world.run_timers()
  same(report(world).workers.applied, { require("cjson").null })
end)

scenario("where Kong takes connections alone, what is stored says what is applied", function()
  local function stored(version)
    return {
      { name = "cors", enabled = true, config = {} },
      { name = "gateway-api", enabled = false, config = conf '"version":"off"' },
      { name = "gateway-api", enabled = true, route = { id = "r" }, config = conf(THREE_TO_ONE, "r") },
      { name = "gateway-api", enabled = true, config = conf('"version":"' .. version .. '"') },
    }
  end
  local world = double.world({ configuration = { proxy_listeners = {} }, plugins = stored "v1" })
  same(report(world).workers.applied, { "v1" })
  world.phase, world.plugins = "timer", stored "v2"
  world.load()
  same(report(world).workers.applied, { "v1" })
  world.run_timers()
  same(report(world).workers.applied, { "v2" })
  world.plugins = { "broken" }
  world.load()
  world.run_timers()
  same(world.log, { "err: can't read what is applied: broken page" })
  same(report(world).workers.applied, { require("cjson").null })
end)

scenario("without a timer the old version stays on record", function()
  local world = double.world()
  world.configure({ conf('"version":"v1"') })
  world.phase, world.no_timers = "timer", true
  world.configure({ conf('"version":"v2"') })
  same(report(world).workers.applied, { "v1" })
  contains(world.log[#world.log], "err: can't record what is applied: too many")
end)

scenario("every worker records for itself, whoever reports", function()
  local shared = {}
  local first = double.world({ shared = shared, workers = 2, worker = 0 })
  first.configure({ conf('"version":"v1"') })
  local second = double.world({ shared = shared, workers = 2, worker = 1, configuration = { router_flavor = "traditional" } })
  same(report(second).workers, { count = 2, applied = { "v1", require("cjson").null } })
  second.phase = "init_worker"
  second.configure({ conf('"version":"v1"') })
  local body = report(second)
  same(body.workers.applied, { "v1", "v1" })
  same(body.capabilities["listener-fact"],
    { ok = false, reason = "the router is of the flavour traditional, not expressions" })
  same(body.capabilities["match-facts"].ok, false)
  same(body.capabilities["redirect"].ok, true)
end)

scenario("the privileged agent records nothing", function()
  local shared = {}
  local world = double.world({ shared = shared, worker = false })
  world.configure({ conf('"version":"v1"') })
  same(shared, {})
end)

scenario("the dictionary of our own is taken where there is one", function()
  local world = double.world({ own_dictionary = true })
  world.configure({ conf('"version":"v1"') })
  same(world.shared, {})
  same(world.own_shared["gateway-api:applied:0"], "v1")
end)

scenario("a capability without its ground is withdrawn with the reason", function()
  local world = double.world({ router_built_elsewhere = true, service = {}, broken_fields = true })
  local capabilities = report(world).capabilities
  same(capabilities["atomic-reload"].reason, "Kong does not build its router through kong.router.new")
  same(capabilities["weighted-draw"].reason, "kong.service.set_upstream is missing")
  same(capabilities["backend-timeout"].reason, "kong.service.set_timeouts is missing")
  contains(capabilities["router-cache-key"].reason, "the key can't be computed")
  same(capabilities["listener-fact"].ok, true)
  contains(table.concat(world.log, "\n"), "warn: capability atomic-reload is withdrawn")
end)

-- Schema.

scenario("the schema takes one text and has it checked", function()
  double.world()
  local schema = require "kong.plugins.gateway-api.schema"
  same(schema.name, "gateway-api")
  same(schema.fields[1].consumer, "no consumer")
  same(schema.fields[2].protocols.default, { "grpc", "grpcs", "http", "https" })
  same(schema.fields[2].protocols.elements.one_of, { "grpc", "grpcs", "http", "https", "tls" })
  local field = schema.fields[3].config.fields[1].spec
  same(field.type .. tostring(field.required), "stringtrue")
  local function says(text)
    local ok, message = field.custom_validator(text)
    return ok or message
  end
  same(says('{"v":1}'), true)
  same(says('{"v":3}'), "v: unsupported spec version 3, this plugin knows 1")
  same(says('{"v":1,"version":"a","facts":[{"id":"00000001","query":"a","regex":"a\\\\\\"#b"}]}'), true)
  contains(says('{"v":1,"version":"a","facts":[{"id":"00000001","query":"a","regex":"(?=b)"}]}'),
    "facts[0].regex: is not a regular expression: regex parse error")
end)

scenario("a response header with an underscore needs a setting of nginx's", function()
  local text = '{"v":1,"response_headers":{"remove":["x_a"]},"request_headers":{"remove":["x_a"]}}'
  local directive = "lua_transform_underscores_in_response_headers"
  for value, expected in pairs({
    off = "nil", on = "response_headers.remove[0]: needs nginx_proxy_" .. directive .. "=off",
  }) do
    double.world({ configuration = { nginx_proxy_directives = {
      { name = "other", value = "off" }, { name = directive, value = value },
    } } })
    local schema = require "kong.plugins.gateway-api.schema"
    local _, message = schema.fields[3].config.fields[1].spec.custom_validator(text)
    same(message, expected)
  end
end)

scenario("a spec that the schema would refuse fails the request, never opens it", function()
  local world = double.world()
  local ok, message = pcall(world.request, {}, rule '"cors":{}')
  same(ok, false)
  contains(message, "refused spec: cors: unknown field")
end)

scenario("the handler stands above Kong's plugins and carries the plugin's version", function()
  local world = double.world()
  same(world.handler.PRIORITY, 1000001)
  same(world.handler.VERSION, require("kong.plugins.gateway-api.capabilities").version)
end)

return { names = table.concat(names, "\n"), run = function(name) scenarios[name]() end }
