final class Check {
    func validate(statusCode codes: [Int]) -> Check { return self } // @Check.validate(statusCode)
    func validate(contentType types: [String]) -> Check { return self } // @Check.validate(contentType)
    func validate() -> Check { // @Check.validate
        return validate(statusCode: [200]).validate(contentType: ["*"]) // => Check.validate(statusCode) Check.validate(contentType)
    }

    func fetch(_ url: String, retries: Int = 1, then: (Item) -> Void) {} // @Check.fetch(retries)
    func fetch(_ url: String, cached: Bool = true) {} // @Check.fetch(cached)
    func sum(of numbers: Int..., scale: Int = 1) -> Int { return 0 } // @Check.sum(of)
    func sum(_ numbers: [Int]) -> Int { return 0 } // @Check.sum
    func move(in place: String) {} // @Check.move(in)
    func move(to place: String) {} // @Check.move(to)

    func run() {
        validate().validate(contentType: ["text"]) // => Check.validate Check.validate(contentType)
        fetch("a") // => Check.fetch(cached)
        fetch("a", cached: false) // => Check.fetch(cached)
        fetch("a", retries: 2) { item in item.label() } // => Check.fetch(retries) Item.label
        fetch("a", then: { item in item.label() }) // => Check.fetch(retries) Item.label
        sum(of: 1, 2, 3, scale: 4) // => Check.sum(of)
        sum([1]) // => Check.sum
        move(in: "a") // => Check.move(in)
        move(to: "b") // => Check.move(to)
        move(over: "c")
    }
}
