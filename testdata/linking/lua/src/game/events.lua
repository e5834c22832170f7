local events = {
  handlers = {},
  count = function() return 0 end, -- @events.count
}

function events.on(name, handler) -- @events.on
  events.handlers[name] = handler
end

function events.emit(name, ...) -- @events.emit
  local handler = events.handlers[name]
  handler(...)
  events.count() -- => events.count
end

local function recurse(n) -- @recurse
  if n > 0 then return recurse(n - 1) end -- => recurse
  return 0
end

function events.depth() -- @events.depth
  return recurse(3) -- => recurse
end

return events
