internal import Ledger
internal import LedgerService

/// The events as JSON lines, past ones first, then live: across kills and starts of the bot.
final class EventTail: Sendable {
    /// How many lines wait for a slow page; the oldest make room.
    private static let bufferedLineCountMax = 20_000

    private struct Watcher {
        var lines: AsyncStream<String>.Continuation
        /// Live events that came before the past was read; `nil` once it was.
        var early: [RecordedEvent]? = []
    }

    private struct Watchers {
        var next = 0
        var all: [Int: Watcher] = [:]
    }

    private let place: LedgerPlace
    private let watchers = Lock(Watchers())

    init(place: LedgerPlace) {
        self.place = place
    }

    func send(_ event: RecordedEvent) {
        self.watchers.withLock { watchers in
            for number in watchers.all.keys {
                if watchers.all[number]?.early?.append(event) == nil {
                    watchers.all[number]?.lines.yield(event.json(hash: nil))
                }
            }
        }
    }

    /// A page begins to watch: it is told everything from the first event on, each once.
    func watch() -> AsyncStream<String> {
        let (stream, lines) = AsyncStream.makeStream(
            of: String.self,
            bufferingPolicy: .bufferingNewest(Self.bufferedLineCountMax)
        )
        let number = self.watchers.withLock { watchers in
            watchers.next += 1
            watchers.all[watchers.next] = Watcher(lines: lines)
            return watchers.next
        }
        lines.onTermination = { [weak self] _ in
            self?.watchers.withLock { _ = $0.all.removeValue(forKey: number) }
        }
        let head = self.yieldPast(to: lines)
        self.watchers.withLock { watchers in
            for event in watchers.all[number]?.early ?? [] where event.position > head {
                lines.yield(event.json(hash: nil))
            }
            watchers.all[number]?.early = nil
        }
        return stream
    }

    private func yieldPast(to lines: AsyncStream<String>.Continuation) -> Position {
        var head: Position = 0
        // No ledger yet means no past.
        try? LedgerView(place: self.place).forEach(matching: HistoryFilter()) { event, hash in
            lines.yield(event.json(hash: hash.hex))
            head = event.position
        }
        return head
    }
}
