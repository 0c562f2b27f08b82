-- What every worker has applied and can do, for the status endpoint of any of them.
local cjson = require "cjson"
local capabilities = require "kong.plugins.gateway-api.capabilities"

local status = {}

local KEY = "gateway-api:"

-- The dictionary of our own where the operator declared one.
local function dictionary()
  return ngx.shared.gateway_api or ngx.shared.kong
end

-- Nothing in the privileged agent, which serves no request.
local function own_key(what)
  local id = ngx.worker.id()
  return id and KEY .. what .. ":" .. id
end

local function put(what, value)
  local key = own_key(what)
  if key then
    local ok, message = dictionary():set(key, value)
    if not ok then
      kong.log.err("can't record ", what, ": ", message)
    end
  end
end

function status.record_faults(faults)
  put("faults", cjson.encode(faults))
end

-- nil: no configuration, or one without a global spec.
function status.record_applied(version)
  put("applied", version)
end

local function read(what, worker)
  return dictionary():get(KEY .. what .. ":" .. worker)
end

local function array()
  return setmetatable({}, cjson.array_mt)
end

local function report_capabilities(workers)
  local report = {}
  for _, name in ipairs(capabilities.names) do
    report[name] = { ok = true }
  end
  for worker = 0, workers - 1 do
    local faults = read("faults", worker)
    for name, reason in pairs(faults and cjson.decode(faults) or {}) do
      report[name] = { ok = false, reason = reason }
    end
  end
  return report
end

local function report_workers(workers)
  local applied = array()
  for worker = 0, workers - 1 do
    applied[worker + 1] = read("applied", worker) or cjson.null
  end
  return { count = workers, applied = applied }
end

local function report_listeners(listeners, extra)
  local report = array()
  for i, listener in ipairs(listeners or {}) do
    report[i] = { port = listener.port, ip = listener.ip, ssl = listener.ssl == true }
    if extra then
      report[i][extra] = listener[extra] == true
    end
  end
  return report
end

local function report_port_maps(host_ports)
  local report = {}
  for listen, port in pairs(host_ports or {}) do
    report[tostring(listen)] = port
  end
  return report
end

function status.report()
  local configuration = kong.configuration
  local workers = ngx.worker.count()
  local versions = array()
  for i, version in ipairs(capabilities.spec_versions) do
    versions[i] = version
  end
  return {
    plugin = capabilities.plugin,
    version = capabilities.version,
    spec_versions = versions,
    capabilities = report_capabilities(workers),
    workers = report_workers(workers),
    kong = kong.version,
    node_id = kong.node.get_id(),
    router_flavor = configuration.router_flavor,
    proxy_listeners = report_listeners(configuration.proxy_listeners),
    stream_listeners = report_listeners(configuration.stream_listeners, "udp"),
    port_maps = report_port_maps(configuration.host_ports),
  }
end

return status
