module Main (main) where

import qualified Store
import Store (open)
import Data.Shape
import System.Environment (getArgs)

main :: IO () -- @main
main = do
  args <- getArgs
  store <- open 3 -- => open
  let bigger = Store.insert "a" (Circle 1) store -- => insert
      next s = -- @main.next
        Store.insert "b" (Square 2) s -- => insert
  mapM_ putStrLn args
  case Store.lookup "a" bigger of -- => lookup
    Just shape -> print (area shape) -- => area
    Nothing -> usage -- a value, not a call
  print $ scale 2 (total []) -- => scale total
  print (factor Metre) -- => factor
  run (next store) -- => run main.next
  Store.close bigger -- => close
  print (Data.Shape.total []) -- => total
  report 3 -- => main.report
  where
    report n = -- @main.report
      print (double (Square n)) -- => double

run :: Store.Store -> IO () -- @run
run s = mapM_ print (fmap area (Store.lookup "x" s)) -- => lookup

usage :: IO ()
usage = putStrLn "usage"
