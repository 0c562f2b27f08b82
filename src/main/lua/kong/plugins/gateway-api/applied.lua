-- Records the configuration's version once this worker really serves it. Kong calls `configure` in the middle of
-- loading; the work is done when the mutex under which it loads is free again.
local concurrency = require "kong.concurrency"
local capabilities = require "kong.plugins.gateway-api.capabilities"
local specs = require "kong.plugins.gateway-api.specs"
local status = require "kong.plugins.gateway-api.status"

local applied = {}

local MUTEX = { name = "reconfigure", timeout = 60 }
local RETRY_SECONDS = 1

local latest

local function record()
  status.record_applied(latest)
  return true
end

local function record_when_free(premature)
  if premature then
    return
  end
  local ok, message = concurrency.with_coroutine_mutex(MUTEX, record)
  if not ok then
    kong.log.warn("can't record yet what is applied: ", message)
    ngx.timer.at(RETRY_SECONDS, record_when_free)
  end
end

-- The version that Kong is about to serve.
function applied.version(version)
  latest = version
  if ngx.get_phase() == "init_worker" then
    record()
    return
  end
  local ok, message = ngx.timer.at(0, record_when_free)
  if not ok then
    kong.log.err("can't record what is applied: ", message)
  end
end

local function stored_version()
  for plugin, message in kong.db.plugins:each(nil, { workspace = ngx.null }) do
    if not plugin then
      kong.log.err("can't read what is applied: ", message)
      return nil
    elseif plugin.name == capabilities.plugin and plugin.enabled and not plugin.route then
      return specs.of(plugin.config).version
    end
  end
end

-- Where Kong takes connections alone it calls no `configure` in this subsystem, but loads all the same.
function applied.follow_loading()
  local function read()
    applied.version(stored_version())
  end
  kong.worker_events.register(read, "declarative", "reconfigure")
  read()
end

return applied
