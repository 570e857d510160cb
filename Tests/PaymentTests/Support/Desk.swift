import Ledger
import Payments
import Projections

/// A ledger without a disk: decides commands against real books and folds what they append.
struct Desk {
    static let start = Instant(seconds: 1_795_400_000)

    private(set) var books = Books()
    private(set) var log: [RecordedEvent] = []
    private var overlay = Overlay()

    /// While it is on, decisions see their events through an overlay and the books stay as they
    /// are, as in a batch of the writer.
    var isBatching = false {
        didSet { if !self.isBatching { self.commit() } }
    }

    var now = Self.start
    var catalogue = Catalogue.builtIn

    /// A desk with the paywall on, which is what most rules are about.
    init(isPaywallOn: Bool = true) {
        guard isPaywallOn else { return }
        self.set(.paywallEnabled, "on")
    }

    /// Decides a command as the service would, records its events and returns the decision.
    @discardableResult
    mutating func give(
        _ command: Command,
        to user: Int64? = 1,
        actor: Actor = .user,
        cause: Cause = .update,
        key: String? = nil,
        language: String? = nil
    ) -> Decision {
        let row = command.charge.flatMap { self.overlay.row(listedAs: $0, over: self.books) }
        let command = row.map { command.about($0) } ?? command
        let charge = command.charge.flatMap { self.overlay.charge($0, over: self.books) }
        var owner = user.map { UserID(rawValue: $0) }
        if command.actsOnOwner, let charge { owner = charge.user }
        let request = Request(
            user: owner,
            at: self.now,
            cause: cause,
            actor: actor,
            rid: "r\(self.log.count)",
            key: key,
            clientLanguage: language
        )
        var standing = self.standing(of: request, charge)
        if case .pairRow(let row, let listed) = command {
            standing.canPair = self.overlay.canPair(row, with: listed, over: self.books)
            standing.listed = self.overlay.charge(listed, over: self.books)
        }
        let decision = Payments.decide(command, request, in: standing)
        self.append(decision.events)
        return decision
    }

    /// Gives a command as an administrator.
    @discardableResult
    mutating func order(_ command: Command, on user: Int64? = 1, key: String? = nil) -> Decision {
        self.give(command, to: user, actor: .administrator(UserID(rawValue: 99)), key: key)
    }

    private func standing(of request: Request, _ charge: Charge?) -> Standing {
        let settings = self.overlay.settings(over: self.books)
        let position = request.key.flatMap {
            self.overlay.position(of: KeyFingerprint($0), over: self.books)
        }
        let earlier = position.map { self.log[Int($0) - 1] }
        let today = settings.dayClock.day(of: request.at)
        return Standing(
            person: request.user.map { self.overlay.person($0, over: self.books) } ?? Person(),
            charge: charge,
            settings: settings,
            catalogue: self.catalogue,
            costToday: self.overlay.cost(of: today, over: self.books),
            earlier: earlier.flatMap { $0.envelope.key == request.key ? $0 : nil },
            next: Position(self.log.count + 1)
        )
    }

    /// Records events as the writer would.
    mutating func append(_ events: [NewEvent]) {
        for new in events {
            let last = self.log.last?.recordedAt.microseconds ?? 0
            let event = RecordedEvent(
                position: Position(self.log.count + 1),
                recordedAt: Instant(microseconds: max(self.now.microseconds, last + 1)),
                envelope: new.envelope,
                event: new.event
            )
            self.overlay.apply(event, over: self.books)
            self.log.append(event)
        }
        if !self.isBatching { self.commit() }
    }

    /// Folds what the overlay held into the books: both must show decisions the same.
    private mutating func commit() {
        let overlay = self.overlay
        let batch = self.log.dropFirst(Int(self.books.position))
        let today = self.books.settings.dayClock.day(of: self.now)
        let cost = overlay.cost(of: today, over: self.books)
        for event in batch { self.books.apply(event) }
        self.overlay = Overlay()
        let empty = Books()
        for event in batch {
            if let user = event.user {
                precondition(overlay.person(user, over: empty) == self.books.person(user))
            }
            if let charge = event.event.charge {
                precondition(overlay.charge(charge, over: empty) == self.books.charge(charge))
            }
            if let key = event.envelope.key.map({ KeyFingerprint($0) }) {
                precondition(overlay.position(of: key, over: empty) == self.books.position(of: key))
            }
            if event.event.kind == .settingChanged {
                precondition(overlay.settings(over: empty) == self.books.settings)
            }
        }
        precondition(cost == self.books.cost(of: today))
    }

    /// Records one event that no command makes.
    mutating func append(_ event: Event, user: Int64 = 1, cause: Cause, actor: Actor = .system) {
        let envelope = Envelope(
            user: UserID(rawValue: user),
            effectiveAt: self.now,
            cause: cause,
            actor: actor,
            rid: "test"
        )
        self.append([NewEvent(event, in: envelope)])
    }
}

extension Desk {
    mutating func set(_ setting: Setting, _ value: String) {
        self.give(
            .changeSetting(name: setting.rawValue, value: value),
            to: nil,
            actor: .system,
            cause: .start
        )
    }

    mutating func advance(seconds: Int64) { self.now = self.now.adding(seconds: seconds) }
    mutating func advance(days: Int64) { self.advance(seconds: days * 86_400) }

    func person(_ user: Int64 = 1) -> Person {
        self.overlay.person(UserID(rawValue: user), over: self.books)
    }

    func charge(_ name: String) -> Charge? {
        self.overlay.charge(ChargeID(rawValue: name), over: self.books)
    }

    /// The kinds of the events appended since a position.
    func kinds(since position: Position) -> [String] {
        self.log.dropFirst(Int(position)).map(\.event.kind.name)
    }

    /// Someone who came and accepted the terms.
    mutating func welcome(_ user: Int64 = 1) {
        self.give(.acceptTerms(version: 1), to: user)
    }

    @discardableResult
    mutating func pay(
        _ sku: String,
        _ charge: String,
        user: Int64 = 1,
        amount: Int64? = nil,
        cause: Cause = .update
    ) -> Decision {
        let payload = "{\"sku\": \"\(sku)\", \"user_id\": \(user)}"
        let price = self.catalogue.product(SKU(rawValue: sku), settings: self.books.settings)
        return self.give(
            .receivePayment(
                Payment(
                    charge: ChargeID(rawValue: charge),
                    payload: payload,
                    amount: amount ?? price?.stars.count ?? 0
                )
            ),
            to: user,
            actor: cause == .update ? .user : .system,
            cause: cause
        )
    }

    @discardableResult
    mutating func refund(_ charge: String) -> Decision {
        self.order(.requestRefund(ChargeID(rawValue: charge), reason: "asked"), on: nil)
    }

    @discardableResult
    mutating func settle(_ charge: String, _ answer: RefundAnswer = .done) -> Decision {
        self.give(
            .settleRefund(ChargeID(rawValue: charge), answer),
            to: nil,
            actor: .system
        )
    }

    /// Begins a reading, and names the use where one began.
    @discardableResult
    mutating func read(_ spread: Spread, user: Int64 = 1, key: String? = nil) -> Position? {
        let asked = ReadingRequest(spread: spread, draw: .fool(spread))
        let decision = self.give(.startReading(asked), to: user, key: key)
        guard case .reading(let reading) = decision.outcome else { return nil }
        return reading.use
    }
}

extension Draw {
    /// As many fools as the spread lays cards: what is drawn is no business of the rules.
    static func fool(_ spread: Spread) -> Draw {
        Draw((0..<spread.cardCount).compactMap { _ in DrawnCard(card: 0, isReversed: false) })
    }
}

extension Outcome {
    /// Whether it is a refusal.
    var isRefusal: Bool {
        guard case .refused = self else { return false }
        return true
    }
}
