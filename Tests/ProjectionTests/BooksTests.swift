import Ledger
import Projections
import Testing

/// Folds over histories that no decision would make: total, repeatable, and the same everywhere.
@Suite struct BooksTests {
    static let sequenceCount = 60
    static let eventCount = 300

    @Test("Odd histories never trap, and fold to the same bytes again")
    func total() {
        for seed in 0..<Self.sequenceCount {
            var events = RandomEvents(seed: UInt64(seed))
            let log = (0..<Self.eventCount).map { _ in events.next() }
            let (first, second) = (Self.fold(log), Self.fold(log))
            for projection in Books.Projection.allCases {
                #expect(
                    first.canonicalBytes(of: projection) == second.canonicalBytes(of: projection),
                    "seed \(seed)"
                )
            }
            self.expectConservation(first, seed: seed)
        }
    }

    private func expectConservation(_ books: Books, seed: Int) {
        for user in books.users {
            guard let person = books.person(user) else { continue }
            for kind in TicketKind.allCases {
                let tickets = person.tickets(kind)
                let issued = person.units.filter { $0.gift == .ticket(kind) }
                    .reduce(Int32(0)) { $0 + $1.count }
                let sum = tickets.held + tickets.reserved + tickets.used + tickets.withdrawn
                #expect(sum == issued, "seed \(seed), user \(user.rawValue), \(kind)")
                let isNatural = [
                    tickets.held, tickets.reserved, tickets.used, tickets.withdrawn,
                    tickets.flagged,
                ].allSatisfy { $0 >= 0 }
                #expect(isNatural, "seed \(seed), user \(user.rawValue), \(kind)")
            }
        }
        let net = books.days.reduce(0) { $0 + books.figures(of: $1).net }
        #expect(net == books.account.net, "seed \(seed)")
    }

    @Test("A snapshot of the books reads back the same, and folds on the same")
    func snapshot() throws {
        for seed in 0..<Self.sequenceCount {
            var events = RandomEvents(seed: UInt64(seed))
            let log = (0..<Self.eventCount).map { _ in events.next() }
            let half = Self.fold(Array(log.prefix(Self.eventCount / 2)))
            var restored = try Books(snapshot: half.snapshotBytes)
            #expect(restored.position == half.position)
            for event in log.dropFirst(Self.eventCount / 2) { restored.apply(event) }
            let whole = Self.fold(log)
            for projection in Books.Projection.allCases {
                #expect(
                    restored.canonicalBytes(of: projection)
                        == whole.canonicalBytes(of: projection),
                    "seed \(seed), \(projection)"
                )
            }
        }
    }

    @Test("A damaged snapshot is refused, whichever byte it is")
    func damage() {
        var events = RandomEvents(seed: 5)
        let bytes = Self.fold((0..<40).map { _ in events.next() }).snapshotBytes
        // All of the first bytes, then a few of every run.
        let places = Array(0..<400) + Array(stride(from: 400, to: bytes.count, by: 61))
        for index in places {
            var damaged = bytes
            damaged[index] ^= UInt8(1) << UInt8(index % 8)
            #expect(throws: SnapshotError.self, "byte \(index)") { try Books(snapshot: damaged) }
        }
        for count in stride(from: 0, to: bytes.count, by: 1_999) {
            #expect(throws: SnapshotError.self) { try Books(snapshot: Array(bytes.prefix(count))) }
        }
        #expect(throws: SnapshotError.self) { try Books(snapshot: bytes + [0]) }
        #expect(throws: SnapshotError.otherVersion) {
            try Books(snapshot: [2] + bytes.dropFirst())
        }
    }

    @Test("Decisions see the same through an overlay as in the books afterwards")
    func overlay() throws {
        for seed in 0..<Self.sequenceCount {
            var events = RandomEvents(seed: UInt64(seed))
            var books = Books()
            for batchCount in 1...20 {
                let batch = (0..<batchCount).map { _ in events.next() }
                var overlay = Overlay()
                for event in batch { overlay.apply(event, over: books) }
                var after = books
                for event in batch { after.apply(event) }
                try self.compare(overlay, books, after, seed: seed)
                books = after
            }
        }
    }

    private func compare(
        _ overlay: Overlay,
        _ books: Books,
        _ after: Books,
        seed: Int
    ) throws {
        for id in Int64(1)...4 {
            let user = UserID(rawValue: id)
            try #require(
                overlay.person(user, over: books) == after.person(user) ?? Person(),
                "seed \(seed)"
            )
        }
        for number in 0..<6 {
            let charge = ChargeID(rawValue: "c\(number)")
            try #require(
                overlay.charge(charge, over: books) == after.charge(charge),
                "seed \(seed)"
            )
        }
        try #require(overlay.settings(over: books) == after.settings, "seed \(seed)")
        for day in after.days {
            try #require(overlay.cost(of: day, over: books) == after.cost(of: day))
        }
        for number in 0..<50 {
            let key = KeyFingerprint("k\(number)")
            try #require(overlay.position(of: key, over: books) == after.position(of: key))
        }
    }

    @Test("A key's fingerprint is the same in every process")
    func fingerprint() {
        #expect(KeyFingerprint("").rawValue == Self.fingerprintOfNothing)
        #expect(KeyFingerprint("chat:1:2").rawValue == Self.fingerprintOfMessage)
        let many = Set((0..<10_000).map { KeyFingerprint("\($0)") })
        #expect(many.count == 10_000)
    }

    @Test("A charge gives once, whatever the log says of it")
    func givesOnce() throws {
        let stars = try Stars(100)
        let ticket = SKU(rawValue: "TICKET_3")
        func payment(_ charge: String) -> Event {
            .paymentReceived(
                PaymentReceived(
                    charge: ChargeID(rawValue: charge),
                    sku: ticket,
                    stars: stars,
                    gives: .ticket(.three)
                )
            )
        }
        var books = Books()
        for _ in 0..<2 { books.record(payment("twice"), user: 1) }
        let granted = Granted(
            charge: ChargeID(rawValue: "by hand"),
            sku: ticket,
            gives: .ticket(.three),
            reason: ""
        )
        books.record(.granted(granted), user: 1)
        books.record(payment("by hand"), user: 1)
        let refund = PaymentRefunded(charge: ChargeID(rawValue: "back"), stars: stars)
        books.record(.paymentRefunded(refund), user: 1)
        books.record(payment("back"), user: 1)
        #expect(books.person(UserID(rawValue: 1))?.tickets(.three).held == 2)
        #expect(books.account.received == 300 && books.account.net == 200)
    }

    @Test("The newest event that bears a key is remembered")
    func newestKey() {
        var books = Books()
        books.record(.userErased(UserErased()), user: 1, key: "k")
        books.record(.userErased(UserErased()), user: 2, key: "k")
        #expect(books.position(of: KeyFingerprint("k")) == 2)
        #expect(books.position(of: KeyFingerprint("l")) == nil)
    }

    @Test("The audit trail keeps a bounded number of entries, newest first")
    func auditBound() {
        var books = Books()
        for _ in 0..<Audit.entryCountMax * 3 { books.record(.held(Held(reason: "")), user: 1) }
        let newest = books.audit.newest(.max)
        #expect(newest.count == Audit.entryCountMax)
        #expect(newest.first?.position == Position(Audit.entryCountMax * 3))
    }

    private static let fingerprintOfNothing: UInt64 = 0xEFD0_1F60_BA99_2926
    private static let fingerprintOfMessage: UInt64 = 0xC337_97B7_9E7F_692F

    private static func fold(_ log: [RecordedEvent]) -> Books {
        var books = Books()
        for event in log { books.apply(event) }
        return books
    }
}
