package shop
package app

import shop.model._
import shop.model.Item.{create, decorate => frame}
import shop.model.Shape.{Circle, Empty}
import shop.model.Syntax._

object Main extends App with Helpers {
  private val items = new Items // => Items
  lazy val cached: Item = create("lazy") // => Item.create

  def run(args: List[String]): Unit = { // @Main.run
    prepare() // => Helpers.prepare
    val item = Item("x") // => Item.apply
    item.label() // => Item.label
    item.rename("y").rename("z").label() // => Item.rename Item.label
    item.twice() // => Priced.twice
    frame("q") // => Item.decorate
    Item.create("c").scale(2) // => Item.create Item.scale
    new Item("n", 2).label() // => Item Item.label
    val order = Order(item, 2) // => Order
    order.total() // => Order.total
    order.item.label() // => Item.label
    Circle(2.0).area() // => Circle Circle.area
    Empty.area() // => Empty.area
    Shape.square(1.0) // => Shape.square
    items.save("k", item) // => Repository.save
    items.find("k").get.label() // => Repository.find Item.label
    items.require("k").label() // => Repository.require Item.label
    items.find("k").map(_.label()) // => Repository.find Item.label
    item.shout() // => ItemOps.shout
    "text".toItem().label() // => TextOps.toItem Item.label
    cached.label() // => Item.label
    helper.help(item) // => Helper.help
    local(1)  // => local
    missing()
    println(item.name)

    def local(n: Int): Int = if (n > 0) local(n - 1) else n // @local // => local
  }

  def patterns(value: Any, shape: Shape): Unit = {
    value match {
      case item: Item => item.label() // => Item.label
      case Order(item, _) => item.label() // => Item.label
      case priced: Priced if priced.twice() > 1 => priced.scale(1) // => Priced.twice Priced.scale
      case _ =>
    }
    shape match {
      case c @ Circle(r) => c.area() // => Circle.area
      case Empty => Empty.area() // => Empty.area
    }
    value.asInstanceOf[Item].label() // => Item.label
  }

  def collections(list: List[Item], map: Map[String, Item], option: Option[Item], array: Array[Item]): Unit = {
    list.foreach(item => item.label()) // => Item.label
    list.map(_.rename("b")).head.label() // => Item.rename Item.label
    list.filter(i => i.scale(2) > 1).map(i => i.label()) // => Item.scale Item.label
    list.head.label() // => Item.label
    list.find(_.price > 1).get.label() // => Item.label
    for (item <- list) item.label() // => Item.label
    for {
      item <- list
      other <- option
    } yield item.rename(other.label()) // => Item.rename Item.label
    for ((key, item) <- map) item.label() // => Item.label
    map("k").label() // => Item.label
    map.get("k").foreach(_.label()) // => Item.label
    array(0).label() // => Item.label
    option.getOrElse(Item.create("d")).label() // => Item.create Item.label
    option match {
      case Some(found) => found.label() // => Item.label
      case None => prepare() // => Helpers.prepare
    }
    list.foreach(handle)
  }

  private def handle(item: Item): Unit = item.label() // => Item.label
}
