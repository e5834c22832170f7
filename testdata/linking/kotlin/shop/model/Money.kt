package shop.model

class Money(val cents: Int) : Comparable<Money> { // @Money
    operator fun plus(other: Money): Money = Money(cents + other.cents) // @Money.plus // => Money
    operator fun unaryMinus(): Money = Money(-cents) // @Money.unaryMinus // => Money
    override fun compareTo(other: Money): Int = cents - other.cents // @Money.compareTo
    override fun equals(other: Any?): Boolean = false // @Money.equals
    fun print() {} // @Money.print
}

operator fun Money.times(n: Int): Money = Money(cents * n) // @Money.times // => Money

class Purse {
    private var all = mutableListOf<Money>()
    operator fun get(i: Int): Money = Money(i) // @Purse.get // => Money
    operator fun set(i: Int, value: Money) {} // @Purse.set
    operator fun contains(m: Money): Boolean = false // @Purse.contains
}

fun pay(purse: Purse, a: Money, b: Money?, n: Int) {
    val c = a + a // => Money.plus
    c.print() // => Money.print
    (-a).print() // => Money.unaryMinus Money.print
    if (a < c) return // => Money.compareTo
    if (a == c || b == null) return // => Money.equals
    purse[0].print() // => Purse.get Money.print
    purse[1] = a * 2 // => Purse.set Money.times
    if (a in purse) return // => Purse.contains
    val m = n + 1
}
