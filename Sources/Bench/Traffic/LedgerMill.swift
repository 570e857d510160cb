internal import Ledger
internal import Payments
internal import Projections

/// Makes the events of a large ledger: real decisions about a crowd in which many come and go at a
/// time, in an order that a seed decides.
struct LedgerMill {
    /// How many people are there at a time.
    static let presentCount = 1_000

    /// How many events go into one transaction, as a bulk write does it.
    static let batchCount = 8_192

    /// When the first of them came: 2026-01-01 in Tokyo.
    static let opening = Instant(seconds: 1_767_193_200)

    /// How long an event was on its way before it was recorded, in microseconds.
    private static let delay: Int64 = 3_000

    /// Somebody who is there, and the part of the books that is about them.
    private struct Guest {
        var visitor: Visitor
        var books: Books
    }

    private let seed: UInt64
    private let stay: Visitor.Stay
    private let visitsEach: Int
    private var chance: Chance
    private var guests: [Guest] = []
    private var house = Books()
    private var comerCount: UInt64 = 0
    private var batchNumber: Int64 = 0
    /// How many people are done.
    private(set) var leftCount: Int64 = 0
    /// The position of the last event made.
    private(set) var position: Position

    /// Prepares a crowd.
    ///
    /// - Parameters:
    ///   - seed: What decides who comes when.
    ///   - position: The last event of the ledger that the events are for.
    ///   - firstVisitor: The number of the first who comes.
    ///   - stay: How much of a visit they stay for.
    ///   - visitsEach: How often everybody comes who stays for whole visits.
    init(
        seed: UInt64,
        after position: Position = 0,
        firstVisitor: UInt64 = 0,
        stay: Visitor.Stay = .visit,
        visitsEach: Int = 1
    ) {
        self.stay = stay
        self.seed = seed
        self.visitsEach = visitsEach
        self.position = position
        self.comerCount = firstVisitor
        self.chance = Chance(seed: seed)
    }

    /// The clock that the next batch is to be recorded by: batches are hours apart.
    var clock: Instant {
        Self.opening.adding(seconds: self.batchNumber * Int64(Self.batchCount))
    }

    /// The setting without which nobody would need a ticket.
    mutating func openHouse() -> [NewEvent] {
        let command = Command.changeSetting(name: "PAYWALL_ENABLED", value: "true")
        let request = Request(
            user: nil,
            at: self.clock,
            cause: .commandLine,
            actor: .operator("bench"),
            rid: "bench"
        )
        let standing = self.standing(of: nil, nil, in: self.house)
        let events = Payments.decide(command, request, in: standing).events
        var house = self.house
        for event in events { self.record(event, in: &house) }
        self.house = house
        return events
    }

    /// The next events, of one batch; a few more than wanted where a decision makes several.
    mutating func batch(of count: Int = Self.batchCount) -> [NewEvent] {
        var events: [NewEvent] = []
        events.reserveCapacity(count + 2)
        while self.guests.count < Self.presentCount { self.welcome() }
        while events.count < count {
            let index = Int(self.chance.below(UInt64(Self.presentCount)))
            events += self.act(index, at: events.count)
            if self.guests[index].visitor.isOver(self.stay, visitsEach: self.visitsEach) {
                self.leftCount += 1
                self.guests.swapAt(index, self.guests.count - 1)
                self.guests.removeLast()
                self.welcome()
            }
        }
        self.batchNumber += 1
        return events
    }

    private mutating func welcome() {
        let visitor = Visitor(number: self.comerCount, seed: self.seed)
        self.guests.append(Guest(visitor: visitor, books: self.house))
        self.comerCount += 1
    }

    private mutating func act(_ index: Int, at offset: Int) -> [NewEvent] {
        let moment = Instant(
            microseconds: self.clock.microseconds + Int64(offset) - Self.delay
        )
        var guest = self.guests[index]
        let (command, request) = guest.visitor.next(at: moment)
        let standing = self.standing(of: request.user, command.charge, in: guest.books)
        let decision = Payments.decide(command, request, in: standing)
        precondition(!decision.events.isEmpty, "the crowd was refused: \(decision.outcome)")
        for event in decision.events {
            self.record(event, in: &guest.books)
            guest.visitor.saw(event.event, at: self.position)
        }
        self.guests[index] = guest
        return decision.events
    }

    private mutating func record(_ event: NewEvent, in books: inout Books) {
        self.position += 1
        books.leaveOut(through: self.position - 1)
        books.apply(
            RecordedEvent(
                position: self.position,
                recordedAt: self.clock,
                envelope: event.envelope,
                event: event.event
            )
        )
    }

    private func standing(of user: UserID?, _ charge: ChargeID?, in books: Books) -> Standing {
        Standing(
            person: user.flatMap { books.person($0) } ?? Person(),
            charge: charge.flatMap { books.charge($0) },
            settings: books.settings,
            catalogue: .builtIn,
            costToday: 0,
            earlier: nil,
            next: self.position + 1
        )
    }
}
