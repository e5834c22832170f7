local M = {}

local level = 1

local function write(tag, text) -- @log.write
  print(tag, text)
end

M.info = function(text) -- @log.info
  write("info", text) -- => log.write
end

function M.debug(text) -- @log.debug
  if level > 1 then
    write("debug", text) -- => log.write
  end
  M.info(text) -- => log.info
end

function M.set_level(n) -- @log.set_level
  level = n
  M.debug("level") -- => log.debug
end

function M.assert(condition) -- @log.assert
  assert(condition)
end

return M
