internal import Ledger
internal import LedgerService
internal import Logging
internal import Payments
internal import Projections

/// Tells the administrators and the operations chat, in three lines: when, what, who and what was
/// done so far.
///
/// The same kind sounds once in a while at most; alarms about Stars sound always.
final class Alarm: Sendable {
    private let desk: Desk
    /// The operations chat, if there is one.
    private let operationsChat: UserID?
    private let rate = Lock(AlarmRate())

    init(desk: Desk, operationsChat: UserID?) {
        self.desk = desk
        self.operationsChat = operationsChat
    }

    /// The messages that a ruling's alerts come to.
    func replies(to ruling: Ruling, at time: Instant, rid: String) -> [Reply] {
        ruling.alerts.flatMap { alert in
            self.replies(
                AlarmText(alert),
                as: AlarmKind(alert),
                about: ruling.user,
                at: time,
                rid: rid
            )
        }
    }

    /// The same three lines for everyone who must hear them.
    ///
    /// - Parameters:
    ///   - words: What happened, and what was done.
    ///   - kind: What it is about; `nil` for what must be told each time.
    ///   - user: Whom it is about.
    ///   - time: When.
    ///   - rid: The request id.
    /// - Returns: A message for each listener; none if the kind has sounded a moment ago.
    func replies(
        _ words: (what: String, done: String),
        as kind: AlarmKind? = nil,
        about user: UserID?,
        at time: Instant,
        rid: String
    ) -> [Reply] {
        let text = AlarmText(words.what, done: words.done)
        return self.replies(text, as: kind, about: user, at: time, rid: rid)
    }

    private func replies(
        _ text: AlarmText,
        as kind: AlarmKind?,
        about user: UserID?,
        at time: Instant,
        rid: String
    ) -> [Reply] {
        var heldBack = 0
        if let kind {
            switch self.rate.withLock({ $0.verdict(on: kind, at: time) }) {
            case .sounds(let count): heldBack = count
            case .heldBack: return []
            }
        }
        let settings = self.desk.settings
        let lines = text.lines(
            at: time,
            on: settings.dayClock,
            about: user,
            rid: rid,
            heldBack: heldBack
        )
        return self.listeners(settings).map { Reply(to: $0, lines, weight: .money) }
    }

    private func listeners(_ settings: Settings) -> [UserID] {
        var listeners = settings.administrators
        if let chat = self.operationsChat, !listeners.contains(chat) { listeners.append(chat) }
        return listeners
    }
}

// MARK: - Alarms that no update brought about

extension Alarm {
    /// Sounds an alarm: owed where the ledger writes, else said directly.
    ///
    /// - Parameters:
    ///   - text: What happened, and what was done.
    ///   - kind: What it is about.
    ///   - isDirect: Whether the ledger must not be asked, because it is what fails.
    ///   - lanes: Where answers are delivered.
    func sound(
        _ text: AlarmText,
        as kind: AlarmKind,
        isDirect: Bool = false,
        through lanes: Lanes<LaneKey, Errand>
    ) async {
        let now = self.desk.ledger.clock()
        let rid = RequestID.new()
        let replies = self.replies(text, as: kind, about: nil, at: now, rid: rid)
        self.desk.logger.warning(
            replies.isEmpty ? "an alarm was held back" : "an alarm sounds",
            metadata: ["rid": "\(rid)", "alarm.kind": "\(kind)"]
        )
        guard !replies.isEmpty else { return }
        let owed = isDirect ? nil : await self.owe(replies, at: now)
        if let owed {
            for row in owed { lanes.add(.deliver(row), to: .chat(row.user)) }
        } else {
            for reply in replies {
                lanes.add(.say(reply), to: .chat(UserID(rawValue: reply.chat)))
            }
        }
    }

    private func owe(_ replies: [Reply], at time: Instant) async -> [OutboxRow]? {
        do throws(LedgerError) {
            return try await self.desk.ledger.change(
                replies.map { self.desk.owe($0, at: time) }
            )
        } catch {
            self.desk.logger.warning(
                "an alarm cannot be kept and is said directly",
                metadata: ["error": "\(error)"]
            )
            return nil
        }
    }
}
