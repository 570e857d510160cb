import Ledger
import Projections

/// Books that are told what people do, minute by minute.
struct SignalLog {
    /// 2026-11-23 12:00 in Tokyo.
    static let noon = Instant(seconds: 1_795_402_800)

    private(set) var books = Books()
    private(set) var last: RecordedEvent?

    /// Records an event, by default of the user and brought by an update.
    @discardableResult
    mutating func record(
        _ event: Event,
        of user: Int64?,
        minute: Int64,
        cause: Cause = .update,
        actor: Actor = .user
    ) -> Position {
        let envelope = Envelope(
            user: user.map { UserID(rawValue: $0) },
            effectiveAt: Self.noon.adding(seconds: minute * 60),
            cause: cause,
            actor: actor,
            rid: "r"
        )
        let event = RecordedEvent(
            position: self.books.position + 1,
            recordedAt: Instant(microseconds: Self.noon.microseconds + self.books.position),
            envelope: envelope,
            event: event
        )
        self.books.apply(event)
        self.last = event
        return event.position
    }

    mutating func set(_ setting: Setting, _ value: String) {
        self.record(
            .settingChanged(SettingChanged(name: setting.rawValue, value: value)),
            of: nil,
            minute: 0
        )
    }

    @discardableResult
    mutating func ask(_ digest: Int64?, by user: Int64, minute: Int64) -> Position {
        let started = ConsultationStarted(access: .admin, questionDigest: digest)
        return self.record(.consultationStarted(started), of: user, minute: minute)
    }

    /// A use that begins and arrives.
    @discardableResult
    mutating func take(_ access: Access, by user: Int64, minute: Int64) -> Position {
        let use = self.record(
            .consultationStarted(ConsultationStarted(access: access)),
            of: user,
            minute: minute
        )
        return self.record(
            .consultationAnswered(ConsultationAnswered(use: use)),
            of: user,
            minute: minute
        )
    }

    @discardableResult
    mutating func pay(
        _ charge: String,
        by user: Int64,
        minute: Int64,
        cause: Cause = .update
    ) -> Position {
        let payment = PaymentReceived(
            charge: ChargeID(rawValue: charge),
            sku: SKU(rawValue: "TICKET_3"),
            stars: .zero,
            gives: .ticket(.three)
        )
        return self.record(.paymentReceived(payment), of: user, minute: minute, cause: cause)
    }

    @discardableResult
    mutating func refund(_ charge: String, of user: Int64, minute: Int64) -> Position {
        let refund = PaymentRefunded(charge: ChargeID(rawValue: charge), stars: .zero)
        return self.record(.paymentRefunded(refund), of: user, minute: minute, actor: .system)
    }

    /// What looks like abuse at a minute; by default at the last event.
    func suspicions(minute: Int64? = nil) -> Suspicions {
        let time = minute.map { Self.noon.adding(seconds: $0 * 60) }
        return self.books.suspicions(at: time ?? self.last?.effectiveAt ?? Self.noon)
    }
}

extension Suspicions {
    /// The crowds as users with positions, for comparing.
    var crowdText: [String] {
        self.crowds.map { $0.map { "\($0.user.rawValue)#\($0.position)" }.joined(separator: " ") }
    }

    /// The refunders as users with positions.
    var refunderText: [String] {
        self.refunders.map { refunder in
            let refunds = refunder.refunds.map { "\($0.payment)→\($0.refund)" }
            return "\(refunder.user.rawValue): \(refunds.joined(separator: " "))"
        }
    }

    /// The free takers as users with days and positions.
    var freeTakerText: [String] {
        self.freeTakers.map { taker in
            let streak = taker.streak
            return "\(taker.user.rawValue): \(streak.dayCount) "
                + "\(streak.first.text) #\(streak.begin)→#\(streak.end)"
        }
    }

    /// The surges by kind, count, median and users.
    var surgeText: [String] {
        self.surges.map { surge in
            let users = surge.users.map { "\($0.user.rawValue)×\($0.count)" }
            return "\(surge.kind.name) \(surge.count) (\(surge.medianText)) "
                + users.joined(separator: " ")
        }
    }
}
