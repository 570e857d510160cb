internal import Ledger
internal import Logging

/// Listens to how calls to one server go, and passes on what lasts.
final class OutageWatch: Sendable {
    /// How many changes wait for a slow listener; the oldest make room.
    static let changeCountMax = 64

    /// The servers that the bot cannot do without.
    enum Server: String, Sendable {
        case telegram
        case model
    }

    /// Which server.
    let server: Server
    /// What there is to tell, for one listener.
    let changes: AsyncStream<Reachability.Change>
    private let told: AsyncStream<Reachability.Change>.Continuation
    private let reachability = Lock(Reachability())
    private let clock: @Sendable () -> Instant
    private let logger: Logger

    init(_ server: Server, clock: @escaping @Sendable () -> Instant, logger: Logger) {
        self.server = server
        self.clock = clock
        self.logger = logger
        (self.changes, self.told) = AsyncStream.makeStream(
            of: Reachability.Change.self,
            bufferingPolicy: .bufferingNewest(Self.changeCountMax)
        )
    }

    /// Notes how a call went.
    ///
    /// - Parameters:
    ///   - isReachable: Whether the server answered, whatever it said.
    ///   - duration: For how long it had the chance to; zero where that means nothing.
    func note(isReachable: Bool, after duration: Duration = .zero) {
        let end = self.clock()
        let start = end.adding(seconds: -duration.components.seconds)
        let change = self.reachability.withLock {
            $0.note(isReachable: isReachable, from: start, at: end)
        }
        guard let change else { return }
        self.log(change)
        self.told.yield(change)
    }

    private func log(_ change: Reachability.Change) {
        switch change {
        case .lost(let since):
            self.logger.error(
                "a server cannot be reached",
                metadata: ["server": "\(self.server)", "since": "\(since.rfc3339)"]
            )
        case .stillLost: break
        case .back(let from, let to):
            self.logger.notice(
                "a server can be reached again",
                metadata: [
                    "server": "\(self.server)", "from": "\(from.rfc3339)", "to": "\(to.rfc3339)",
                ]
            )
        }
    }
}

extension OutageWatch {
    /// Notes a call to Telegram.
    ///
    /// A poll waits for updates: how long it took says nothing of when Telegram was lost.
    func note(_ report: TelegramCallReport) {
        // What this process gave up itself says nothing of Telegram.
        guard report.outcome != .abandoned else { return }
        self.note(isReachable: report.outcome.isAnswer)
    }

    /// Notes a call of the language model.
    func note(_ report: ModelCallReport) {
        guard let isReachable = report.isReachable else { return }
        self.note(isReachable: isReachable, after: report.duration)
    }
}
