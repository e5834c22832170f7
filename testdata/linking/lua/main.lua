local entity = require("game.entity")
local Vector = require("game.vector")
local log = require("game.log")
local events = require("game.events")
local info = require("game.log").info

function setup() -- @setup
  log.set_level(2) -- => log.set_level
  info("ready") -- => log.info
  return Vector.new(1, 2) -- => vector.new
end

local function run() -- @run
  local v = setup() -- => setup
  v:length() -- => vector.length
  local w = Vector.new(1, 1) -- => vector.new
  w:dot(v) -- => vector.dot
  local p = entity.Player.new("a") -- => player.new
  p:collect("sword") -- => player.collect
  local e = entity.Entity.new("b") -- => entity.new
  e:describe() -- => entity.describe
  e.position:length() -- => vector.length
  events.on("tick", function() log.info("tick") end) -- => events.on log.info
  events.emit("tick") -- => events.emit
  events.depth() -- => events.depth
  assert(v)
  log.assert(v) -- => log.assert
  string.upper("x")
  table.sort({})
  unknown_global()
  p.missing()
end

run() -- => run
pcall(run)
local Player = entity.Player
local q = Player.new("c") -- => player.new
q:count() -- => player.count
q:describe() -- => entity.describe
for _, m in ipairs({ "a" }) do
  log.debug(m) -- => log.debug
end
