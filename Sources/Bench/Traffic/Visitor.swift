internal import Ledger
internal import Payments

/// Somebody who comes by, and what they do, command by command.
///
/// One visit is ten events: two of contact or of the shop, two payments, six of readings. That is
/// the mix that every figure is about: 60 % uses, 20 % payments, 20 % other.
struct Visitor {
    /// How many events one visit leaves.
    static let eventsAVisit: Int64 = 10

    /// How much of a first visit somebody stays for.
    enum Stay: String {
        /// They come and accept the terms: two events.
        case contact
        /// They buy a ticket as well: three events.
        case purchase
        /// They read their cards, and everything else.
        case visit
    }

    /// What happens during a visit, in order.
    private enum Step: Int, CaseIterable {
        case arrive, approve, buy, begin, deliver, buyMore, beginSmall, deliverSmall
    }

    /// The largest prime below 2³³: multiplying by anything in between shuffles what is below it.
    private static let modulus: UInt64 = 8_589_934_583

    /// Where user names begin; Telegram's have nine digits and more.
    private static let firstUser: UInt64 = 100_000_000

    /// The user's name, far from those of whoever came before and after.
    let user: UserID

    private let number: UInt64
    private var visit: UInt64 = 0
    private var step = Step.arrive
    private var use: Position = 0
    private var chance: Chance

    /// Somebody by their number; the same number and seed do the same.
    init(number: UInt64, seed: UInt64) {
        self.number = number
        self.chance = Chance(seed: seed ^ (number &* 0x9E37_79B9_7F4A_7C15))
        let shuffled = number % Self.modulus * 2_654_435_761 % Self.modulus
        self.user = UserID(rawValue: Int64(Self.firstUser + shuffled))
    }

    /// How many visits are over.
    var visitCount: Int { Int(self.visit) }

    /// Whether they have done all that they came for.
    func isOver(_ stay: Stay, visitsEach: Int) -> Bool {
        switch stay {
        case .contact: self.step != .arrive
        case .purchase: self.step.rawValue > Step.buy.rawValue
        case .visit: self.visitCount >= visitsEach
        }
    }

    /// The next thing they do.
    ///
    /// - Parameter moment: When.
    /// - Returns: What they want, and its circumstances.
    mutating func next(at moment: Instant) -> (command: Command, request: Request) {
        let command = self.command(at: moment)
        let serial = (self.number << 6 | self.visit & 63) << 3 | UInt64(self.step.rawValue)
        let request = Request(
            user: self.user,
            at: moment,
            cause: .update,
            actor: .user,
            rid: self.chance.word(of: 8),
            key: "u:\(Self.firstUser + serial)",
            clientLanguage: "ja"
        )
        self.move()
        return (command, request)
    }

    /// Takes note of what a command of theirs led to.
    mutating func saw(_ event: Event, at position: Position) {
        if case .readingStarted = event { self.use = position }
    }

    private mutating func move() {
        let following = Step(rawValue: self.step.rawValue + 1)
        if following == nil { self.visit += 1 }
        self.step = following ?? .arrive
        // Whoever accepted the terms a moment ago does not ask for an invoice as well.
        if self.step == .approve, self.visit == 0 { self.step = .buy }
    }

    private mutating func command(at moment: Instant) -> Command {
        let isLarge = self.visit % 2 == 1
        switch self.step {
        case .arrive:
            return self.visit == 0 ? .acceptTerms(version: 1) : .sendInvoice(Self.small.sku)
        case .approve:
            let payload = InvoicePayload(sku: Self.small.sku, user: self.user).text
            let checkout = Checkout(payload: payload, amount: Self.small.stars, currency: "XTR")
            return .approveCheckout(checkout)
        case .buy: return self.payment(of: Self.small, at: moment)
        case .begin: return self.reading(isLarge ? .hexagram : .three)
        case .deliver, .deliverSmall: return .deliverReading(use: self.use, isFallback: false)
        case .buyMore: return self.payment(of: Self.large, at: moment)
        case .beginSmall: return self.reading(.one)
        }
    }

    private static let small = (sku: SKU(rawValue: "TICKET_3"), stars: Int64(100))
    private static let large = (sku: SKU(rawValue: "TICKET_7"), stars: Int64(300))

    private mutating func payment(
        of product: (sku: SKU, stars: Int64),
        at moment: Instant
    ) -> Command {
        // As long as Telegram's own names for charges are.
        let charge = ChargeID(rawValue: "stx" + self.chance.word(of: 100))
        return .receivePayment(
            Payment(
                charge: charge,
                payload: InvoicePayload(sku: product.sku, user: self.user).text,
                amount: product.stars,
                paidAt: Instant(seconds: moment.seconds)
            )
        )
    }

    private mutating func reading(_ spread: Spread) -> Command {
        var cards: [DrawnCard] = []
        var card = self.chance.below(UInt64(DrawnCard.deckCount))
        for _ in 0..<spread.cardCount {
            card = (card + 7) % UInt64(DrawnCard.deckCount)
            let isReversed = self.chance.below(2) == 1
            if let drawn = DrawnCard(card: UInt8(card), isReversed: isReversed) {
                cards.append(drawn)
            }
        }
        return .startReading(
            ReadingRequest(
                spread: spread,
                draw: Draw(cards),
                theme: spread == .one ? nil : .love,
                questionDigest: Int64(bitPattern: self.chance.next())
            )
        )
    }
}
