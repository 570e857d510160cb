internal import Ledger

/// Passes news on to whoever watches, without ever holding up the writer.
final class Feed<Element: Sendable>: Sendable {
    /// How much news waits for a slow watcher; the oldest makes room.
    static var bufferedCountMax: Int { 4_096 }

    private struct Watchers {
        var next = 0
        var continuations: [Int: AsyncStream<Element>.Continuation] = [:]
        var isClosed = false
    }

    private let watchers = Lock(Watchers())

    /// The news from now on.
    func watch() -> AsyncStream<Element> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Element.self,
            bufferingPolicy: .bufferingNewest(Self.bufferedCountMax)
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

    func send(_ news: [Element]) {
        let continuations = self.watchers.withLock { Array($0.continuations.values) }
        for continuation in continuations {
            for element in news { continuation.yield(element) }
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
