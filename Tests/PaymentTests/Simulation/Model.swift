import Ledger

/// A second, deliberately simple account of the rules, with nothing in common with the code under
/// test but the vocabulary: lists of units and piles of tickets, changed in place.
struct Model {
    enum What: Hashable {
        case ticket(TicketKind)
        case pass(Int64)
        case images
        case nothing
    }

    struct Unit {
        var id: Int64
        var sku: String
        var what: What
        var from: Instant
        var isLive = true
        var revokedAt: Int64?
        var returnedAs: Int64?
    }

    enum How: Hashable {
        case took(unit: Int?)
        case waiting(unit: Int?)
        case flagged(unit: Int?)
        case shortened(Int64)
        case nothing
    }

    struct Pile: Hashable {
        var held = 0
        var reserved = 0
        var used = 0
        var withdrawn = 0
        var flagged = 0
        /// The charges whose refunds wait for a reserved ticket, oldest first.
        var waiting: [String] = []
    }

    struct Use {
        var spread: Spread?
        var ticket: TicketKind?
        var freeDay: Int64?
    }

    struct User {
        var firstAt: Instant?
        var hasTerms = false
        var isHeld = false
        var units: [Unit] = []
        var piles: [TicketKind: Pile] = [.three: Pile(), .seven: Pile(), .ten: Pile()]
        var uses: [Int64: Use] = [:]
        var countDay: Int64 = .min
        var oneCards = 0
        var consults = 0
        var invoices: [String: Instant] = [:]
        var opening: (end: Instant, cut: Int64)?
    }

    struct Charge {
        var user: Int64
        var isSeen = false
        var isBought = false
        var isImported = false
        var amount: Int64 = 0
        var reported: String?
        var worth = What.nothing
        var unit: Int64?
        var isByHand = false
        var refund = 0
        var how = How.nothing
    }

    static let prices: [String: Int64] = [
        "TICKET_3": 100, "TICKET_7": 300, "TICKET_10": 500, "PASS_7D": 1_000,
        "PASS_30D": 3_500, "ADDON_IMAGES": 500,
    ]
    static let admin: Int64 = 99

    var users: [Int64: User] = [:]
    var charges: [String: Charge] = [:]
    var isPaywallOn = true
    var isAddonOn = false
    var isCapped = false
    var received: Int64 = 0
    var refunded: Int64 = 0

    static func what(_ sku: String) -> What {
        switch sku {
        case "TICKET_3": .ticket(.three)
        case "TICKET_7": .ticket(.seven)
        case "TICKET_10": .ticket(.ten)
        case "PASS_7D": .pass(7 * 86_400)
        case "PASS_30D": .pass(30 * 86_400)
        case "ADDON_IMAGES": .images
        default: .nothing
        }
    }

    static func day(_ at: Instant) -> Int64 { (at.seconds + 9 * 3_600) / 86_400 }
}

// MARK: - What a user has

extension Model.User {
    var hasImages: Bool { self.units.contains { $0.isLive && $0.what == .images } }

    /// Rule 6, word by word.
    var passEnd: Instant? {
        var passes: [(from: Instant, id: Int64, length: Int64)] = []
        for unit in self.units where unit.isLive {
            if case .pass(let seconds) = unit.what {
                passes.append((unit.from, unit.id, seconds * 1_000_000))
            }
        }
        passes.sort { ($0.from, $0.id) < ($1.from, $1.id) }
        var end: Instant?
        for pass in passes {
            let start = Swift.max(end ?? pass.from, pass.from)
            let cut = pass.id == self.openingID ? self.opening?.cut ?? 0 : 0
            end = Instant(microseconds: start.microseconds + pass.length - cut)
        }
        return end
    }

    private var openingID: Int64? { self.units.first { $0.sku.isEmpty }?.id }

    /// The day that counts: never back, unless the last lies more than a day ahead.
    func quotaDay(_ at: Instant) -> Int64 {
        let today = Model.day(at)
        return self.countDay > today + 1 ? today : Swift.max(today, self.countDay)
    }

    mutating func count(_ spread: Spread?, at: Instant) -> Int64 {
        let day = self.quotaDay(at)
        if day != self.countDay { (self.countDay, self.oneCards, self.consults) = (day, 0, 0) }
        if spread == nil { self.consults += 1 } else { self.oneCards += 1 }
        return day
    }
}

// MARK: - The paywall

extension Model {
    /// At whose cost a user may have a spread, or a consultation (`nil`); `nil` if not at all.
    func access(_ id: Int64, _ spread: Spread?, at: Instant) -> Access? {
        let user = self.users[id] ?? User()
        if user.isHeld { return nil }
        if id == Self.admin { return .admin }
        if !self.isPaywallOn { return .open }
        if let end = user.passEnd, at < end { return .pass }
        let day = user.quotaDay(at)
        let trialDay = user.firstAt.map { Swift.max(1, day - Self.day($0) + 1) } ?? 1
        let isTrial = trialDay <= 5
        let isToday = user.countDay == day
        switch spread {
        case nil:
            let limit = self.isCapped ? 0 : isTrial ? 2 : 0
            return (isToday ? user.consults : 0) < limit ? .free : nil
        case .one:
            let limit = self.isCapped ? 1 : isTrial ? 2 : 1
            return (isToday ? user.oneCards : 0) < limit ? .free : nil
        case .three: return user.piles[.three, default: Pile()].held > 0 ? .ticket : nil
        case .hexagram: return user.piles[.seven, default: Pile()].held > 0 ? .ticket : nil
        case .celtic: return user.piles[.ten, default: Pile()].held > 0 ? .ticket : nil
        }
    }
}

// MARK: - Issuing and taking back

extension Model {
    mutating func issue(_ user: Int64, _ unit: Unit) {
        self.users[user, default: User()].units.append(unit)
        if case .ticket(let kind) = unit.what {
            self.users[user, default: User()].piles[kind, default: Pile()].held += 1
        }
    }

    /// Which unit a refund takes: the charge's own, or what gave it back after a revoke.
    func refundable(_ user: User, from id: Int64, _ what: What?) -> Int? {
        let own = user.units.indices.filter { index in
            user.units[index].id == id && (what == nil || user.units[index].what == what)
        }
        if let live = own.last(where: { user.units[$0].isLive }) { return live }
        let returned = own.filter { user.units[$0].returnedAs != nil }
            .sorted { (user.units[$0].revokedAt ?? 0) > (user.units[$1].revokedAt ?? 0) }
        for index in returned {
            guard let next = user.units[index].returnedAs else { continue }
            if let found = self.refundable(user, from: next, nil) { return found }
        }
        return nil
    }

    mutating func takeBack(_ name: String, at: Instant) {
        guard let charge = self.charges[name], var user = self.users[charge.user] else { return }
        var how = How.nothing
        if charge.isImported, !charge.isByHand {
            how = self.takeImported(charge, name, &user, at: at)
        } else if let id = charge.unit, let index = self.refundable(user, from: id, nil) {
            how = self.take(index, user.units[index].what, name, &user)
        }
        self.users[charge.user] = user
        self.charges[name]?.how = how
    }

    private func takeImported(
        _ charge: Charge,
        _ name: String,
        _ user: inout User,
        at: Instant
    ) -> How {
        let opening = user.units.first { $0.sku.isEmpty }?.id
        switch charge.worth {
        case .nothing: return .nothing
        case .pass(let seconds):
            let isLive = user.units.contains { unit in
                guard case .pass = unit.what else { return false }
                return unit.sku.isEmpty && unit.isLive
            }
            guard isLive, let opened = user.opening else { return .flagged(unit: nil) }
            let left = opened.end.microseconds - opened.cut - at.microseconds
            guard left > 0 else { return .flagged(unit: nil) }
            let cut = min(left, seconds * 1_000_000)
            user.opening?.cut += cut
            return .shortened(cut)
        case .images:
            let index = opening.flatMap { self.refundable(user, from: $0, .images) }
            guard let index else { return .flagged(unit: nil) }
            user.units[index].isLive = false
            return .took(unit: index)
        case .ticket:
            let index = opening.flatMap { self.refundable(user, from: $0, charge.worth) }
            return self.take(index, charge.worth, name, &user)
        }
    }

    private func take(_ index: Int?, _ what: What, _ name: String, _ user: inout User) -> How {
        if let index { user.units[index].isLive = false }
        guard case .ticket(let kind) = what, var pile = user.piles[kind] else {
            return .took(unit: index)
        }
        defer { user.piles[kind] = pile }
        if pile.held > 0 {
            pile.held -= 1
            pile.withdrawn += 1
            return .took(unit: index)
        }
        if pile.reserved > pile.waiting.count {
            pile.waiting.append(name)
            return .waiting(unit: index)
        }
        pile.flagged += 1
        return .flagged(unit: index)
    }

    /// Gives back exactly what a refund took.
    mutating func undo(_ name: String) {
        guard let charge = self.charges[name], var user = self.users[charge.user] else { return }
        let kind: TicketKind? =
            if case .ticket(let kind) = self.worth(charge, user) { kind } else { nil }
        switch charge.how {
        case .nothing: break
        case .shortened(let cut): user.opening?.cut -= cut
        case .took(let unit):
            if let unit { user.units[unit].isLive = true }
            if let kind {
                user.piles[kind]?.withdrawn -= 1
                user.piles[kind]?.held += 1
            }
        case .waiting(let unit):
            if let unit { user.units[unit].isLive = true }
            if let kind { user.piles[kind]?.waiting.removeAll { $0 == name } }
        case .flagged(let unit):
            if let unit { user.units[unit].isLive = true }
            if let kind { user.piles[kind]?.flagged -= 1 }
        }
        self.users[charge.user] = user
        self.charges[name]?.how = .nothing
    }

    private func worth(_ charge: Charge, _ user: User) -> What {
        if charge.isImported, !charge.isByHand { return charge.worth }
        return user.units.first { $0.id == charge.unit && $0.what != .nothing }?.what ?? .nothing
    }

    mutating func settleReserved(_ id: Int64, _ kind: TicketKind, isUsed: Bool) {
        guard var pile = self.users[id]?.piles[kind] else { return }
        pile.reserved -= 1
        if isUsed {
            pile.used += 1
            if pile.waiting.count > pile.reserved {
                pile.flagged += 1
                self.becomeFlagged(pile.waiting.removeFirst())
            }
        } else if pile.waiting.isEmpty {
            pile.held += 1
        } else {
            pile.withdrawn += 1
            self.becomeTaken(pile.waiting.removeFirst())
        }
        self.users[id]?.piles[kind] = pile
    }

    private mutating func becomeFlagged(_ name: String) {
        if case .waiting(let unit) = self.charges[name]?.how {
            self.charges[name]?.how = .flagged(unit: unit)
        }
    }

    private mutating func becomeTaken(_ name: String) {
        if case .waiting(let unit) = self.charges[name]?.how {
            self.charges[name]?.how = .took(unit: unit)
        }
    }
}
