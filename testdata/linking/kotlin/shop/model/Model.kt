package shop.model

interface Priced { // @Priced
    val price: Int
    fun twice(): Int = scale(2) // @Priced.twice // => Priced.scale
    fun scale(by: Int): Int // @Priced.scale
}

open class Item(val name: String, override val price: Int = 1) : Priced { // @Item
    constructor(other: Item) : this(other.name) // @Item(other) // => Item

    override fun scale(by: Int): Int = price * by // @Item.scale

    fun rename(name: String): Item = Item(name, price) // @Item.rename // => Item

    open fun label(): String { // @Item.label
        return decorate(name) // => decorate
    }

    operator fun plus(other: Item): Item = create(name + other.name) // @Item.plus // => Item.create

    companion object {
        const val LIMIT = 3

        fun create(name: String): Item { // @Item.create
            check(name)  // => Item.check
            return Item(name) // => Item
        }

        private fun check(name: String) {} // @Item.check
    }

    inner class Tag { // @Tag
        fun text(): String = label() + this@Item.rename("x").label() // => Item.label Item.rename
    }
}

class Sale(name: String, private val inner: Priced) : Item(name), Priced by inner { // @Sale
    override fun label(): String = "sale " + super.label() // @Sale.label // => Item.label

    init {
        audit() // => Sale.audit
    }

    private fun audit() { // @Sale.audit
        inner.scale(3) // => Priced.scale
    }
}

data class Pair2<A, B>(val left: A, val right: B) { // @Pair2
    fun swap(): Pair2<B, A> = Pair2(right, left) // @Pair2.swap // => Pair2
}

sealed class Shape { // @Shape
    abstract fun area(): Double // @Shape.area

    class Circle(val r: Double) : Shape() { // @Circle
        override fun area(): Double = r * r // @Circle.area
    }

    object Empty : Shape() { // @Empty
        override fun area(): Double = 0.0 // @Empty.area
    }
}

enum class Kind(val code: Int) {
    FOOD(1) {
        override fun tax(price: Int): Int = round(price / 20) // @FOOD.tax // => Kind.round
    },
    OTHER(2) {
        override fun tax(price: Int): Int = price / 10
    };

    abstract fun tax(price: Int): Int // @Kind.tax

    fun round(value: Int): Int = value // @Kind.round
}

object Registry { // @Registry
    private val items = mutableListOf<Item>()

    fun add(item: Item) { // @Registry.add
        items.add(item)
        items.first().label() // => Item.label
    }

    fun first(): Item? = items.firstOrNull() // @Registry.first
}

fun decorate(text: String): String = "<$text>" // @decorate

fun Item.shout(): String = label().uppercase() // @Item.shout // => Item.label

fun String.toItem(): Item = Item(this) // @String.toItem // => Item
