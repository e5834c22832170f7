import Foundation

protocol Priced { // @Priced
    var price: Int { get }
    func scale(by: Int) -> Int // @Priced.scale
}

extension Priced {
    func twice() -> Int { // @Priced.twice
        return scale(by: 2) // => Priced.scale
    }
}

class Item: Priced {
    let name: String
    var price: Int = Item.defaultPrice() // => Item.defaultPrice
    lazy var tag: Tag = makeTag() // => Item.makeTag

    init(name: String) { // @Item.init(name)
        self.name = name
    }

    convenience init(copy other: Item) { // @Item.init(copy)
        self.init(name: other.name) // => Item.init(name)
    }

    func scale(by: Int) -> Int { // @Item.scale
        return price * by
    }

    func rename(_ name: String) -> Item { // @Item.rename
        log(name) // => Item.log
        return Item(name: name) // => Item.init(name)
    }

    func label() -> String { // @Item.label
        return decorate(name) // => decorate
    }

    private func log(_ text: String) {} // @Item.log

    private func makeTag() -> Tag { // @Item.makeTag
        return Tag(text: label()) // => Tag Item.label
    }

    static func defaultPrice() -> Int { // @Item.defaultPrice
        return 1
    }

    class func create(_ name: String) -> Item { // @Item.create
        return self.init(name: name) // => Item.init(name)
    }

    struct Tag { // @Tag
        let text: String
        func show() -> String { return text } // @Tag.show
    }
}

final class Sale: Item {
    private let inner: Priced

    init(inner: Priced) { // @Sale.init
        self.inner = inner
        super.init(name: "sale") // => Item.init(name)
        audit() // => Sale.audit
    }

    override func label() -> String { // @Sale.label
        return super.label() // => Item.label
    }

    private func audit() { // @Sale.audit
        _ = inner.scale(by: 3) // => Priced.scale
        self.rename("s").label() // => Item.rename Item.label
    }
}

enum Kind: String { // @Kind
    case food, other

    func tax(_ price: Int) -> Int { // @Kind.tax
        switch self {
        case .food: return round(price / 20) // => Kind.round
        case .other: return Kind.base() // => Kind.base
        }
    }

    private func round(_ value: Int) -> Int { return value } // @Kind.round
    static func base() -> Int { return 1 } // @Kind.base
}

struct Point { // @Point
    var x: Int
    func moved(by: Int) -> Point { return Point(x: x + by) } // @Point.moved // => Point
    mutating func move(by: Int) { self = moved(by: by) } // @Point.move // => Point.moved
}

extension Item {
    func shout() -> String { return label().uppercased() } // @Item.shout // => Item.label
    convenience init(shouting name: String) { // @Item.init(shouting)
        self.init(name: name) // => Item.init(name)
    }
}

extension String {
    func toItem() -> Item { return Item(name: self) } // @String.toItem // => Item.init(name)
}

extension Array where Element: Item {
    func cheapest() -> Item? { return self.first } // @Array.cheapest
}

func decorate(_ text: String) -> String { return "<\(text)>" } // @decorate
