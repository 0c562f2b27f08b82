-- What this plugin is and can do. The only place where it is written down: the status endpoint, the
-- controller's defaults and the embedded gateway all read this table.
return {
  plugin = "gateway-api",
  version = "0.1.0",
  spec_versions = { 1 },
  names = {
    "atomic-reload",
    "backend-filters",
    "backend-timeout",
    "backend-tls",
    "certificates",
    "listener-fact",
    "match-facts",
    "misdirected-requests",
    "redirect",
    "request-headers",
    "respond",
    "response-headers",
    "rewrite",
    "router-cache-key",
    "stream-certificates",
    "system-authorities",
    "weighted-draw",
  },
}
