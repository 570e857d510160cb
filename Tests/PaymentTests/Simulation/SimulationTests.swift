import Ledger
import Payments
import Projections
import Testing

/// Random commands against the books and against a simple model of the rules.
///
/// Method: after every command the events appended, the person, the charge and the paywall's
/// answers are compared; at the end the log is folded again from nothing.
@Suite struct SimulationTests {
    static let sequenceCount = 200
    static let stepCount = 200

    @Test("The books and the model agree after every command", arguments: 0..<10)
    func agree(part: Int) throws {
        let count = Self.sequenceCount / 10
        for seed in part * count..<(part + 1) * count {
            var run = SimulationRun(seed: UInt64(seed))
            for _ in 0..<Self.stepCount {
                run.step()
                // One difference tells more than the thousand that follow it.
                try #require(run.differences.isEmpty, "seed \(seed): \(run.differences)")
            }
            run.finish()
            try #require(run.differences.isEmpty, "seed \(seed): \(run.differences)")
        }
    }
}

/// One sequence.
struct SimulationRun {
    private var desk = Desk()
    private var model = Model()
    private var generator: CommandGenerator
    private var uses: [Int64] = []
    private var keyCount = 0
    private(set) var differences: [String] = []

    init(seed: UInt64) {
        self.generator = CommandGenerator(seed: seed)
        self.desk.set(.administrators, "\(Model.admin)")
        if seed % 2 == 1 { self.importUser(2) }
    }

    mutating func step() {
        self.passTime()
        self.changeSettings()
        let step = self.complete(self.generator.step(uses: self.uses, at: self.desk.now))
        if self.generator.random.chance(10) { self.desk.isBatching.toggle() }
        self.keyCount += 1
        let key = "k\(self.keyCount)"
        let head = Int64(self.desk.log.count)
        let expected = self.model.expect(
            step.command,
            from: self.owner(of: step),
            isOwn: step.isOwn,
            at: self.desk.now,
            next: head + 1
        )
        let decision = self.give(step, key: key)
        let kinds = self.desk.kinds(since: head)
        if kinds != expected {
            self.differences.append("\(step.command): \(kinds), expected \(expected)")
        }
        self.noteUses(decision)
        self.repeatSometimes(step, key: key, kinds: kinds)
        self.compare(user: self.owner(of: step))
        if let charge = step.command.charge { self.compare(charge: charge) }
    }

    /// Folds the log again from nothing, and compares every byte.
    mutating func finish() {
        self.desk.isBatching = false
        var again = Books()
        for event in self.desk.log { again.apply(event) }
        let restored = try? Books(snapshot: self.desk.books.snapshotBytes)
        for projection in Books.Projection.allCases {
            let live = self.desk.books.canonicalBytes(of: projection)
            if again.canonicalBytes(of: projection) != live {
                self.differences.append("\(projection) differs when folded again")
            }
            if restored?.canonicalBytes(of: projection) != live {
                self.differences.append("\(projection) differs when read from a snapshot")
            }
        }
        self.compareMoney()
    }
}

// MARK: - Steps

extension SimulationRun {
    private mutating func passTime() {
        switch Int.random(in: 0..<20, using: &self.generator.random) {
        case 0: self.desk.advance(days: Int64.random(in: 1..<4, using: &self.generator.random))
        case 1:
            self.desk.advance(seconds: -Int64.random(in: 1..<90_000, using: &self.generator.random))
        case 2..<8:
            self.desk.advance(seconds: Int64.random(in: 1..<20_000, using: &self.generator.random))
        default: self.desk.advance(seconds: Int64.random(in: 0..<20, using: &self.generator.random))
        }
    }

    private mutating func changeSettings() {
        switch Int.random(in: 0..<60, using: &self.generator.random) {
        case 0:
            self.model.isPaywallOn.toggle()
            self.desk.set(.paywallEnabled, self.model.isPaywallOn ? "1" : "0")
        case 1:
            self.model.isAddonOn.toggle()
            self.desk.set(.imageAddonEnabled, self.model.isAddonOn ? "1" : "0")
        case 2:
            // The cap is passed or not by its height, so that the model needs no day's cost.
            self.model.isCapped.toggle()
            self.desk.set(.dailyCostCap, self.model.isCapped ? "0.000001" : "1000000")
        default: break
        }
        if self.model.isCapped { self.spend() }
    }

    private mutating func spend() {
        let used = ModelUsed(model: "m", costMicroUSD: 1)
        self.desk.give(.recordModelUse(used), to: nil, actor: .system)
    }

    /// A refund from outside carries the real amount where it is known.
    private func complete(_ step: CommandGenerator.Step) -> CommandGenerator.Step {
        guard case .noteRefund(let charge, _, let at) = step.command else { return step }
        let known = self.model.charges[charge.rawValue]
        var step = step
        let stars = known?.isSeen == true ? known?.amount ?? 0 : 100
        step.command = .noteRefund(charge, stars: stars, at: at)
        return step
    }

    private func owner(of step: CommandGenerator.Step) -> Int64 {
        guard step.command.actsOnOwner, let charge = step.command.charge else { return step.user }
        return self.model.charges[charge.rawValue]?.user ?? step.user
    }

    private mutating func give(_ step: CommandGenerator.Step, key: String) -> Decision {
        self.desk.give(
            step.command,
            to: step.user,
            actor: step.isOwn ? .user : .administrator(UserID(rawValue: Model.admin)),
            cause: step.isReconciled ? .reconciliation : .update,
            key: key
        )
    }

    private mutating func noteUses(_ decision: Decision) {
        switch decision.outcome {
        case .reading(let reading): self.uses.append(reading.use)
        case .consultation(let consultation): self.uses.append(consultation.use)
        default: break
        }
        if self.uses.count > 6 { self.uses.removeFirst() }
    }

    /// The same command with the same key appends nothing; other content is refused.
    private mutating func repeatSometimes(
        _ step: CommandGenerator.Step,
        key: String,
        kinds: [String]
    ) {
        guard self.generator.random.chance(25), kinds.contains(where: { $0 != "first_seen" })
        else { return }
        let again = self.give(step, key: key)
        if !again.events.isEmpty,
            self.desk.kinds(since: Int64(self.desk.log.count - again.events.count)) != [
                "payment_conflict"
            ]
        {
            self.differences.append("a repeat of \(step.command) appended \(again.events)")
        }
        let other = self.desk.give(.hold(reason: "other \(key)"), to: step.user, key: key)
        if other.outcome != .refused(.keyReused) || !other.events.isEmpty {
            self.differences.append("a reused key was answered \(other.outcome)")
        }
    }

    /// Someone from the earlier database, with three charges of its own.
    private mutating func importUser(_ id: Int64) {
        let now = self.desk.now
        let end = Instant(microseconds: now.adding(seconds: 4 * 86_400).microseconds + 123)
        self.desk.append(
            .openingBalance(
                OpeningBalance(
                    ticketsThree: 2,
                    ticketsSeven: -1,
                    ticketsTen: 1,
                    passUntil: end,
                    hasImages: true,
                    firstSeen: now
                )
            ),
            user: id,
            cause: .imported
        )
        let position = Int64(self.desk.log.count)
        self.model.users[id] = Model.User(firstAt: now, opening: (end, 0))
        let seconds = 4 * 86_400 + Int64(1)
        let from = end.adding(seconds: -seconds)
        let units: [Model.What] = [
            .ticket(.three), .ticket(.three), .ticket(.ten), .pass(seconds), .images,
        ]
        for what in units {
            let isPass = what == .pass(seconds)
            self.model.issue(
                id,
                Model.Unit(id: position, sku: "", what: what, from: isPass ? from : now)
            )
        }
        for (name, sku, isGiven) in [
            ("c0", "TICKET_3", true), ("c1", "PASS_7D", true), ("c2", "ADDON_IMAGES", true),
            ("c3", "TICKET_3", true), ("c4", "TICKET_10", false),
        ] {
            self.importPayment(id, name, sku, isGiven: isGiven)
        }
    }

    private mutating func importPayment(_ id: Int64, _ name: String, _ sku: String, isGiven: Bool) {
        let product = self.desk.catalogue.product(
            SKU(rawValue: sku),
            settings: self.desk.books.settings
        )
        guard let product else { return }
        self.desk.append(
            .paymentReceived(
                PaymentReceived(
                    charge: ChargeID(rawValue: name),
                    sku: product.sku,
                    stars: product.stars,
                    gives: isGiven ? product.gives : nil
                )
            ),
            user: id,
            cause: .imported
        )
        self.model.received += product.stars.count
        self.model.charges[name] = Model.Charge(
            user: id,
            isSeen: true,
            isBought: true,
            isImported: true,
            amount: product.stars.count,
            reported: sku,
            worth: isGiven ? Model.what(sku) : .nothing
        )
    }
}

// MARK: - Comparisons

extension SimulationRun {
    private mutating func compare(user id: Int64) {
        let person = self.desk.person(id)
        let user = self.model.users[id] ?? Model.User()
        for kind in TicketKind.allCases {
            let tickets = person.tickets(kind)
            let pile = user.piles[kind] ?? Model.Pile()
            let have = [
                tickets.held, tickets.reserved, tickets.used, tickets.withdrawn, tickets.flagged,
            ].map(Int.init)
            let want = [pile.held, pile.reserved, pile.used, pile.withdrawn, pile.flagged]
            if have != want || person.waitingCount(kind) != pile.waiting.count {
                self.differences.append("user \(id) \(kind): \(have), expected \(want)")
            }
            let issued = person.units.filter { $0.gift == .ticket(kind) }
                .reduce(0) { $0 + Int($1.count) }
            if have[0...3].reduce(0, +) != issued {
                self.differences.append("user \(id) \(kind): \(issued) issued, but \(have)")
            }
        }
        if person.passUntil != user.passEnd {
            self.differences.append(
                "user \(id) pass: \(String(describing: person.passUntil)), "
                    + "expected \(String(describing: user.passEnd))"
            )
        }
        if person.hasImages != user.hasImages { self.differences.append("user \(id) images") }
        if person.isHeld != user.isHeld { self.differences.append("user \(id) held") }
        if Set(person.openUses.map(\.position)) != Set(user.uses.keys) {
            self.differences.append("user \(id) open uses")
        }
        self.comparePaywall(id, person)
    }

    private mutating func comparePaywall(_ id: Int64, _ person: Person) {
        let settings = self.desk.books.settings
        guard !self.desk.isBatching else { return }
        let day = settings.dayClock.day(of: self.desk.now)
        for spread in [nil, Spread.one, .three, .hexagram, .celtic] {
            let verdict = Paywall.decide(
                spread.map { .reading($0) } ?? .consultation,
                for: UserID(rawValue: id),
                person: person,
                settings: settings,
                costToday: self.desk.books.cost(of: day),
                at: self.desk.now
            )
            let access = self.model.access(id, spread, at: self.desk.now)
            let isSame =
                switch verdict {
                case .allowed(let given): given == access
                case .refused: access == nil
                }
            if !isSame {
                self.differences.append(
                    "user \(id) \(spread?.name ?? "consult"): \(verdict), "
                        + "expected \(String(describing: access))"
                )
            }
        }
    }

    private mutating func compare(charge id: ChargeID) {
        let charge = self.desk.charge(id.rawValue)
        guard let expected = self.model.charges[id.rawValue] else {
            if charge != nil { self.differences.append("\(id.rawValue) should be unknown") }
            return
        }
        let state: Charge.State =
            switch (expected.refund, expected.isBought, expected.isSeen, expected.isByHand) {
            case (2, _, true, _): .refunded
            case (2, _, false, _): .refundedBeforeArrival
            case (1, _, _, _): .refunding
            case (_, true, _, _): .received
            case (_, _, _, true): .fulfilledByHand
            case (_, _, true, _): .unmatched
            default: .unseen
            }
        if charge?.state != state || charge?.user.rawValue != expected.user {
            self.differences.append(
                "\(id.rawValue): \(String(describing: charge?.state)), expected \(state)"
            )
        }
    }

    /// Stars in = Stars kept + Stars given back; each charge granted at most once.
    private mutating func compareMoney() {
        let account = self.desk.books.account
        let net = self.desk.books.days.reduce(0) { $0 + self.desk.books.figures(of: $1).net }
        if account.net != net { self.differences.append("the days sum to \(net)") }
        let charges = self.desk.books.allCharges.map(\.charge)
        let arrived = charges.reduce(Int64(0)) { $0 + $1.stars }
        let back = charges.reduce(Int64(0)) { $0 + $1.starsRefunded }
        if account.received != arrived || account.refunded != back {
            self.differences.append("\(account), but \(arrived) arrived and \(back) went back")
        }
        if account.received != self.model.received {
            self.differences.append("received \(account.received), not \(self.model.received)")
        }
        var given: [ChargeID: Int] = [:]
        for event in self.desk.log {
            if case .paymentReceived(let payment) = event.event, payment.gives != nil,
                event.envelope.cause != .imported
            {
                given[payment.charge, default: 0] += 1
            }
            if case .granted(let grant) = event.event, let charge = grant.charge {
                given[charge, default: 0] += 1
            }
        }
        let twice = given.filter { $0.value > 1 }
        if !twice.isEmpty { self.differences.append("granted twice: \(twice)") }
    }
}
