import Ledger
import Payments
import Projections
import Testing

/// `docs/payment_states.md`, cell by cell.
///
/// Method: drive the books to each state with real commands, let the thing happen, and compare the
/// events by kind, the answer by name, and what administrators see with the document's row.
@Suite struct PaymentStatesDocumentTests {
    @Test("Every state of a charge × everything that happens", arguments: try rows("charge"))
    func charge(_ row: StateRow) throws {
        try Self.check(row, ChargeStory.states, ChargeStory.happenings)
    }

    @Test("Every state of a ticket × everything that happens", arguments: try rows("ticket"))
    func ticket(_ row: StateRow) throws {
        try Self.check(row, TicketStory.states, TicketStory.happenings)
    }

    @Test("Every state of a reading × everything that happens", arguments: try rows("reading"))
    func reading(_ row: StateRow) throws {
        try Self.check(row, ReadingStory.states, ReadingStory.happenings)
    }

    @Test("Every state of a charge × everything that Telegram lists", arguments: try rows("listed"))
    func listed(_ row: StateRow) throws {
        let story = try #require(ChargeStory.states[row.state])
        let transaction = try #require(ListedStory.happenings[row.happening])
        #expect(StateRow(row.state, story, row.happening, listed: transaction) == row)
    }

    @Test("The document has each pair of state and happening once")
    func complete() throws {
        try Self.expectComplete("charge", ChargeStory.states, ChargeStory.happenings)
        try Self.expectComplete("ticket", TicketStory.states, TicketStory.happenings)
        try Self.expectComplete("reading", ReadingStory.states, ReadingStory.happenings)
        let listed = try Self.rows("listed").map { "\($0.state) × \($0.happening)" }
        let pairs = ChargeStory.states.keys.flatMap { state in
            ListedStory.happenings.keys.map { "\(state) × \($0)" }
        }
        #expect(listed.sorted() == pairs.sorted())
        let states = Set(Charge.State.allCases.map(\.rawValue))
        #expect(Set(ChargeStory.states.keys) == states)
    }

    private static func rows(_ name: String) throws -> [StateRow] {
        StateRow.rows(of: name, in: try StateRow.document())
    }

    private static func expectComplete(
        _ name: String,
        _ states: [String: Story],
        _ happenings: [String: Happening]
    ) throws {
        let rows = try Self.rows(name)
        let pairs = rows.map { "\($0.state) × \($0.happening)" }
        let all = states.keys.flatMap { state in happenings.keys.map { "\(state) × \($0)" } }
        #expect(pairs.sorted() == all.sorted())
    }

    private static func check(
        _ row: StateRow,
        _ states: [String: Story],
        _ happenings: [String: Happening]
    ) throws {
        let story = try #require(states[row.state])
        let happening = try #require(happenings[row.happening])
        #expect(StateRow(row.state, story, row.happening, happening) == row)
    }
}

/// The way to a state.
typealias Story = @Sendable (inout Desk) -> Void

/// Something that happens then.
typealias Happening = @Sendable (inout Desk) -> Decision

extension StateRow {
    /// What the code makes of a state and a happening.
    init(_ state: String, _ story: Story, _ name: String, _ happening: Happening) {
        var desk = Desk()
        desk.welcome()
        story(&desk)
        let head = Position(desk.log.count)
        let decision = happening(&desk)
        let alerts = decision.alerts.map { "alert:\($0.name)" }
        let audit = desk.books.audit.newest(.max).filter { $0.position > head }.reversed()
            .map { "audit:\($0.flag?.name ?? $0.kind.name)" }
        self.init(
            state: state,
            happening: name,
            events: desk.kinds(since: head),
            reply: decision.outcome.name,
            administrators: alerts + audit
        )
    }
}

// MARK: - One charge, named c, of user 1, for TICKET_3

enum ChargeStory {
    static let states: [String: Story] = [
        "unseen": { _ in },
        "received": { $0.pay("TICKET_3", "c") },
        "unmatched": { $0.pay("TICKET_3", "c", amount: 99) },
        "fulfilled_by_hand": { $0.grant("TICKET_3", charge: "c") },
        "refunding": {
            $0.pay("TICKET_3", "c")
            $0.refund("c")
        },
        "refunded": {
            $0.pay("TICKET_3", "c")
            $0.refund("c")
            $0.settle("c")
        },
        "refunded_before_arrival": { $0.noteRefund("c", stars: 100) },
    ]

    static let happenings: [String: Happening] = [
        "pay": { $0.pay("TICKET_3", "c") },
        "pay_misfit": { $0.pay("TICKET_3", "c", amount: 99) },
        "pay_other_user": { $0.pay("TICKET_3", "c", user: 2) },
        "refund": { $0.refund("c") },
        "refund_done": { $0.settle("c") },
        "refund_failed": { $0.settle("c", .failed("400 CHARGE_ID_EMPTY")) },
        "refund_told": { $0.noteRefund("c", stars: 100) },
        "resolve": { $0.order(.resolve(ChargeID(rawValue: "c"), SKU(rawValue: "TICKET_3"))) },
        "grant": { $0.grant("TICKET_3", charge: "c") },
    ]
}

// MARK: - One ticket, bought with the charge c

enum TicketStory {
    static let states: [String: Story] = [
        "none": { _ in },
        "held": { $0.pay("TICKET_3", "c") },
        "reserved": {
            $0.pay("TICKET_3", "c")
            $0.read(.three)
        },
        "reserved_refunding": {
            $0.pay("TICKET_3", "c")
            $0.read(.three)
            $0.refund("c")
        },
        "used": {
            $0.pay("TICKET_3", "c")
            $0.deliver($0.read(.three))
        },
        "withdrawn": {
            $0.pay("TICKET_3", "c")
            $0.refund("c")
        },
        "revoked": {
            $0.pay("TICKET_3", "c")
            $0.revoke("TICKET_3")
        },
    ]

    static let happenings: [String: Happening] = [
        "buy": { $0.pay("TICKET_3", "d") },
        "read": { $0.give(.startReading(.init(spread: .three, draw: .fool(.three)))) },
        "deliver": { $0.give(.deliverReading(use: $0.latestUse, isFallback: false)) },
        "fail": { $0.give(.failReading(use: $0.latestUse, .model)) },
        "refund": { $0.refund("c") },
        "refund_failed": { $0.settle("c", .failed("400 CHARGE_ID_EMPTY")) },
        "revoke": { $0.revoke("TICKET_3") },
        "grant": { $0.grant("TICKET_3") },
    ]
}

// MARK: - One reading, asked for with the key k by someone with two tickets

enum ReadingStory {
    private static let asked = ReadingRequest(spread: .three, draw: .fool(.three))

    static let states: [String: Story] = [
        "not_asked": { $0.buyTwo() },
        "underway": {
            $0.buyTwo()
            $0.read(.three, key: "k")
        },
        "delivered": {
            $0.buyTwo()
            $0.deliver($0.read(.three, key: "k"))
        },
        "failed": {
            $0.buyTwo()
            $0.fail($0.read(.three, key: "k"))
        },
        "suspended": {
            $0.buyTwo()
            $0.read(.three, key: "k")
            $0.order(.hold(reason: "abuse"))
        },
    ]

    static let happenings: [String: Happening] = [
        "ask": { $0.give(.startReading(Self.asked), key: "k") },
        "ask_other": {
            $0.give(.startReading(ReadingRequest(spread: .one, draw: .fool(.one))), key: "k")
        },
        "ask_anew": { $0.give(.startReading(Self.asked), key: "l") },
        "deliver": { $0.give(.deliverReading(use: $0.latestUse, isFallback: false)) },
        "fail": { $0.give(.failReading(use: $0.latestUse, .model)) },
    ]
}

extension Desk {
    fileprivate mutating func buyTwo() {
        self.pay("TICKET_3", "c")
        self.pay("TICKET_3", "d")
    }

    /// The last reading that began, or a position where none did.
    fileprivate var latestUse: Position {
        self.log.last { $0.event.kind == .readingStarted }?.position ?? 1
    }
}
