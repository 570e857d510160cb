internal import Ledger

/// Passes new events on to whoever watches, without ever holding up the writer.
final class EventFeed: Sendable {
    /// How many events wait for a slow watcher; the oldest make room.
    static let bufferedEventCountMax = 4_096

    private struct Watchers {
        var next = 0
        var continuations: [Int: AsyncStream<RecordedEvent>.Continuation] = [:]
        var isClosed = false
    }

    private let watchers = Lock(Watchers())

    /// The events from now on.
    func watch() -> AsyncStream<RecordedEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: RecordedEvent.self,
            bufferingPolicy: .bufferingNewest(Self.bufferedEventCountMax)
        )
        let number = self.watchers.withLock { watchers -> Int? in
            if watchers.isClosed { return nil }
            watchers.next += 1
            watchers.continuations[watchers.next] = continuation
            return watchers.next
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.watchers.withLock { _ = $0.continuations.removeValue(forKey: number) }
        }
        return stream
    }

    func send(_ events: [RecordedEvent]) {
        let continuations = self.watchers.withLock { Array($0.continuations.values) }
        for continuation in continuations {
            for event in events { continuation.yield(event) }
        }
    }

    func close() {
        let continuations = self.watchers.withLock { watchers in
            watchers.isClosed = true
            defer { watchers.continuations = [:] }
            return Array(watchers.continuations.values)
        }
        for continuation in continuations { continuation.finish() }
    }
}
