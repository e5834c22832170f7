{-# LANGUAGE LambdaCase #-}
-- | Shapes and what holds them.
module Data.Geometry (area, Shape (..), module Data.Kind) where

import qualified Data.Map as M
import qualified Data.Set
import Data.List (sort, (\\), Foldable (..))
import Data.Char hiding (ord)
import Data.Text as T
import Prelude

-- | A shape.
data Shape a
  = Circle { radius :: Double, label :: String }
  | Square Double
  | a :+: a
  deriving (Show, Eq)

newtype Wrap a = Wrap { unwrap :: a } deriving newtype Show

type Name = String

data Expr where
  Lit :: Int -> Expr
  Neg :: Expr -> Expr

-- | What can be filled.
class (Eq a) => Container f a where
  empty :: f a
  insert :: a -> f a -> f a
  insert x = id

instance Show a => Container [] a where
  empty = []
  insert = (:)

instance Container Tree Int where
  insert x t = Node x t

-- | How much of the plane it covers.
area :: Shape a -> Double
area (Circle r _) = scaled pi
  where
    scaled k = k * sq r
    sq x = x * x
area (Square s) = s * side
  where side = s
area (x :+: y) = combine x y

infixl 6 |+|
(|+|) :: Int -> Int -> Int
a |+| b = offset + a + b

offset = 3

main :: IO ()
main = do
  let z = offset
      twice n = n * 2
  line <- getLine
  putStrLn line
  case parse line of
    Just y | y > z -> report y
           | otherwise -> pure ()
    Nothing -> return ()
  mapM_ (\q -> print q) [1, twice 2]
  print $ M.lookup line table
  let moved = circle { radius = 3, label = line }
  if M.null table then stop else resume moved
  return $ line `elem` [i | i <- names, i /= line]

table :: M.Map String Int
table = M.fromList [("a", 1 |+| 2)]

parse :: String -> Maybe Int
parse = \case
  "" -> Nothing
  text -> Just (length text)
