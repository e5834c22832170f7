-- A queue module with a class, in the usual idioms.
local M = {}
local json = require("cjson.safe")
local insert = require "table.extras".insert
require "strict"

local Base = require("app.base")
local MAX <const> = 10
local head, tail = 0, M.start()
local pending
VERSION = "1.0"

--- A queue of jobs.
-- @type Queue
local Queue = setmetatable({}, { __index = Base })
Queue.__index = Queue
Queue.limit = MAX

local Timer = Base:extend()

--- Makes a queue.
function Queue.new(name, ...)
  local self = setmetatable({}, Queue)
  self.name = name
  self.jobs = {}
  self:reset()
  return self
end

function Queue:push(job, priority)
  if not job then
    return nil, "no job"
  elseif self.count > Queue.limit then
    self:flush()
  end
  self.jobs[#self.jobs + 1] = job
  self.count = self.count + 1
  job.owner = self
  return job
end

Queue.pop = function(self)
  local job = table.remove(self.jobs)
  return job or pending
end

local function drain(queue, fn)
  for i, job in ipairs(queue.jobs) do
    fn(job, i)
    job.done = true
  end
  for i = 1, MAX do
    local n = i * 2
    print(n, tail)
  end
  while queue:pop() do
    count = count + 1
  end
  repeat local last = queue:pop() until not last
  goto out
  ::out::
end

local helpers = {
  limit = MAX,
  ["with-dash"] = 1,
  trim = function(text) return (text:gsub("^%s+", "")) end,
  nested = { deep = function(x) return drain(x) end },
  drain,
}

function M.run(path)
  local data = json.decode(io.open(path):read("*a"))
  local queue = Queue.new(data.name or "none")
  local log = function(message) print(helpers.trim(message)) end
  for _, item in pairs(data.items) do
    queue:push(item):start(log)
  end
  insert(M.queues, queue)
  M.current = queue
  VERSION = data.version
  pcall(function() drain(queue, log) end)
  return queue
end

M.handlers = { on_start = M.run, on_stop = function() os.exit(0) end }

return M
