@file:JvmName("Shop")
package shop.core

import shop.money.Price
import shop.util.*
import shop.io.Reader as Input

typealias Visit<T> = (T) -> Unit

const val LIMIT = 10
val String.half: Int get() = this.length / 2
private val client by lazy { connect() }

/** What a customer wants. */
@Entity("cart")
data class Cart<T : Item>(val owner: User, private var items: List<T> = listOf(), seed: Long) : Base<T>(seed), Closeable, Named by owner where T : Comparable<T> {
    val total = items.size
    var state: State = State.OPEN
        get() = field
        private set(value) {
            field = value
            notify(value)
        }
    lateinit var reader: Input

    init {
        prepare(total)
    }

    constructor(owner: User) : this(owner, listOf(), 1) {
        begin()
    }

    companion object : Factory() {
        fun create(): Cart<Book> = Cart(User("x"))
        const val MAX = 2
    }

    override fun toString() = "cart ${owner.name}"
    operator fun plus(other: Cart<T>): Cart<T> {
        return other
    }
    infix fun merge(n: Int) = n

    fun <R> fold(vararg steps: R, noinline block: Cart<T>.(Int) -> R = { it }): R? {
        fun local(n: Int) = n + 1
        val (first, second) = owner.pair()
        val books: List<Book> = mutableListOf<Book>()
        for (book in books) {
            book.read()
        }
        for ((key, value) in index()) value.touch(key)
        books.map { it.title }.filter { t -> t.ok() }.forEach { (a, b) -> a.go() }
        with(owner) { greet() }
        val label = when (val s = next()) {
            is Book -> s.title()
            in 1..2 -> "few"
            else -> "many"
        }
        owner?.address()?.street!!.number ?: return null
        val listener = object : Listener(1), Closeable {
            override fun close() = label.trim()
        }
        listener.close()
        run(::local, this::plus, Book::read, Book::class)
        call(name = 1, *steps)
        this.state = State.CLOSED
        total++
        (owner as? Admin)?.ban()
        val f = fun(n: Int): Int { return n }
        try {
            risky()
        } catch (e: IOException) {
            e.log()
        }
        this@Cart.prepare(1)
        super.toString()
        owner merge LIMIT
        listOf(1).forEach { return@forEach }
        return if (true) first else second
    }
}

sealed interface State {
    fun next(): State
    val name: String
}

object Registry : Base<Item>(1) {
    fun find(id: Int): Item? = null
}

enum class Level(val rank: Int) : Named {
    LOW(1) {
        override fun up() = HIGH
    },
    HIGH(2);

    abstract fun up(): Level
}

annotation class Entity(val table: String)

fun String.shout(times: Int = 1): String = uppercase().repeat(times)
fun <T> List<T>?.second(): T? where T : Any = null
suspend inline fun <reified T> load(block: suspend (Int) -> T) = block(1)

class CartTest {
    @Test
    fun `adds up`() {
        assertEquals(1, Cart.create().total)
    }
}
