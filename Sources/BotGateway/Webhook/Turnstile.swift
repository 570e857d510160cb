internal import Ledger

/// Lets one through at a time for each key, in the order in which they came.
final class Turnstile<Key: Hashable & Sendable>: Sendable {
    private typealias Waiter = CheckedContinuation<Void, Never>

    /// Who waits behind whoever is through; a key that nobody is through for is absent.
    private let waiters = Lock<[Key: [Waiter]]>([:])

    /// Waits for the key's turn, then runs the body alone.
    func inTurn<Value, Failure: Error>(
        _ key: Key,
        _ body: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        await self.enter(key)
        defer { self.leave(key) }
        return try await body()
    }

    private func enter(_ key: Key) async {
        await withCheckedContinuation { waiter in
            let isFree = self.waiters.withLock { waiters in
                let isFree = waiters[key] == nil
                if isFree { waiters[key] = [] } else { waiters[key]?.append(waiter) }
                return isFree
            }
            if isFree { waiter.resume() }
        }
    }

    private func leave(_ key: Key) {
        let next = self.waiters.withLock { waiters -> Waiter? in
            guard waiters[key]?.isEmpty == false else {
                waiters[key] = nil
                return nil
            }
            return waiters[key]?.removeFirst()
        }
        next?.resume()
    }
}
