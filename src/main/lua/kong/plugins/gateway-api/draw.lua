-- Smooth weighted draw: of any run of requests as long as the sum of the weights each backend gets exactly its
-- weight, spread evenly. Turn k of a backend with weight w is due at (2k+1)/2w of the cycle; the earliest is
-- served, the first of equals. Whole numbers only, so nothing drifts.
local floor = math.floor

local draw = {}
draw.__index = draw

-- `random(n)` starts a cycle of n turns at one of 0..n-1: workers which all began with turn 0 would send few
-- requests to the first backend only.
function draw.new(random)
  return setmetatable({ random = random, cycles = {} }, draw)
end

local function turn(cycle)
  local best, best_due, best_weight
  for i, weight in ipairs(cycle.weights) do
    local served = cycle.served[i]
    if served < weight then
      local due = 2 * served + 1
      if not best or due * best_weight < best_due * weight then
        best, best_due, best_weight = i, due, weight
      end
    end
  end
  cycle.served[best] = cycle.served[best] + 1
  cycle.left = cycle.left - 1
  if cycle.left == 0 then
    for i in ipairs(cycle.weights) do
      cycle.served[i] = 0
    end
    cycle.left = cycle.total
  end
  return best
end

local function start(weights, random)
  local cycle = { weights = weights, served = {}, total = 0 }
  for i, weight in ipairs(weights) do
    cycle.served[i] = 0
    cycle.total = cycle.total + weight
  end
  cycle.left = cycle.total
  if cycle.total > 0 then
    local skipped = random(cycle.total)
    for i, weight in ipairs(weights) do
      local served = floor(skipped * weight / cycle.total)
      cycle.served[i] = served
      cycle.left = cycle.left - served
    end
    while cycle.left > cycle.total - skipped do
      turn(cycle)
    end
  end
  return cycle
end

-- The index of the backend whose turn it is; nil when no weight is above zero. A key always comes with the same weights.
function draw:next(key, weights)
  local cycle = self.cycles[key]
  if not cycle then
    cycle = start(weights, self.random)
    self.cycles[key] = cycle
  end
  if cycle.total > 0 then
    return turn(cycle)
  end
end

-- Forgets every key that is not in the set.
function draw:keep(keys)
  for key in pairs(self.cycles) do
    if not keys[key] then
      self.cycles[key] = nil
    end
  end
end

return draw
