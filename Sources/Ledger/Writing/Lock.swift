private import Synchronization

/// A value that one thread at a time may touch, for as short as possible.
///
/// The one lock of the system, so that a thread-sanitizer build can put another in its place.
public struct Lock<Value: Sendable>: ~Copyable, Sendable {
    private let mutex: Mutex<Value>

    /// Locks up a value.
    public init(_ value: Value) {
        self.mutex = Mutex(value)
    }

    /// Lends the value.
    ///
    /// `body` must not block, and must not call out.
    public borrowing func withLock<Result: Sendable, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try self.mutex.withLock { (value) throws(Failure) in try body(&value) }
    }
}
