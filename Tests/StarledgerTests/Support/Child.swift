import Foundation
import Synchronization
import Testing

/// A process that a test started, and what it says, line by line.
final class Child: Sendable {
    /// How a process came to its end.
    enum Ending: Equatable, Sendable {
        case exited(Int32)
        case killed(signal: Int32)
    }

    /// Something did not happen in time.
    struct Overdue: Error, CustomStringConvertible {
        let awaited: String
        let said: String

        var description: String { "\(self.awaited) did not come; so far it said:\n\(self.said)" }
    }

    private struct State {
        var output = Data()
        var complaints = Data()
        var openStreams = 2
        var ending: Ending?
        var nextWatcher = 0
        var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    /// No output may hold this.
    private let secrets: [String]
    /// Its process id.
    let pid: Int32
    private let state = Mutex(State())

    /// Starts a program.
    init(
        _ program: URL,
        _ arguments: [String],
        environment: [String: String],
        in folder: URL,
        secrets: [String] = []
    ) throws {
        self.secrets = secrets
        let spawn = try Spawn(
            program.path,
            arguments,
            environment: environment,
            in: folder.path
        )
        self.pid = spawn.pid
        spawn.watch(
            output: { data in self.hear(data) { $0.output += $1 } },
            complaints: { data in self.hear(data) { $0.complaints += $1 } },
            ended: { status in
                let signal = status & 0x7F
                let ending = signal == 0 ? Ending.exited(status >> 8) : .killed(signal: signal)
                self.change { $0.ending = ending }
            }
        )
    }

    /// All that it said on stdout so far.
    var output: String { Self.text(self.state.withLock { $0.output }) }

    /// All that it said on stderr so far.
    var complaints: String { Self.text(self.state.withLock { $0.complaints }) }

    /// Sends a signal, if the process still runs.
    func send(_ signal: Int32) {
        if self.state.withLock({ $0.ending == nil }) { kill(self.pid, signal) }
    }

    /// Waits for a line on stdout or stderr that contains a text.
    @discardableResult
    func line(containing text: String, within limit: Duration = .seconds(20)) async throws -> String
    {
        try await self.wait(for: "a line with “\(text)”", within: limit) { state in
            let whole = Self.text(state.output + state.complaints).split(separator: "\n")
            return whole.first { $0.contains(text) }.map(String.init)
        }
    }

    /// Waits for the end, and makes sure that no secret was said.
    func ended(within limit: Duration = .seconds(20)) async throws -> Ending {
        let ending = try await self.wait(for: "its end", within: limit) { state in
            state.openStreams == 0 ? state.ending : nil
        }
        let said = self.output + self.complaints
        for secret in self.secrets {
            #expect(!said.contains(secret), "a secret was said")
        }
        return ending
    }

    private func wait<Value: Sendable>(
        for awaited: String,
        within limit: Duration,
        _ find: @escaping @Sendable (borrowing State) -> Value?
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask {
                for await _ in self.changes() {
                    if let value = self.state.withLock({ find($0) }) { return value }
                }
                throw CancellationError()
            }
            group.addTask {
                try await Task.sleep(for: limit)
                throw Overdue(awaited: awaited, said: self.output + self.complaints)
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }

    /// A stream that ticks at once, and whenever something changed.
    private func changes() -> AsyncStream<Void> {
        let (stream, ticks) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        let number = self.state.withLock { state in
            state.nextWatcher += 1
            state.watchers[state.nextWatcher] = ticks
            return state.nextWatcher
        }
        ticks.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.watchers.removeValue(forKey: number) }
        }
        ticks.yield()
        return stream
    }

    private func change(_ change: (inout State) -> Void) {
        let watchers = self.state.withLock { state in
            change(&state)
            return Array(state.watchers.values)
        }
        for watcher in watchers { watcher.yield() }
    }

    private static func text(_ data: Data) -> String {
        String(decoding: data, as: UTF8.self)
    }

    /// `nil` is the end of a stream.
    private func hear(_ data: Data?, _ append: (inout State, Data) -> Void) {
        self.change { state in
            if let data { append(&state, data) } else { state.openStreams -= 1 }
        }
    }
}
