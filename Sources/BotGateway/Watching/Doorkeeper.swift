internal import Ledger
internal import LedgerService
internal import Logging
internal import Projections

/// Asks whoever comes too fast to slow down, before anything of theirs is recorded.
///
/// Payments, pre-checkouts, refunds and subscriptions never pass here.
final class Doorkeeper: Sendable {
    private let desk: Desk
    private let throttle = Lock(Throttle())

    init(desk: Desk) {
        self.desk = desk
    }

    /// Notes whether the updates that come now may have waited for this process.
    func note(isCatchingUp: Bool) {
        self.throttle.withLock { $0.isCatchingUp = isCatchingUp }
    }

    /// What to do in place of answering a message, or `nil` to answer it.
    func errands(insteadOf message: Message, key: String, _ visit: Visit) -> [Errand]? {
        let milliseconds = self.desk.settings.messageIntervalMilliseconds
        guard !self.isFree(message, visit) else { return nil }
        let arrival = Throttle.Arrival(
            of: visit.user,
            .message,
            key: key,
            at: visit.at,
            sentAt: message.date
        )
        switch self.verdict(on: arrival, every: milliseconds, visit) {
        case .served: return nil
        case .told: return [self.desk.words(.slowDown, visit)]
        case .silent: return []
        }
    }

    /// The line to answer a press with in place of what it asks for, or `nil` to do that.
    func line(insteadOf query: CallbackQuery, _ visit: Visit) -> String? {
        let milliseconds = self.desk.settings.callbackIntervalMilliseconds
        guard !self.desk.settings.isAdministrator(visit.user) else { return nil }
        let arrival = Throttle.Arrival(
            of: visit.user,
            .press,
            key: "c:\(query.id.rawValue)",
            at: visit.at
        )
        switch self.verdict(on: arrival, every: milliseconds, visit) {
        case .served: return nil
        case .told, .silent: return self.desk.say(.slowDown, visit)
        }
    }

    /// Whether a message is never held up: an administrator's, or one about money.
    private func isFree(_ message: Message, _ visit: Visit) -> Bool {
        if self.desk.settings.isAdministrator(visit.user) { return true }
        guard let text = message.text, text.hasPrefix("/") else { return false }
        switch ChatCommand(text, self.desk.texts) {
        case .paySupport, .refund: return true
        default: return false
        }
    }

    private func verdict(
        on arrival: Throttle.Arrival,
        every milliseconds: Int64,
        _ visit: Visit
    ) -> Throttle.Verdict {
        let verdict = self.throttle.withLock { $0.verdict(on: arrival, every: milliseconds) }
        if verdict != .served {
            self.desk.logger.info(
                "an update was throttled",
                metadata: ["rid": "\(visit.rid)", "throttle.verdict": "\(verdict)"]
            )
        }
        return verdict
    }
}
