import Foundation
import Ledger
import Payments

extension Model {
    /// What a command should append, by kind; what it changes is changed here.
    ///
    /// `next` is the position that the first appended event gets.
    mutating func expect(
        _ command: Command,
        from id: Int64,
        isOwn: Bool,
        at: Instant,
        next: Int64
    ) -> [String] {
        var next = next
        var kinds: [String] = []
        if isOwn, self.users[id]?.firstAt == nil {
            self.users[id, default: User()].firstAt = at
            kinds.append("first_seen")
            next += 1
        }
        return kinds + self.follow(command, id, at, next)
    }

    private mutating func follow(
        _ command: Command,
        _ id: Int64,
        _ at: Instant,
        _ next: Int64
    ) -> [String] {
        switch command {
        case .acceptTerms:
            guard self.users[id]?.hasTerms != true else { return [] }
            self.users[id, default: User()].hasTerms = true
            return ["terms_accepted"]
        case .sendInvoice(let sku): return self.sendInvoice(sku.rawValue, id, at)
        case .approveCheckout(let checkout): return self.approve(checkout, id)
        case .receivePayment(let payment): return self.receive(payment, id, at, next)
        case .noteRefund(let charge, let stars, _):
            return self.back(charge.rawValue, id, stars: stars, at)
        case .requestRefund(let charge, _): return self.askRefund(charge.rawValue, at)
        case .settleRefund(let charge, let answer):
            return self.settle(charge.rawValue, answer, at)
        case .resolve(let charge, let sku):
            return self.resolve(charge.rawValue, sku.rawValue, at, next)
        case .grant(let grant): return self.grant(grant, id, at, next)
        case .revoke(let sku, _, _): return self.revoke(sku.rawValue, id, at, next)
        case .hold: return self.hold(id, true, "held")
        case .release: return self.hold(id, false, "released")
        case .startReading(let asked): return self.start(asked.spread, id, at, next)
        case .startConsultation: return self.start(nil, id, at, next)
        case .deliverReading(let use, _): return self.end(use, id, isReading: true, isGood: true)
        case .failReading(let use, _): return self.end(use, id, isReading: true, isGood: false)
        case .answerConsultation(let use):
            return self.end(use, id, isReading: false, isGood: true)
        case .failConsultation(let use, _):
            return self.end(use, id, isReading: false, isGood: false)
        default: return []
        }
    }
}

// MARK: - Shop

extension Model {
    private mutating func sendInvoice(_ sku: String, _ id: Int64, _ at: Instant) -> [String] {
        let user = self.users[id] ?? User()
        guard Self.prices[sku] != nil, user.hasTerms else { return [] }
        if sku == "ADDON_IMAGES", !self.isAddonOn || user.hasImages { return [] }
        if sku.hasPrefix("TICKET"), let end = user.passEnd, at < end { return [] }
        if let last = user.invoices[sku] {
            let age = at.microseconds - last.microseconds
            if (0..<30_000_000).contains(age) { return [] }
        }
        self.users[id]?.invoices[sku] = at
        return ["invoice_sent"]
    }

    /// Reads a payload loosely: the sequences only ever make these forms.
    private static func parse(_ payload: String) -> (sku: String, user: Int64?)? {
        let object = try? JSONSerialization.jsonObject(with: Data(payload.utf8))
        guard let members = object as? [String: Any], let sku = members["sku"] as? String else {
            return nil
        }
        return (sku, members["user_id"] as? Int64)
    }

    private func fits(_ payload: String, _ amount: Int64, _ currency: String, _ id: Int64) -> Bool {
        guard let parsed = Self.parse(payload), let price = Self.prices[parsed.sku] else {
            return false
        }
        return (parsed.user ?? id) == id && currency == "XTR" && amount == price
    }

    private mutating func approve(_ checkout: Checkout, _ id: Int64) -> [String] {
        let user = self.users[id] ?? User()
        let isFine =
            self.fits(checkout.payload, checkout.amount, checkout.currency, id) && user.hasTerms
        guard isFine else { return ["checkout_rejected"] }
        if Self.parse(checkout.payload)?.sku == "ADDON_IMAGES" {
            guard self.isAddonOn, !user.hasImages else { return ["checkout_rejected"] }
        }
        return ["checkout_approved"]
    }

    private mutating func receive(
        _ payment: Payment,
        _ id: Int64,
        _ at: Instant,
        _ next: Int64
    ) -> [String] {
        let name = payment.charge.rawValue
        let parsed = Self.parse(payment.payload)
        let known = self.charges[name]
        if let known {
            if known.isSeen {
                if known.isImported { return [] }
                let isSame =
                    known.user == id && known.amount == payment.amount
                    && (parsed == nil || known.reported == nil || parsed?.sku == known.reported)
                return isSame ? [] : ["payment_conflict"]
            }
            if known.user != id { return ["payment_conflict"] }
        }
        let isFit = self.fits(payment.payload, payment.amount, payment.currency, id)
        var charge = known ?? Charge(user: id)
        (charge.isSeen, charge.amount, charge.reported) = (true, payment.amount, parsed?.sku)
        self.received += payment.amount
        guard isFit || charge.isByHand else {
            self.charges[name] = charge
            return ["payment_unmatched"]
        }
        charge.isBought = true
        if isFit, let sku = parsed?.sku {
            if !charge.isByHand, charge.refund == 0 {
                let paidAt = payment.paidAt ?? at
                let isLate = at.microseconds > paidAt.microseconds + 3_600_000_000
                charge.unit = next
                self.issue(
                    id,
                    Unit(
                        id: next,
                        sku: sku,
                        what: Self.what(sku),
                        from: isLate && !payment.isRecovery ? at : paidAt
                    )
                )
            }
            self.users[id]?.invoices[sku] = nil
        } else {
            // Fulfilled by hand: it counts as the product that the administrator named.
            let sku = self.users[id]?.units.first { $0.id == charge.unit }?.sku
            if let sku { self.users[id]?.invoices[sku] = nil }
        }
        self.charges[name] = charge
        return ["payment_received"]
    }
}

// MARK: - Refunds

extension Model {
    private mutating func askRefund(_ name: String, _ at: Instant) -> [String] {
        guard let charge = self.charges[name], charge.refund == 0 else { return [] }
        self.charges[name]?.refund = 1
        self.takeBack(name, at: at)
        return ["refund_requested"]
    }

    private mutating func settle(
        _ name: String,
        _ answer: RefundAnswer,
        _ at: Instant
    ) -> [String] {
        guard let charge = self.charges[name], charge.refund != 2 else { return [] }
        guard case .failed = answer else {
            return self.back(name, charge.user, stars: charge.amount, at)
        }
        guard charge.refund == 1 else { return [] }
        self.charges[name]?.refund = 0
        self.undo(name)
        return ["refund_failed"]
    }

    private mutating func back(
        _ name: String,
        _ id: Int64,
        stars: Int64,
        _ at: Instant
    ) -> [String] {
        guard self.charges[name]?.refund != 2 else { return [] }
        if self.charges[name] == nil { self.charges[name] = Charge(user: id) }
        if self.charges[name]?.refund == 0 { self.takeBack(name, at: at) }
        self.charges[name]?.refund = 2
        self.refunded += stars
        return ["payment_refunded"]
    }
}

// MARK: - Administration

extension Model {
    private mutating func resolve(
        _ name: String,
        _ sku: String,
        _ at: Instant,
        _ next: Int64
    ) -> [String] {
        guard let charge = self.charges[name], charge.isSeen, !charge.isBought, !charge.isByHand,
            charge.refund == 0, Self.prices[sku] != nil
        else { return [] }
        self.charges[name]?.isBought = true
        self.charges[name]?.unit = next
        self.users[charge.user]?.invoices[sku] = nil
        self.issue(charge.user, Unit(id: next, sku: sku, what: Self.what(sku), from: at))
        return ["payment_received"]
    }

    private mutating func grant(
        _ grant: Grant,
        _ id: Int64,
        _ at: Instant,
        _ next: Int64
    ) -> [String] {
        let sku = grant.sku.rawValue
        guard Self.prices[sku] != nil else { return [] }
        if let name = grant.charge?.rawValue {
            if let charge = self.charges[name] {
                let isOpen = charge.isImported ? charge.worth == .nothing : !charge.isBought
                guard charge.user == id, charge.refund == 0, !charge.isByHand, isOpen else {
                    return []
                }
            }
            var charge = self.charges[name] ?? Charge(user: id)
            (charge.isByHand, charge.unit) = (true, next)
            self.charges[name] = charge
        }
        let units = self.users[id]?.units ?? []
        let revoked = units.indices.filter { index in
            let unit = units[index]
            guard unit.revokedAt != nil, !unit.isLive, unit.returnedAs == nil else { return false }
            return self.isOfProduct(unit, sku)
        }
        if let newest = revoked.max(by: { units[$0].revokedAt ?? 0 < units[$1].revokedAt ?? 0 }) {
            self.users[id]?.units[newest].returnedAs = next
        }
        self.issue(id, Unit(id: next, sku: sku, what: Self.what(sku), from: at))
        return ["granted"]
    }

    private func isOfProduct(_ unit: Unit, _ sku: String) -> Bool {
        if case .pass = unit.what {
            return sku.hasPrefix("PASS") && (unit.sku == sku || unit.sku.isEmpty)
        }
        return unit.what == Self.what(sku)
    }

    private mutating func revoke(
        _ sku: String,
        _ id: Int64,
        _ at: Instant,
        _ next: Int64
    ) -> [String] {
        guard var user = self.users[id] else { return [] }
        switch Self.what(sku) {
        case .ticket(let kind):
            guard user.piles[kind, default: Pile()].held > 0 else { return [] }
        case .pass:
            guard let end = user.passEnd, at < end else { return [] }
        case .images, .nothing: break
        }
        let index = user.units.lastIndex { $0.isLive && self.isOfProduct($0, sku) }
        guard let index else { return [] }
        user.units[index].isLive = false
        user.units[index].revokedAt = next
        if case .ticket(let kind) = user.units[index].what {
            user.piles[kind]?.held -= 1
            user.piles[kind]?.withdrawn += 1
        }
        self.users[id] = user
        return ["revoked"]
    }

    private mutating func hold(_ id: Int64, _ isHeld: Bool, _ kind: String) -> [String] {
        guard (self.users[id]?.isHeld ?? false) != isHeld else { return [] }
        self.users[id, default: User()].isHeld = isHeld
        return [kind]
    }
}

// MARK: - Uses

extension Model {
    private mutating func start(
        _ spread: Spread?,
        _ id: Int64,
        _ at: Instant,
        _ next: Int64
    ) -> [String] {
        guard let access = self.access(id, spread, at: at) else { return [] }
        var use = Use(spread: spread)
        if access == .free { use.freeDay = self.users[id, default: User()].count(spread, at: at) }
        var kinds = [spread == nil ? "consultation_started" : "reading_started"]
        if access == .ticket, let spread, let kind = TicketKind(opening: spread) {
            use.ticket = kind
            self.users[id]?.piles[kind]?.held -= 1
            self.users[id]?.piles[kind]?.reserved += 1
            kinds.append("ticket_reserved")
        }
        self.users[id, default: User()].uses[next] = use
        return kinds
    }

    private mutating func end(
        _ position: Int64,
        _ id: Int64,
        isReading: Bool,
        isGood: Bool
    ) -> [String] {
        guard let use = self.users[id]?.uses[position], (use.spread != nil) == isReading else {
            return []
        }
        self.users[id]?.uses[position] = nil
        var kinds: [String] = []
        if let ticket = use.ticket {
            self.settleReserved(id, ticket, isUsed: isGood)
            kinds.append(isGood ? "ticket_consumed" : "ticket_released")
        }
        if !isGood, let day = use.freeDay, self.users[id]?.countDay == day {
            if use.spread == nil {
                self.users[id]?.consults -= 1
            } else {
                self.users[id]?.oneCards -= 1
            }
        }
        if isReading {
            kinds.append(isGood ? "reading_delivered" : "reading_failed")
        } else {
            kinds.append(isGood ? "consultation_answered" : "consultation_failed")
        }
        return kinds
    }
}
