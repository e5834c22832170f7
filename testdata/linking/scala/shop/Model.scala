package shop.model

import scala.collection.mutable

trait Priced { // @Priced
  def price: Int // @Priced.price
  def twice(): Int = scale(2) // @Priced.twice // => Priced.scale
  def scale(by: Int): Int // @Priced.scale
}

trait Logging {
  protected def log(text: String): Unit = println(text) // @Logging.log
}

class Item(val name: String, val price: Int = 1) extends Priced with Logging { // @Item
  def scale(by: Int): Int = price * by // @Item.scale

  def rename(name: String): Item = { // @Item.rename
    log(name) // => Logging.log
    new Item(name, price) // => Item
  }

  def label(): String = Item.decorate(name) // @Item.label // => Item.decorate

  def +(other: Item): Item = Item(name + other.name) // @Item.+ // => Item.apply
}

object Item {
  def apply(name: String): Item = create(name) // @Item.apply // => Item.create

  def create(name: String): Item = { // @Item.create
    check(name) // => Item.check
    new Item(name) // => Item
  }

  private def check(name: String): Unit = () // @Item.check

  def decorate(text: String): String = s"<${trim(text)}>" // @Item.decorate // => Item.trim

  private def trim(text: String): String = text.trim // @Item.trim
}

case class Order(item: Item, count: Int) { // @Order
  def total(): Int = item.scale(count) // @Order.total // => Item.scale
  def more(): Order = copy(count = count + 1) // @Order.more
}

sealed trait Shape {
  def area(): Double // @Shape.area
}

object Shape {
  final case class Circle(r: Double) extends Shape { // @Circle
    def area(): Double = square(r) // @Circle.area // => Shape.square
  }

  case object Empty extends Shape { // @Empty
    def area(): Double = 0.0 // @Empty.area
  }

  def square(r: Double): Double = r * r // @Shape.square
}

abstract class Repository[K, T <: Priced] { // @Repository
  private val values = mutable.Map.empty[K, T]

  def find(key: K): Option[T] = values.get(key) // @Repository.find

  def require(key: K): T = find(key).get // @Repository.require // => Repository.find

  def save(key: K, value: T): Unit = { // @Repository.save
    values.put(key, value)
    changed(value) // => Repository.changed
    value.scale(1) // => Priced.scale
  }

  protected def changed(value: T): Unit // @Repository.changed
}

class Items extends Repository[String, Item] { // @Items
  override protected def changed(value: Item): Unit = { // @Items.changed
    log("x") // => Items.log(text)
    log(3) // => Items.log(number)
    log(value) // => Items.log(item)
    super.save("k", value) // => Repository.save
  }

  private def log(text: String): Unit = () // @Items.log(text)
  private def log(number: Int): Unit = () // @Items.log(number)
  private def log(item: Priced): Unit = () // @Items.log(item)
}

object Syntax {
  implicit class ItemOps(val item: Item) extends AnyVal { // @ItemOps
    def shout(): String = item.label().toUpperCase // @ItemOps.shout // => Item.label
  }

  implicit class TextOps(val text: String) extends AnyVal {
    def toItem(): Item = Item.create(text) // @TextOps.toItem // => Item.create
  }
}
