package shop.app

import shop.model.Item

trait Helpers { self => // @Helpers.new
  val helper = new Helper // => Helper

  def prepare(): Unit = self.helper.reset() // @Helpers.prepare // => Helper.reset
}

class Helper { // @Helper
  private var current: Item = _

  def this(item: Item) = { // @Helper(item)
    this() // => Helper
    current = item
  }

  def help(item: Item): String = { // @Helper.help
    val anonymous = new Helpers { // => Helpers.new
      override def prepare(): Unit = inner() // @anonymous.prepare // => anonymous.inner
      def inner(): Unit = help(item) // @anonymous.inner // => Helper.help
    }
    anonymous.prepare() // => Helpers.prepare
    new Helper(item).reset() // => Helper(item) Helper.reset
    item.label() // => Item.label
  }

  def reset(): Unit = current.rename("r") // @Helper.reset // => Item.rename
}
