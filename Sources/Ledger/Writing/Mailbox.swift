private import Dispatch

/// Where callers leave what one thread takes, many at a time.
///
/// While the thread waits for the disk the next batch builds up, so a batch grows exactly when the
/// disk is the bottleneck.
package final class Mailbox<Item: Sendable>: Sendable {
    /// What became of an item that was put in.
    package enum Receipt {
        case accepted
        case full
        case closed
    }

    private struct State {
        var items: [Item] = []
        var isClosed = false
        var isTakerAsleep = false
    }

    private let itemCountMax: Int
    private let state = Lock(State())
    private let bell = DispatchSemaphore(value: 0)

    package init(itemCountMax: Int) {
        self.itemCountMax = itemCountMax
    }

    /// How many items wait.
    package var count: Int { self.state.withLock { $0.items.count } }

    /// Whether nothing more is taken.
    package var isClosed: Bool { self.state.withLock { $0.isClosed } }

    /// Leaves an item, unless the mailbox is full or closed.
    package func put(_ item: Item) -> Receipt {
        let (receipt, mustRing) = self.state.withLock { state -> (Receipt, Bool) in
            if state.isClosed { return (.closed, false) }
            if state.items.count >= self.itemCountMax { return (.full, false) }
            state.items.append(item)
            defer { state.isTakerAsleep = false }
            return (.accepted, state.isTakerAsleep)
        }
        if mustRing { self.bell.signal() }
        return receipt
    }

    /// Takes nothing more; what waits can still be taken.
    package func close() {
        let mustRing = self.state.withLock { state in
            state.isClosed = true
            defer { state.isTakerAsleep = false }
            return state.isTakerAsleep
        }
        if mustRing { self.bell.signal() }
    }

    /// Waits until something is there and takes it all, up to a number of items.
    ///
    /// - Parameters:
    ///   - itemCountMax: The most items to take.
    ///   - wait: How long to wait, in seconds; `nil` for as long as it takes.
    /// - Returns: The items in order, empty if the wait was in vain, `nil` once closed and empty.
    package func take(upTo itemCountMax: Int, waitingSeconds wait: Int? = nil) -> [Item]? {
        while true {
            let (batch, isClosed) = self.state.withLock { state -> ([Item], Bool) in
                let batch = Array(state.items.prefix(itemCountMax))
                state.items.removeFirst(batch.count)
                state.isTakerAsleep = batch.isEmpty && !state.isClosed
                return (batch, state.isClosed)
            }
            if !batch.isEmpty { return batch }
            if isClosed { return nil }
            guard let wait else {
                self.bell.wait()
                continue
            }
            if self.bell.wait(timeout: .now() + .seconds(wait)) == .timedOut, self.stoppedWaiting()
            {
                return []
            }
        }
    }

    /// After a wait in vain; `false` if the bell rang at the last moment.
    private func stoppedWaiting() -> Bool {
        let wasAsleep = self.state.withLock { state in
            defer { state.isTakerAsleep = false }
            return state.isTakerAsleep
        }
        if !wasAsleep { self.bell.wait() }
        return wasAsleep
    }
}
