internal import Ledger

/// Carries out errands: in order within a lane, lanes side by side.
package final class Lanes<Key: Hashable & Sendable, Errand: Sendable>: Sendable {
    /// How many errands may wait before intake pauses.
    package static var errandCountMax: Int { 20_000 }

    private enum Lane: Hashable, Sendable {
        case named(Key)
        /// For one errand that waits for nothing.
        case alone(Int64)
    }

    private struct State {
        var lanes: [Lane: [Errand]] = [:]
        var count = 0
        var nextAlone: Int64 = 0
        var waitingForRoom: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Lock(State())
    private let signals: AsyncStream<Lane>
    private let signal: AsyncStream<Lane>.Continuation

    /// Creates lanes; ``run(perform:)`` carries out what is added.
    package init() {
        (self.signals, self.signal) = AsyncStream.makeStream(of: Lane.self)
    }

    /// How many errands wait or are under way.
    package var count: Int { self.state.withLock { $0.count } }

    /// Adds an errand to a lane.
    package func add(_ errand: Errand, to key: Key) {
        self.add(errand, in: .named(key))
    }

    private func add(_ errand: Errand, in key: Lane) {
        let isNew = self.state.withLock { state in
            state.count += 1
            state.lanes[key, default: []].append(errand)
            return state.lanes[key]?.count == 1
        }
        if isNew { self.signal.yield(key) }
    }

    /// Adds an errand that waits for nothing.
    package func add(_ errand: Errand) {
        let number = self.state.withLock { state in
            state.nextAlone += 1
            return state.nextAlone
        }
        self.add(errand, in: .alone(number))
    }

    /// Whether an errand of a lane waits or is under way.
    package func isBusy(_ key: Key) -> Bool {
        self.state.withLock { $0.lanes[.named(key)] != nil }
    }

    /// Waits while too many errands wait.
    package func waitForRoom() async {
        await withCheckedContinuation { continuation in
            let hasRoom = self.state.withLock { state in
                if state.count < Self.errandCountMax { return true }
                state.waitingForRoom.append(continuation)
                return false
            }
            if hasRoom { continuation.resume() }
        }
    }

    /// Takes no more errands; those that wait are still carried out.
    package func finish() {
        self.signal.finish()
    }

    /// Carries out errands until ``finish()``, then those that are left.
    package func run(perform: @escaping @Sendable (Errand) async -> Void) async {
        await withDiscardingTaskGroup { group in
            for await key in self.signals {
                group.addTask { await self.drain(key, perform) }
            }
        }
    }

    private func drain(
        _ key: Lane,
        _ perform: @escaping @Sendable (Errand) async -> Void
    ) async {
        while let errand = self.first(in: key) {
            await perform(errand)
            self.removeFirst(of: key)
        }
    }

    private func first(in key: Lane) -> Errand? {
        self.state.withLock { $0.lanes[key]?.first }
    }

    /// The errand stays in its lane until it is done, so that no second task takes up the lane.
    private func removeFirst(of key: Lane) {
        let waiting = self.state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.lanes[key]?.removeFirst()
            if state.lanes[key]?.isEmpty == true { state.lanes[key] = nil }
            state.count -= 1
            guard state.count < Self.errandCountMax else { return [] }
            defer { state.waitingForRoom = [] }
            return state.waitingForRoom
        }
        for continuation in waiting { continuation.resume() }
    }
}
