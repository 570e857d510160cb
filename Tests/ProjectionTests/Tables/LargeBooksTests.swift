import Ledger
import Projections
import Testing

/// Books of more people than stay unpacked: what was packed, moved and written is what was folded.
@Suite struct LargeBooksTests {
    private static let userCount: Int64 = 3_000
    private static let roundCount: Int64 = 4

    @Test("Thousands of people, charges and keys keep apart, packed, moved, and after a snapshot")
    func apart() throws {
        var books = Books()
        for round in 0..<Self.roundCount {
            for user in 1...Self.userCount { Self.pay(round, by: user, into: &books) }
            if round == 1 { books = try Books(snapshot: books.snapshotBytes) }
        }
        #expect(books.userCount == Int(Self.userCount))
        #expect(books.users == (1...Self.userCount).map { UserID(rawValue: $0) })
        #expect(books.allCharges.map(\.id) == Self.everyCharge)
        try Self.expectAll(in: books)
        try Self.expectAll(in: Books(snapshot: books.snapshotBytes))
    }

    @Test("What was packed has the same canonical bytes as what was not")
    func canonical() throws {
        var books = Books()
        for user in 1...Self.userCount { Self.pay(0, by: user, into: &books) }
        // Nothing of a snapshot that was just read is unpacked.
        let packed = try Books(snapshot: books.snapshotBytes)
        for projection in Books.Projection.allCases {
            let isSame =
                packed.canonicalBytes(of: projection) == books.canonicalBytes(of: projection)
            #expect(isSame, "\(projection)")
        }
    }

    @Test("A charge that turns out to be another one's second name is taken out, and no other")
    func takenOut() throws {
        let stars = try Stars(100)
        var books = Books()
        for user in 1...Self.userCount {
            let row = ChargeID(rawValue: "legacy:\(user)")
            let imported = PaymentReceived(
                charge: row,
                sku: SKU(rawValue: "TICKET_3"),
                stars: stars,
                gives: nil
            )
            books.record(.paymentReceived(imported), user: user)
            let refund = PaymentRefunded(charge: Self.charge(0, user), stars: stars)
            books.record(.paymentRefunded(refund), user: user)
        }
        for user in stride(from: 2, through: Self.userCount, by: 2) {
            let pair = PaymentReceived(
                charge: Self.charge(0, user),
                sku: SKU(rawValue: "TICKET_3"),
                stars: stars,
                gives: nil,
                row: ChargeID(rawValue: "legacy:\(user)")
            )
            books.record(.paymentReceived(pair), user: user)
        }
        for books in [books, try Books(snapshot: books.snapshotBytes)] {
            #expect(books.allCharges.count == Int(Self.userCount * 3 / 2))
            for user in 1...Self.userCount {
                let row = ChargeID(rawValue: "legacy:\(user)")
                let told = try #require(books.charge(Self.charge(0, user)))
                let kept = try #require(books.charge(row))
                try #require(kept.first != nil)
                try #require((told == kept) == (user % 2 == 0))
                try #require(told.user == UserID(rawValue: user))
                try #require((told.refund == .refunded) == (user % 2 == 1))
            }
        }
    }

    private static func pay(_ round: Int64, by user: Int64, into books: inout Books) {
        guard let stars = try? Stars(100) else { return }
        let payment = PaymentReceived(
            charge: Self.charge(round, user),
            sku: SKU(rawValue: "TICKET_3"),
            stars: stars,
            gives: .ticket(.three)
        )
        books.record(.paymentReceived(payment), user: user, key: Self.key(round, user))
    }

    private static func expectAll(in books: Books) throws {
        for user in 1...Self.userCount {
            let positions = (0..<Self.roundCount).map { $0 * Self.userCount + user }
            let person = try #require(books.person(UserID(rawValue: user)))
            try #require(person.units.map(\.position) == positions)
            try #require(person.tickets(.three).held == Int32(Self.roundCount))
            for round in 0..<Self.roundCount {
                let position = positions[Int(round)]
                let charge = try #require(books.charge(Self.charge(round, user)))
                try #require(charge.user == UserID(rawValue: user) && charge.first == position)
                let key = KeyFingerprint(Self.key(round, user))
                try #require(books.position(of: key) == position)
            }
        }
        #expect(books.person(UserID(rawValue: Self.userCount + 1)) == nil)
        #expect(books.charge(Self.charge(Self.roundCount, 1)) == nil)
        #expect(books.position(of: KeyFingerprint(Self.key(Self.roundCount, 1))) == nil)
    }

    private static var everyCharge: [ChargeID] {
        (0..<Self.roundCount).flatMap { round in
            (1...Self.userCount).map { Self.charge(round, $0) }
        }
    }

    private static func charge(_ round: Int64, _ user: Int64) -> ChargeID {
        ChargeID(rawValue: "charge-\(round)-\(user)")
    }

    private static func key(_ round: Int64, _ user: Int64) -> String { "key-\(round)-\(user)" }
}
