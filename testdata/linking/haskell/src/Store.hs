{-# LANGUAGE ScopedTypeVariables #-}
module Store
  ( Store
  , open
  , insert
  , Store.lookup
  , close
  ) where

import Control.Monad (forM_, when)
import qualified Data.Map.Strict as M
import Data.Shape (HasArea (..), Shape (Circle, Square))
import qualified Data.Shape as Shape
import Data.Shape.Unit hiding (lookup)
import Prelude hiding (lookup)

data Store = Store
  { items :: M.Map String Shape
  , limit :: Int
  }

open :: Int -> IO Store -- @open
open n = do
  let start = fresh n -- => fresh
  check start -- => check
  return start

fresh :: Int -> Store -- @fresh
fresh n = Store { items = M.empty, limit = n }

insert :: String -> Shape -> Store -> Store -- @insert
insert key shape store
  | full store = store -- => full
  | otherwise = store { items = M.insert key shape (items store) } -- the map's, and a field

lookup :: String -> Store -> Maybe Shape -- @lookup
lookup key store = M.lookup key (items store)

full :: Store -> Bool -- @full
full store = M.size (items store) >= limit store

check :: Store -> IO () -- @check
check store = do
  when (full store) $ close store -- => full close
  forM_ (M.elems (items store)) $ \shape -> do
    print (area shape) -- => area
    print (double shape) -- => double
    print (Shape.total [shape]) -- => total
  case lookup "a" store of -- => lookup
    Just (Circle r) -> report r -- => report
    Just _ -> report (1 |*| Metre) -- => report times
    Nothing -> pure ()

close :: Store -> IO () -- @close
close _ = pure ()

report :: Double -> IO () -- @report
report value = print $ scale 2 value -- => scale

class Monad m => Logs m where
  logs :: String -> m () -- @logs

instance Logs IO where
  logs text = putStrLn (prefix text) -- => prefix

prefix :: String -> String -- @prefix
prefix text = "log: " ++ text
