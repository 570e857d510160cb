private import NIOConcurrencyHelpers

/// A value that arrives at most once, and one task that may wait for it.
final class OneShot<Value: Sendable>: Sendable {
    private enum State {
        /// Nothing arrived, nobody waits. Can become `awaited` or `resolved`.
        case empty
        /// Somebody waits. Can become `resolved`, or `empty` when the waiter gives up.
        case awaited(CheckedContinuation<Value?, Never>)
        /// The value is here. Terminal.
        case resolved(Value)
    }

    private let state = NIOLockedValueBox(State.empty)

    /// Hands over the value; only the first one counts.
    func resolve(_ value: Value) {
        let waiter: CheckedContinuation<Value?, Never>? = self.state.withLockedValue { state in
            switch state {
            case .resolved: return nil
            case .empty:
                state = .resolved(value)
                return nil
            case .awaited(let continuation):
                state = .resolved(value)
                return continuation
            }
        }
        waiter?.resume(returning: value)
    }

    /// The value, if it has arrived.
    var value: Value? {
        self.state.withLockedValue { state in
            guard case .resolved(let value) = state else { return nil }
            return value
        }
    }

    /// Waits for the value.
    ///
    /// - Returns: The value, or `nil` when `limit` of real time passed or the task was cancelled.
    func value(within limit: Duration) async -> Value? {
        if let value = self.value { return value }
        return await withTaskGroup(of: Value?.self) { group in
            group.addTask { await self.arrival() }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first ?? self.value
        }
    }

    private func arrival() async -> Value? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let early: Value?? = self.state.withLockedValue { state in
                    if case .resolved(let value) = state { return .some(value) }
                    if Task.isCancelled { return .some(nil) }
                    state = .awaited(continuation)
                    return nil
                }
                if let early { continuation.resume(returning: early) }
            }
        } onCancel: {
            let waiter: CheckedContinuation<Value?, Never>? = self.state.withLockedValue { state in
                guard case .awaited(let continuation) = state else { return nil }
                state = .empty
                return continuation
            }
            waiter?.resume(returning: nil)
        }
    }
}
