import Foundation
@testable import Core
import struct Darwin.stat

/// Plays things.
@available(iOS 13, *)
public final class Player<T: Codable>: Base, Playable where T: Equatable {
  static let shared = Player()
  private(set) var count: Int = 0 // so far
  lazy var items = [Item]()
  var total: Int { return count + 1 }
  var title: String {
    get { _title }
    set { _title = newValue }
  }
  weak var delegate: PlayerDelegate?
  @Published var state = State.idle
  let (low, high) = bounds()

  init(port: Int, _ host: String = "x") {
    self.count = port
    super.init()
  }
  deinit { stop() }

  override func run(_ cmd: Command, with opts: String...) async throws -> Result<T, Failure> {
    guard let d = delegate, d.ready else { return .failure(Failure.missing) }
    if let first = items.first { first.go(using: 3) }
    for item in items where item.ok { item.tick() }
    for (key, value) in index { value.show(key) }
    let reply = try await client.fetch(url: url)
    switch reply {
    case .success(let body): body.use()
    case let .failure(error): log(error)
    case Status.gone: break
    default: break
    }
    items.map { $0.name }.forEach { name in log(name) }
    let box = Box<Int>(size: 1)
    (reply as? Item)?.tick()
    self.count += 1
    d.size = d!.size
    let c = flag ? First() : Second()
    c.go()
    let grid = [[1]]
    grid[0].last?.show()
    do { try c.stop() } catch { log("failed: \(c.name)") }
    let onEnd: (Int) -> Void = { [weak self] code in self?.end(code) }
    onEnd(box.size ?? other)
    return try! make()
  }

  subscript(i: Int) -> Item { items[i] }

  static func == (l: Player, r: Player) -> Bool { l.count == r.count }

  enum Kind: String, CaseIterable {
    case one = "1", two
    case three(Int, name: String)
    var label: String { rawValue }
  }
  struct Inner { var depth = 2 }
}

protocol Playable: AnyObject {
  associatedtype Element
  var pace: Int { get }
  func play(_ x: Int) -> Bool
  init()
}

extension Player: Equatable where T: Hashable {
  func extended() { run(.stop, with: "a") }
}

typealias Handler = (Int) -> Void

private func top<U>(x: U, list: [Item]) -> U? {
  let y: U = x
  func nested() {}
  nested()
  for i in list { i.tick() }
  return y
}

let global = 3

#if DEBUG
func debug() {}
#endif

class PlayerTests: XCTestCase {
  func testRun() { XCTAssertEqual(1, Player<Int>.shared.count) }
}

@Test func fresh() { #expect(global == 3) }

actor Queue {}
