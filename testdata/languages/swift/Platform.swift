import Foundation

open class Session: @unchecked Sendable {
    public static let shared = Session()

    #if canImport(Darwin) && !os(watchOS)
    open func socket(to url: String) -> Socket {
        Socket(url)
    }
    #else
    func plain() { close() }
    #endif

    func close() {}
}

#if DEBUG
func trace(_ s: Session) { s.close() }
#endif
