package shop.app

import shop.model.*
import shop.model.Item.Companion.create
import shop.model.decorate as frame

typealias Goods = Item

class Main(private val store: Store = Store()) { // @Main // => Store
    private val cache by lazy { create("lazy") } // => Item.create
    var current: Item = Item("a") // => Item
        get() = field.rename("b") // => Item.rename

    fun run(args: List<String>) { // @run
        start() // => start
        val item = Item.create("x") // => Item.create
        item.label() // => Item.label
        item.twice() // => Priced.twice
        item.shout() // => Item.shout
        "text".toItem().label() // => String.toItem Item.label
        frame("y") // => decorate
        Goods("z").label() // => Item Item.label
        Registry.add(item) // => Registry.add
        Registry.first()?.label() // => Registry.first Item.label
        Registry.first()!!.rename("q").label() // => Registry.first Item.rename Item.label
        store.find("k")?.scale(2) // => Store.find Item.scale
        this.store.load(1) // => Store.load(id)
        store.load("n") // => Store.load(name)
        store.load("n", true) // => Store.load(name,deep)
        Main().run(listOf()) // => Main run
    }

    fun smart(value: Any, shape: Shape) {
        if (value is Item) value.label() // => Item.label
        (value as Item).rename("x") // => Item.rename
        (value as? Item)?.label() // => Item.label
        when (shape) {
            is Shape.Circle -> shape.area() // => Circle.area
            Shape.Empty -> Shape.Empty.area() // => Empty.area
        }
        when (value) {
            is Priced -> value.twice() // => Priced.twice
        }
        Shape.Circle(2.0).area() // => Circle Circle.area
    }

    fun scopes(items: List<Item>, map: Map<String, Item>) {
        items.forEach { it.label() } // => Item.label
        items.map { item -> item.rename("b") }.first().label() // => Item.rename Item.label
        for (item in items) item.label() // => Item.label
        for ((_, value) in map) value.label() // => Item.label
        map["k"]?.label() // => Item.label
        Item("a").apply { label() }.rename("c") // => Item Item.label Item.rename
        Item("a").let { it.label() } // => Item Item.label
        with(Item("b")) { label() } // => Item Item.label
        items[0].label() // => Item.label
        val (left, right) = Pair2(Item("l"), Item("r")) // => Pair2 Item
        val tag = Item("t").Tag() // => Item Tag
        cache.label() // => Item.label
        current.label() // => Item.label
        Kind.FOOD.tax(3) // => Kind.tax
        Kind.valueOf("FOOD").round(1) // => Kind.round
        val anonymous = object : Priced {
            override val price = 2
            override fun scale(by: Int) = own() // @anonymous.scale // => anonymous.own
            private fun own() = 1 // @anonymous.own
        }
        anonymous.twice() // => Priced.twice
        val handler: (Item) -> Unit = ::handle
        handler(current)
        missing()
        println(items.size)
    }

    private fun handle(item: Item) {}
}

class Store { // @Store
    fun find(key: String): Item? = null // @Store.find
    fun load(id: Int): Item = Item("i") // @Store.load(id) // => Item
    fun load(name: String): Item = Item(name) // @Store.load(name) // => Item
    fun load(name: String, deep: Boolean): Item = load(name) // @Store.load(name,deep) // => Store.load(name)
}

fun start() { // @start
    Main().run(emptyList()) // => Main run
    fun local() = frame("l") // @local // => decorate
    local() // => local
}
