package shop
package core

import shop.money.Price
import shop.util.{Clock, Reader => Input, _}
import scala.collection.mutable.*

/** What a customer wants. */
@entity("cart")
sealed abstract class Cart[T <: Item, +U](val owner: User, private var items: List[T] = Nil, seed: Long)(implicit ec: Context)
    extends Base[T](seed) with Closeable with Named {
  private val total = items.size + 1
  var low, high: Int = 0
  val (left, right) = owner.pair
  lazy val reader: Input = new Input(owner)
  type Elem = T
  type Key

  def this(owner: User) = this(owner, Nil, 1)
  def key: Key
  override def fold[R](steps: R*)(f: R => Int): Option[R] = {
    def local(n: Int) = n.abs
    val xs = for { book <- items; title = book.title; if title.nonEmpty; (a, b) <- index } yield book.copy(title)
    items.map(_.name).filter(i => i.ok).foreach { case (a, b) => a.go(b) }
    val label = owner match {
      case Admin(name, _) => name
      case u: User if u.active => u.label
      case x @ Guest(_) => x.label
      case Nobody => "none"
      case head :: tail => head.toString
      case _ => "?"
    }
    val listener = new Listener with Closeable { def close() = label.trim }
    try risky() catch { case e: IOException => e.log() } finally done()
    low = 2
    this.high += 3
    log(s"cart $low ${owner.name}")
    owner merge 2
    xs :+ 1
    Book.find[Int](1)
    call(name = 1)
    owner.asInstanceOf[Admin].ban()
    super.fold(steps)
    if (low > 1) items.headOption else throw new Failure("x")
  }
}

object Cart {
  def apply(owner: User): Cart[Book, Any] = new Cart(owner) {}
  implicit val order: Ordering[Book] = Ordering.by(_.title)
  val Max = 3
}

case class Book(title: String, pages: Int = 2)
case object Empty extends Item

trait Named extends Any { self: Item =>
  def name: String
  def shout = self.name.toUpperCase
}

package object syntax {
  implicit class Rich(s: String) { def half: String = s.take(1) }
}
