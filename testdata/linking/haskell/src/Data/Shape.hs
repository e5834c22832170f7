-- Shapes, and a class of what has an area.
module Data.Shape (Shape (..), HasArea (..), Named (Named, naming), module Data.Shape.Unit, total, rename) where

import Data.List (sortBy)
import qualified Data.Map.Strict as Map
import Data.Shape.Unit

data Shape
  = Circle { radius :: Double } -- @Circle
  | Square Double
  | Group [Shape]

newtype Named a = Named { naming :: (String, a) } -- @Named

class HasArea a where
  area :: a -> Double -- @area
  double :: a -> Double -- @double
  double x = scale 2 (area x) -- => scale area

instance HasArea Shape where
  area (Circle r) = square r * 3 -- => square
  area (Square s) = square s -- => square
  area (Group shapes) = total shapes -- => total

square :: Double -> Double -- @square
square x = x * x

total :: [Shape] -> Double -- @total
total shapes = sum (map area shapes)

rename :: String -> Named a -> Named a -- @rename
rename name thing = wrap (clean name) -- => rename.wrap clean
  where
    wrap n = -- @rename.wrap
      Named (n, snd (naming thing)) -- => Named
    unused = clean "x" -- => clean

clean :: String -> String -- @clean
clean "" = "none"
clean name
  | null name = fallback name -- => fallback
  | otherwise = filter visible name

fallback :: String -> String -- @fallback
fallback = id

visible :: Char -> Bool -- @visible
visible c = c /= ' '
