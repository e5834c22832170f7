module Data.Shape.Unit where

data Unit = Metre | Foot deriving (Eq, Show)

scale :: Double -> Double -> Double -- @scale
scale by x = by * x

infixr 5 |*|

(|*|) :: Double -> Unit -> Double -- @times
x |*| unit = scale (factor unit) x -- => scale factor

factor :: Unit -> Double -- @factor
factor Metre = 1
factor Foot = 0.3048

lookup :: Unit -> Int -- @unit.lookup
lookup _ = 0
