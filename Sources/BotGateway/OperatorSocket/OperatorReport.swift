internal import Ledger
internal import LedgerService
internal import Payments

/// What a verb that writes came to: what it prints, and its exit status.
package struct OperatorReport: Codable, Hashable, Sendable {
    /// The exit status: 0 fine, 1 failed, 2 damage was found.
    package var status: Int32
    /// The lines of the result.
    package var output: [String]
    /// The lines about what is wrong.
    package var complaints: [String]

    /// Describes what a verb came to.
    package init(status: Int32 = 0, output: [String] = [], complaints: [String] = []) {
        self.status = status
        self.output = output
        self.complaints = complaints
    }

    /// Nothing was done, and why.
    init(refusing sentence: String) {
        self.init(status: 1, complaints: [sentence])
    }

    /// Nothing was done, because the order was not taken.
    init(_ mistake: OperatorMistake) {
        self.init(refusing: mistake.sentence)
    }

    /// The ledger failed; where it is unknown whether it was recorded, says how to find out.
    init(_ error: LedgerError, of order: OperatorOrder) {
        let isUnknown = error.code == .outcomeUnknown
        let advice = isUnknown ? "; \(order.howToRepeat)" : ""
        self.init(
            status: error.code == .damaged ? 2 : 1,
            complaints: [error.description + advice]
        )
    }

    /// What came of a command.
    ///
    /// - Parameters:
    ///   - answer: What the ledger answered.
    ///   - order: What was asked.
    ///   - telegram: How far Telegram is with it, if it was asked.
    init(_ answer: Answer<Ruling>, to order: OperatorOrder, telegram: String? = nil) {
        self.init()
        let outcome = answer.outcome.outcome
        if order.isJSON {
            var line = JSONLine(answer, to: order)
            if let telegram { line.add("telegram", telegram) }
            self.output = [line.finished]
        } else if case .refused(let refusal) = outcome {
            self.complaints = ["refused: \(OperatorWords.sentence(for: refusal))"]
        } else {
            let note = telegram.map { " telegram=\($0)" } ?? ""
            self.output = [Self.line(answer, note, rid: order.rid)]
        }
        if case .refused = outcome { self.status = 1 }
    }

    /// The outcome, the positions and the request id.
    static func line(_ answer: Answer<Ruling>, _ note: String = "", rid: String) -> String {
        let places = answer.events.map { " #\($0.position)" }.joined()
        return "\(answer.outcome.outcome.name)\(places)\(note) rid=\(rid)"
    }
}

extension JSONLine {
    /// Begins with what every verb that writes answers.
    init(_ answer: Answer<Ruling>, to order: OperatorOrder) {
        self.init()
        let positions = answer.events.map { "\($0.position)" }.joined(separator: ",")
        self.add("outcome", answer.outcome.outcome.name)
        self.add("user", answer.outcome.user?.rawValue)
        self.addRaw("positions", "[\(positions)]")
        self.add("rid", order.rid)
    }
}

extension OperatorOrder {
    /// What to do when nobody knows whether it was recorded.
    package var howToRepeat: String {
        "run it again with --idempotency-key \(self.key), which records nothing twice; "
            + "`starledger history --rid \(self.rid)` shows what was recorded"
    }
}
