internal import Ledger

/// Carries out errands: in order within a lane, lanes side by side.
final class Lanes: Sendable {
    /// How many errands may wait before intake pauses.
    static let errandCountMax = 20_000

    private struct State {
        var lanes: [LaneKey: [Errand]] = [:]
        var count = 0
        var nextAlone: Int64 = 0
        var waitingForRoom: [CheckedContinuation<Void, Never>] = []
    }

    private enum Signal: Sendable {
        case lane(LaneKey)
        case later(Duration, Errand, LaneKey)
    }

    private let state = Lock(State())
    private let signals: AsyncStream<Signal>
    private let signal: AsyncStream<Signal>.Continuation

    init() {
        (self.signals, self.signal) = AsyncStream.makeStream(of: Signal.self)
    }

    /// How many errands wait or are under way.
    var count: Int { self.state.withLock { $0.count } }

    /// Adds an errand to a lane.
    func add(_ errand: Errand, to key: LaneKey) {
        let isNew = self.state.withLock { state in
            state.count += 1
            state.lanes[key, default: []].append(errand)
            return state.lanes[key]?.count == 1
        }
        if isNew { self.signal.yield(.lane(key)) }
    }

    /// Adds an errand that waits for nothing.
    func add(_ errand: Errand) {
        let number = self.state.withLock { state in
            state.nextAlone += 1
            return state.nextAlone
        }
        self.add(errand, to: .alone(number))
    }

    /// Adds an errand after a pause.
    func add(_ errand: Errand, to key: LaneKey, after pause: Duration) {
        self.signal.yield(.later(pause, errand, key))
    }

    /// Waits while too many errands wait.
    func waitForRoom() async {
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
    func finish() {
        self.signal.finish()
    }

    /// Carries out errands until ``finish()``, then those that are left.
    ///
    /// - Parameters:
    ///   - pause: Waits, for errands that are due later.
    ///   - perform: Carries out one errand.
    func run(
        pause: @escaping @Sendable (Duration) async throws -> Void,
        perform: @escaping @Sendable (Errand) async -> Void
    ) async {
        await withDiscardingTaskGroup { group in
            for await signal in self.signals {
                switch signal {
                case .lane(let key):
                    group.addTask { await self.drain(key, perform) }
                case .later(let duration, let errand, let key):
                    group.addTask {
                        // A pause that is cut short leaves the errand to the next start.
                        guard (try? await pause(duration)) != nil else { return }
                        self.add(errand, to: key)
                    }
                }
            }
        }
    }

    private func drain(
        _ key: LaneKey,
        _ perform: @escaping @Sendable (Errand) async -> Void
    ) async {
        while let errand = self.first(in: key) {
            await perform(errand)
            self.removeFirst(of: key)
        }
    }

    private func first(in key: LaneKey) -> Errand? {
        self.state.withLock { $0.lanes[key]?.first }
    }

    /// The errand stays in its lane until it is done, so that no second task takes up the lane.
    private func removeFirst(of key: LaneKey) {
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
