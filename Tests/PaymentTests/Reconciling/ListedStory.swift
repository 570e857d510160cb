import Ledger
import Payments
import Projections

/// What Telegram's list may say of the charge c.
enum ListedStory {
    static let happenings: [String: StarTransaction] = [
        "list_pay": .paid(id: "c"),
        "list_pay_misfit": .paid(99, id: "c"),
        "list_pay_other_user": .paid(by: 2, id: "c"),
        "list_refund": .refunded(id: "c"),
    ]
}

extension StateRow {
    /// What the code makes of a state and a line of the list: the finding, and what is recorded.
    init(_ state: String, _ story: Story, _ name: String, listed transaction: StarTransaction) {
        var desk = Desk()
        desk.welcome()
        story(&desk)
        // The list is compared when what it tells is past.
        desk.advance(seconds: 3_600)
        let head = Position(desk.log.count)
        let finding = Comparison().finding(transaction, desk.charge("c"))
        let decision = desk.record(finding)
        self.init(
            state: state,
            happening: name,
            events: desk.kinds(since: head),
            reply: finding.name,
            administrators: decision?.alerts.map { "alert:\($0.name)" } ?? []
        )
    }
}

extension Desk {
    /// Does what a finding asks for.
    fileprivate mutating func record(_ finding: Finding) -> Decision? {
        let command: Command
        let user: UserID
        switch finding {
        case .missingPayment(let missing):
            user = missing.user
            let payment = missing.payment(of: missing.amounts[0], by: nil, isRecovery: false)
            command = .receivePayment(payment)
        case .missingRefund(let missing):
            user = missing.user
            command = .noteRefund(missing.charge, stars: missing.stars, at: missing.at)
        case .agrees, .tooYoung, .treasury, .mismatch: return nil
        }
        return self.give(command, to: user.rawValue, actor: .system, cause: .reconciliation)
    }
}
