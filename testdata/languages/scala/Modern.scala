package shop.modern

import shop.util.{given, Clock as Watch}

enum Level(val rank: Int) extends Named:
  case Low extends Level(1)
  case Middle, High
  case Custom(by: User)
  def up = rank + 1

given intOrder: Order[Int] with
  def compare(a: Int, b: Int) = a - b

given Order[String] = Order.natural

extension (s: String)
  def shout(times: Int): String = s.repeat(times)
  def half = s.take(1)

extension [T](xs: List[T]) def second: T = xs.tail.head

def top(x: Item)(using o: Order[Item]): Int =
  val y = o.compare(x, x)
  if y > 0 then y
  else
    x.size

opaque type Id = Int
type Visit[A] = A => Unit

object Registry:
  private val all: Map[Int, Item] = Map()
  inline def find(id: Int): Item = id match
    case 1 => all.first
    case _ => all.last

export Registry.find
val visit = (x: Item) => x.size
@main def run(): Unit = println(find(1))
