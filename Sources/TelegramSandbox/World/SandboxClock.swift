public import Foundation
private import NIOConcurrencyHelpers

/// The time of day that the simulated Telegram and the bot share.
///
/// It runs with the machine's clock, moved ahead by whatever was added with ``advance(seconds:)``;
/// a clock made with ``init(standingAt:)`` stands still between advances.
/// ```swift
/// let clock = SandboxClock()
/// clock.advance(seconds: 86_400)  // tomorrow, for Telegram and for the bot
/// ```
public final class SandboxClock: Sendable {
    /// One day, in seconds.
    public static let day: Double = 86_400

    private struct Storage {
        var base: @Sendable () -> Date
        var offsetSeconds: Double = 0
        var observers: [@Sendable () -> Void] = []
    }

    private let storage: NIOLockedValueBox<Storage>

    /// Creates a clock that runs with another one.
    ///
    /// - Parameter base: Where the time comes from; the machine's clock unless said otherwise.
    public init(base: @escaping @Sendable () -> Date = { Date() }) {
        self.storage = NIOLockedValueBox(Storage(base: base))
    }

    /// Creates a clock that stands still until it is advanced.
    ///
    /// - Parameter moment: What it shows at first.
    public convenience init(standingAt moment: Date) {
        self.init(base: { moment })
    }

    /// What the clock shows now.
    public func now() -> Date {
        let (base, offset) = self.storage.withLockedValue { ($0.base, $0.offsetSeconds) }
        return base().addingTimeInterval(offset)
    }

    /// How far the clock was moved ahead altogether, in seconds.
    public var offsetSeconds: Double {
        self.storage.withLockedValue { $0.offsetSeconds }
    }

    /// Moves the clock ahead.
    ///
    /// - Parameter seconds: How far; not negative, since time does not go back.
    public func advance(seconds: Double) {
        precondition(seconds >= 0, "a clock that goes back would reorder what already happened")
        let observers = self.storage.withLockedValue { storage in
            storage.offsetSeconds += seconds
            return storage.observers
        }
        for observer in observers { observer() }
    }

    /// Calls `observer` after every advance, on the thread that advanced.
    public func onAdvance(_ observer: @escaping @Sendable () -> Void) {
        self.storage.withLockedValue { $0.observers.append(observer) }
    }
}
