-- Names of hosts: how a Host header or an SNI is read, and which entry of a table of patterns it falls to.
-- Patterns are lower-case: an exact name, "*.suffix" (one label or more before the suffix) or "" (any).
local find, lower, match, sub = string.find, string.lower, string.match, string.sub

local hosts = {}

-- The name in lower case, without one trailing dot.
function hosts.normalise(name)
  name = lower(name)
  if #name > 1 and sub(name, -1) == "." then
    name = sub(name, 1, -2)
  end
  return name
end

-- A Host header without its port; the brackets of an IPv6 address stay.
function hosts.without_port(host)
  if sub(host, 1, 1) == "[" then
    return match(host, "^(%[[^%]]*%]):?%d*$") or host
  end
  return match(host, "^([^:]*):%d*$") or host
end

-- What the most specific pattern holds for a name in normal form: the exact name, then the longest suffix,
-- then "". An empty name (no Host, no SNI) falls to "".
function hosts.lookup(patterns, name)
  if name ~= "" then
    local found = patterns[name]
    if found ~= nil and sub(name, 1, 1) ~= "*" then
      return found
    end
    local dot = find(name, ".", 1, true)
    while dot do
      if dot > 1 then
        found = patterns["*" .. sub(name, dot)]
        if found ~= nil then
          return found
        end
      end
      dot = find(name, ".", dot + 1, true)
    end
  end
  return patterns[""]
end

return hosts
