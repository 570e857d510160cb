internal import Ledger
internal import LedgerService

/// The events as JSON lines, past ones first, then live: across kills and starts of the bot.
final class EventTail: Sendable {
    /// How many lines wait for a slow page; the oldest make room.
    private static let bufferedLineCountMax = 2_000

    private struct Watchers {
        var next = 0
        var continuations: [Int: AsyncStream<RecordedEvent>.Continuation] = [:]
    }

    private let place: LedgerPlace
    private let watchers = Lock(Watchers())

    init(place: LedgerPlace) {
        self.place = place
    }

    func send(_ event: RecordedEvent) {
        let continuations = self.watchers.withLock { Array($0.continuations.values) }
        for continuation in continuations { continuation.yield(event) }
    }

    /// A page begins to watch: it is told everything from the first event on, each once.
    func watch() async -> AsyncStream<String> {
        let (events, continuation) = AsyncStream.makeStream(
            of: RecordedEvent.self,
            bufferingPolicy: .bufferingNewest(Self.bufferedLineCountMax)
        )
        let number = self.watchers.withLock { watchers in
            watchers.next += 1
            watchers.continuations[watchers.next] = continuation
            return watchers.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.watchers.withLock { _ = $0.continuations.removeValue(forKey: number) }
        }
        let (lines, head) = self.past()
        let tail = events.filter { $0.position > head }.map { $0.json(hash: nil) }
        return AsyncStream { output in
            for line in lines { output.yield(line) }
            output.onTermination = { _ in continuation.finish() }
            let forwarding = Task {
                for await line in tail { output.yield(line) }
                output.finish()
            }
            _ = forwarding
        }
    }

    private func past() -> (lines: [String], head: Position) {
        var lines: [String] = []
        var head: Position = 0
        // No ledger yet means no past.
        try? LedgerView(place: self.place).forEach(matching: HistoryFilter()) { event, hash in
            lines.append(event.json(hash: hash.hex))
            head = event.position
        }
        return (lines, head)
    }
}
