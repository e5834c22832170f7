local Vector = {}
Vector.__index = Vector

local function check(n) -- @check
  assert(type(n) == "number")
  return n
end

function Vector.new(x, y) -- @vector.new
  local self = setmetatable({}, Vector)
  self.x = check(x) -- => check
  self.y = check(y) -- => check
  return self
end

function Vector:length() -- @vector.length
  return math.sqrt(self:dot(self)) -- => vector.dot
end

function Vector:dot(other) -- @vector.dot
  return self.x * other.x + self.y * other.y
end

function Vector.zero() -- @vector.zero
  return Vector.new(0, 0) -- => vector.new
end

function Vector.__add(a, b) -- @vector.add
  return Vector.new(a.x + b.x, a.y + b.y) -- => vector.new
end

return Vector
