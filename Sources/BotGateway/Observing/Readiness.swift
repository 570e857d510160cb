internal import Ledger
internal import LedgerService

/// Whether this process can take work, and if not, why.
final class Readiness: Sendable {
    /// How long Telegram may be silent; a long poll and its margin are shorter.
    static let silenceSecondsMax: Int64 = 90

    private struct State {
        var lastAnswer: Duration?
        var lanes: Lanes<LaneKey, Errand>?
        var isPushedElsewhere = false
        var isStopping = false
    }

    private let ledger: LedgerService
    private let now: @Sendable () -> Duration
    private let state = Lock(State())

    init(ledger: LedgerService, now: @escaping @Sendable () -> Duration) {
        self.ledger = ledger
        self.now = now
    }

    /// Notes a call to Telegram.
    func note(_ report: TelegramCallReport) {
        guard report.outcome.isAnswer else { return }
        let now = self.now()
        self.state.withLock { $0.lastAnswer = now }
    }

    /// Looks at these lanes from now on.
    func watch(_ lanes: Lanes<LaneKey, Errand>) {
        self.state.withLock { $0.lanes = lanes }
    }

    /// Notes whether updates are still pushed here.
    func note(isPushedHere: Bool) {
        self.state.withLock { $0.isPushedElsewhere = !isPushedHere }
    }

    /// Takes no more work from now on.
    func stop() {
        self.state.withLock { $0.isStopping = true }
    }

    /// How many errands wait or are under way.
    var errandCount: Int { self.state.withLock { $0.lanes }?.count ?? 0 }

    /// Whether all is well, and one line of JSON about it.
    var report: (isReady: Bool, line: String) {
        let state = self.state.withLock { $0 }
        let health = self.ledger.health
        let silence = state.lastAnswer.map { (self.now() - $0).components.seconds }
        let errands = state.lanes?.count ?? 0
        let problems = Self.problems(state, health, silence: silence, errands: errands)
        var line = JSONLine()
        line.add("ready", problems.isEmpty)
        line.add("ledger", health.condition.name)
        line.add("lease", health.holdsLease)
        line.add("telegram_silence_seconds", silence)
        line.add("errands", Int64(errands))
        line.add("outbox", health.owedCount)
        let list = problems.map(JSONLine.quoted).joined(separator: ",")
        line.addRaw("problems", "[\(list)]")
        return (problems.isEmpty, line.finished)
    }

    private static func problems(
        _ state: State,
        _ health: LedgerHealth,
        silence: Int64?,
        errands: Int
    ) -> [String] {
        var problems: [String] = []
        switch health.condition {
        case .writing: break
        case .opening: problems.append("the ledger is being opened")
        case .failing(let error): problems.append("the ledger cannot write (\(error.code))")
        case .ended: problems.append("the ledger is shut")
        }
        if !health.holdsLease { problems.append("the lease is not held") }
        if let silence {
            if silence > Self.silenceSecondsMax {
                problems.append("Telegram has not answered for \(silence) s")
            }
        } else {
            problems.append("Telegram has not answered yet")
        }
        if errands >= Lanes<LaneKey, Errand>.errandCountMax {
            problems.append("\(errands) errands wait")
        }
        if state.isPushedElsewhere { problems.append("updates are pushed to another address") }
        if state.isStopping { problems.append("this process is stopping") }
        return problems
    }
}

extension WriterCondition {
    fileprivate var name: String {
        switch self {
        case .opening: "opening"
        case .writing: "writing"
        case .failing: "failing"
        case .ended: "ended"
        }
    }
}
