class Repository<T: Priced> {
    private var values: [String: T] = [:]

    func find(_ key: String) -> T? { // @Repository.find
        return values[key]
    }

    func save(_ value: T) { // @Repository.save
        changed(value) // => Repository.changed
        _ = value.scale(by: 1) // => Priced.scale
    }

    func changed(_ value: T) {} // @Repository.changed
}

class Store: Repository<Item> { // @Store
    static let shared = Store() // => Store
    weak var delegate: StoreDelegate?

    override func changed(_ value: Item) { // @Store.changed
        log("x") // => Store.log(text)
        log(3) // => Store.log(number)
        log(value) // => Store.log(item)
        delegate?.storeDidChange(self) // => StoreDelegate.storeDidChange
        super.changed(value) // => Repository.changed
    }

    func log(_ text: String) {} // @Store.log(text)
    func log(_ number: Int) {} // @Store.log(number)
    func log(_ item: Item) {} // @Store.log(item)
}

protocol StoreDelegate: AnyObject {
    func storeDidChange(_ store: Store) // @StoreDelegate.storeDidChange
}
