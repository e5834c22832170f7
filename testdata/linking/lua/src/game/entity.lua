local Vector = require("game.vector")
local log = require "game.log"

local Entity = {}
Entity.__index = Entity

function Entity.new(name) -- @entity.new
  local self = setmetatable({}, Entity)
  self.name = name
  self.position = Vector.zero() -- => vector.zero
  self:reset() -- => entity.reset
  return self
end

function Entity:reset() -- @entity.reset
  self.position = Vector.new(0, 0) -- => vector.new
  log.info("reset") -- => log.info
end

function Entity:distance() -- @entity.distance
  return self.position:length() -- => vector.length
end

function Entity:describe() -- @entity.describe
  log.debug(self.name .. self:distance()) -- => log.debug entity.distance
  return string.format("%s", self.name)
end

local Player = setmetatable({}, { __index = Entity })
Player.__index = Player

function Player.new(name) -- @player.new
  local self = setmetatable(Entity.new(name), Player) -- => entity.new
  self.bag = {}
  return self
end

function Player:collect(item) -- @player.collect
  table.insert(self.bag, item)
  self:reset() -- => entity.reset
  self:count() -- => player.count
end

function Player:count() -- @player.count
  return #self.bag
end

return { Entity = Entity, Player = Player }
