package shop.companions

import shop.companions.Gauge.Scale

trait Monoid { // @Monoid
  def empty: Int
  def join(other: Int): Int = empty + other // @Monoid.join
}

object Monoid {
  def apply(of: Int): Monoid = new IntMonoid(of) // @Monoid.apply // => IntMonoid
  def join(all: Int*): Int = all.sum // @Monoid.join(all)
}

class IntMonoid(val empty: Int) extends Monoid // @IntMonoid

class Gauge(val value: Int) { // @Gauge
  def read(): Int = value // @Gauge.read
}

object Gauge {
  class Scale { // @Scale
    def steps(): Int = 1 // @Scale.steps
  }

  type Wide = Gauge

  def read(text: String): Gauge = new Gauge(text.length) // @Gauge.read(text) // => Gauge
}

class Uses {
  def declared(m: Monoid): Int = m.join(2) // => Monoid.join
  def companion(): Int = Monoid.join(1, 2) // => Monoid.join(all)
  def applied(): Int = Monoid(3).join(4) // => Monoid.apply Monoid.join
  def fresh(): Int = new Gauge(5).read() // => Gauge Gauge.read
  def both(): Int = Gauge.read("q").read() // => Gauge.read(text) Gauge.read
  def inner(scale: Gauge.Scale): Int = scale.steps() // => Scale.steps
  def imported(scale: Scale): Int = scale.steps() // => Scale.steps
  def aliased(wide: Gauge.Wide): Int = wide.read() // => Gauge.read
  def boxed(all: List[Monoid]): Int = all.head.join(6) // => Monoid.join
}
