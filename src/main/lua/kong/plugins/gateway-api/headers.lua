-- Header modifiers as the Gateway API has them: `set` overwrites every line of a name, `add` appends one line,
-- `remove` drops every line, names whatever their case. Of equivalent names in one list the first counts.
local lower = string.lower

local headers = {}

-- Framing and hop-by-hop fields belong to the two connections, not to the message: no modifier reaches them.
local CONNECTION = {
  ["connection"] = true,
  ["content-length"] = true,
  ["keep-alive"] = true,
  ["proxy-connection"] = true,
  ["te"] = true,
  ["trailer"] = true,
  ["transfer-encoding"] = true,
  ["upgrade"] = true,
}

local function each(list, op, edits)
  local seen = {}
  for _, item in ipairs(list or {}) do
    local name, value = item, nil
    if op ~= "remove" then
      name, value = item[1], item[2]
    end
    local key = lower(name)
    if not seen[key] and not CONNECTION[key] then
      seen[key] = true
      edits[#edits + 1] = { op = op, name = name, key = key, value = value }
    end
  end
end

-- The edits of one modifier, in the order in which they act.
function headers.compile(modifier)
  local edits = {}
  if modifier then
    each(modifier.set, "set", edits)
    each(modifier.add, "add", edits)
    each(modifier.remove, "remove", edits)
  end
  return edits
end

-- Takes what is said about Host out of the edits of a request: the edits without it, and the host it ends up as.
-- A request has one Host: adding it is setting it, and it can't be removed.
function headers.split_host(edits)
  local rest, host = {}, nil
  for _, edit in ipairs(edits) do
    if edit.key ~= "host" then
      rest[#rest + 1] = edit
    elseif edit.op ~= "remove" then
      host = edit.value
    end
  end
  return rest, host
end

-- Appends the edits of one list to another.
function headers.append(edits, more)
  for _, edit in ipairs(more) do
    edits[#edits + 1] = edit
  end
end

local function drop(lines, key)
  local kept = {}
  for _, line in ipairs(lines) do
    if lower(line[1]) ~= key then
      kept[#kept + 1] = line
    end
  end
  return kept
end

-- The lines { name, value } after the edits. A name that is set keeps the place of its first line.
function headers.apply(lines, edits)
  local result = {}
  for i, line in ipairs(lines) do
    result[i] = line
  end
  for _, edit in ipairs(edits) do
    if edit.op == "remove" then
      result = drop(result, edit.key)
    elseif edit.op == "add" then
      result[#result + 1] = { edit.name, edit.value }
    else
      local kept, placed = {}, false
      for _, line in ipairs(result) do
        if lower(line[1]) ~= edit.key then
          kept[#kept + 1] = line
        elseif not placed then
          placed = true
          kept[#kept + 1] = { edit.name, edit.value }
        end
      end
      if not placed then
        kept[#kept + 1] = { edit.name, edit.value }
      end
      result = kept
    end
  end
  return result
end

return headers
