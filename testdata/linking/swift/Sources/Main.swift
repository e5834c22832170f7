typealias Goods = Item

final class Main: StoreDelegate {
    private let store = Store.shared
    private var items: [Item] = []

    init() { // @Main.init
        store.delegate = self
        start() // => Main.start
    }

    func start() { // @Main.start
        let item = Item(name: "x") // => Item.init(name)
        _ = item.label() // => Item.label
        item.twice() // => Priced.twice
        item.shout() // => Item.shout
        item.tag.show() // => Tag.show
        Item.create("y").rename("z").label() // => Item.create Item.rename Item.label
        Goods(name: "g").label() // => Item.init(name) Item.label
        "text".toItem().label() // => String.toItem Item.label
        decorate("q") // => decorate
        Store.shared.save(item) // => Repository.save
        store.find("k")?.label() // => Repository.find Item.label
        store.find("k")!.rename("r") // => Repository.find Item.rename
        self.handle(item) // => Main.handle
        Kind.food.tax(3) // => Kind.tax
        Kind(rawValue: "food")?.tax(4) // => Kind Kind.tax
        Point(x: 1).moved(by: 2).moved(by: 3) // => Point Point.moved
        Sale(inner: item).label() // => Sale.init Sale.label
        Item(copy: item).label() // => Item.init(copy) Item.label
        missing()
        print(item.name)
    }

    func unwrap(_ value: Any, maybe: Item?) {
        if let item = value as? Item { item.label() } // => Item.label
        if let maybe = maybe { maybe.label() } // => Item.label
        if let found = store.find("k") { found.label() } // => Repository.find Item.label
        guard let sure = maybe else { return }
        sure.label() // => Item.label
        (value as! Item).label() // => Item.label
        switch value {
        case let item as Item: item.label() // => Item.label
        case is Sale: start() // => Main.start
        default: break
        }
        maybe?.rename("b").label() // => Item.rename Item.label
        let text = maybe?.label() ?? decorate("d") // => Item.label decorate
    }

    func collections(_ list: [Item], map: [String: Item], pairs: Array<Item>) {
        list.forEach { $0.label() } // => Item.label
        list.map { item in item.rename("b") }.first?.label() // => Item.rename Item.label
        list.filter { $0.scale(by: 2) > 1 }.forEach { item in item.label() } // => Item.scale Item.label
        for item in list { item.label() } // => Item.label
        for (_, item) in map { item.label() } // => Item.label
        map["k"]?.label() // => Item.label
        list[0].label() // => Item.label
        list.first?.label() // => Item.label
        pairs.last?.label() // => Item.label
        list.cheapest()?.label() // => Array.cheapest Item.label
        items.append(Item(name: "a")) // => Item.init(name)
        items.sorted { $0.price < $1.price }.first?.label() // => Item.label
        run { self.start() } // => Main.run Main.start
        list.forEach(handle)
    }

    private func run(_ body: () -> Void) { body() } // @Main.run
    private func handle(_ item: Item) {} // @Main.handle
    func storeDidChange(_ store: Store) { store.find("x") } // => Repository.find
}
