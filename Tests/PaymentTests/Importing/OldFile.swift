import Ledger
import Payments
import Projections

/// The Python bot's file without a disk.
struct OldFile {
    var users: [LegacyUser] = []
    var payments: [LegacyPayment] = []
    var audits: [LegacyAudit] = []
    var paymentEvents: [LegacyPaymentEvent] = []
    var appEvents: [LegacyAppEvent] = []
    var feedback: [LegacyFeedback] = []

    /// Translates it all, in the order in which an import does.
    func translated(
        at now: Instant = Desk.start,
        after log: [RecordedEvent] = []
    ) -> (events: [NewEvent], report: ImportReport) {
        var survey = LegacySurvey(catalogue: .builtIn)
        for row in self.users { survey.note(row) }
        for row in self.payments { survey.note(row) }
        for row in self.audits { survey.note(row) }
        for row in self.paymentEvents { survey.note(row) }
        var history = ImportHistory()
        for event in log { history.note(event) }
        var translator = LegacyTranslator(
            survey: survey,
            history: history,
            circumstances: .init(now: now, dayClock: .tokyo, actor: .operator("taro"))
        )
        var events: [NewEvent] = []
        for row in self.users { events += translator.events(of: row) }
        events += translator.eventsOfUsersWithoutRow()
        for row in self.payments { events += translator.events(of: row) }
        for row in self.audits { events += translator.events(of: row) }
        for row in self.paymentEvents { events += translator.events(of: row) }
        for row in self.feedback {
            if let opinion = translator.opinion(of: row) {
                events.append(opinion.event(sealed: Array(opinion.text.utf8)))
            }
        }
        for row in self.appEvents { translator.check(row) }
        return (events, translator.report)
    }

    /// What is said to be wrong, one word a problem: table, row and code.
    func problems(after log: [RecordedEvent] = []) -> [String] {
        self.translated(after: log).report.problems.map {
            "\($0.table.rawValue) \($0.row) \($0.code.rawValue)"
        }
    }

    mutating func addUser(
        _ id: LegacyValue,
        row: Int64? = nil,
        _ values: [String: LegacyValue] = [:]
    ) {
        let number = row ?? Int64(self.users.count + 1)
        let own: [String: LegacyValue] = ["user_id": id]
        self.users.append(LegacyUser(LegacyColumns(row: number, own.merging(values) { $1 })))
    }

    mutating func addPayment(_ values: [String: LegacyValue], row: Int64? = nil) {
        let number = row ?? Int64(self.payments.count + 1)
        let own: [String: LegacyValue] = [
            "user_id": .integer(1), "sku": .text("TICKET_3"), "stars": .integer(100),
            "telegram_payment_charge_id": .text("stx\(number)"), "status": .text("paid"),
            "created_at": .text("2026-11-01T00:00:00+00:00"),
        ]
        self.payments.append(LegacyPayment(LegacyColumns(row: number, own.merging(values) { $1 })))
    }

    mutating func addPaymentEvent(_ type: String?, _ values: [String: LegacyValue]) {
        let own: [String: LegacyValue] = [
            "user_id": .integer(1), "event_type": type.map { .text($0) } ?? .null,
            "created_at": .text("2026-11-01T00:00:00+00:00"),
        ]
        self.paymentEvents.append(
            LegacyPaymentEvent(
                LegacyColumns(
                    row: Int64(self.paymentEvents.count + 1),
                    own.merging(values) { $1 }
                )
            )
        )
    }

    mutating func addAudit(_ action: String?, _ values: [String: LegacyValue]) {
        let own: [String: LegacyValue] = [
            "action": action.map { .text($0) } ?? .null, "actor_user_id": .integer(9001),
            "target_user_id": .integer(1), "status": .text("success"),
            "created_at": .text("2026-11-01T00:00:00+00:00"),
        ]
        self.audits.append(
            LegacyAudit(
                LegacyColumns(row: Int64(self.audits.count + 1), own.merging(values) { $1 })
            )
        )
    }

    mutating func addFeedback(_ values: [String: LegacyValue]) {
        self.feedback.append(
            LegacyFeedback(LegacyColumns(row: Int64(self.feedback.count + 1), values))
        )
    }

    mutating func addAppEvent(_ type: LegacyValue) {
        self.appEvents.append(
            LegacyAppEvent(
                LegacyColumns(row: Int64(self.appEvents.count + 1), ["event_type": type])
            )
        )
    }
}

extension Desk {
    /// Takes over an old file, as the import does.
    @discardableResult
    mutating func takeOver(_ file: OldFile) -> ImportReport {
        let (events, report) = file.translated(at: self.now, after: self.log)
        self.append(events)
        return report
    }
}
