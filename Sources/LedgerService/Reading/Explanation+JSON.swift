public import Ledger
internal import Payments
internal import Projections

extension Explanation {
    /// Whether the answer is yes.
    public var isAllowed: Bool { self.access != nil }

    /// At whose cost, if the answer is yes.
    public var access: Access? {
        guard case .allowed(let access) = self.verdict else { return nil }
        return access
    }

    /// Why not, by the name that documents and logs use, if the answer is no.
    public var refusal: String? {
        guard case .refused(let refusal) = self.verdict else { return nil }
        return Refusal.paywall(refusal).name
    }

    /// One line of JSON.
    public var json: String {
        var line = JSONLine()
        line.add("user", self.user.rawValue)
        line.add("what", self.ask.name)
        line.add("allowed", self.isAllowed)
        line.add("access", self.access?.name)
        line.add("refusal", self.refusal)
        line.addRaw("decided_by", Self.list(self.decidedBy.map(\.json)))
        line.addRaw("because", Self.list(self.grounds.map(\.json)))
        line.addRaw("would_change", Self.list(self.changes.map { JSONLine.quoted($0.text) }))
        line.add("at", self.at)
        line.add("as_known", self.moment.known)
        line.add("position", self.position)
        return line.finished
    }

    fileprivate static func list(_ parts: [String]) -> String {
        "[\(parts.joined(separator: ","))]"
    }
}

extension Explanation.DecidingEvent {
    fileprivate var json: String {
        var line = JSONLine()
        line.add("position", self.position)
        line.add("kind", self.kind.name)
        line.add("effective_at", self.effectiveAt)
        line.add("recorded_at", self.recordedAt)
        return line.finished
    }

    /// How much later it was recorded than it counts, in whole seconds; `nil` within an hour.
    public var lateSeconds: Int64? {
        let late = self.recordedAt.seconds - self.effectiveAt.seconds
        return late > 3_600 ? late : nil
    }

    /// One line for operators, for example `#5 ticket_reserved 2026-11-24T03:00:00Z`.
    public var text: String {
        let late = self.lateSeconds.map { _ in " (recorded \(self.recordedAt.rfc3339))" } ?? ""
        return "#\(self.position) \(self.kind.name) \(self.effectiveAt.rfc3339)\(late)"
    }
}

extension Explanation.Ground {
    fileprivate var json: String {
        var line = JSONLine()
        line.add("fact", self.fact.text)
        line.addRaw("positions", Explanation.list(self.positions.map { String($0) }))
        return line.finished
    }

    /// One line for operators, for example `tickets TICKET_3 issued: 2 (#3 #9)`.
    public var text: String {
        guard !self.positions.isEmpty else { return self.fact.text }
        return self.fact.text + " (\(self.positions.map { "#\($0)" }.joined(separator: " ")))"
    }
}

extension Explanation.Fact {
    /// A few words for operators.
    public var text: String {
        switch self {
        case .held: "suspended"
        case .administrator: "administrator"
        case .paywall(let isOn): "paywall \(isOn ? "on" : "off")"
        case .pass(nil): "no valid pass"
        case .pass(let until?): "pass until \(until.rfc3339)"
        case .passEnded(let end): "the pass ended at \(end.rfc3339)"
        case .passBegins(let start): "a pass found late begins at \(start.rfc3339)"
        case .issued(let kind, let count): "\(kind.sku.rawValue) issued: \(count)"
        case .used(let kind, let count): "\(kind.sku.rawValue) used: \(count)"
        case .reserved(let kind, let count): "\(kind.sku.rawValue) reserved: \(count)"
        case .withdrawn(let kind, let count): "\(kind.sku.rawValue) taken back: \(count)"
        case .day(let day, let trialDays): "day \(day), trial of \(trialDays) days"
        case .quota(let limit, let used, let resetsAt):
            "free today: \(used) of \(limit) used, until \(resetsAt.rfc3339)"
        case .capped(let cost): "cost cap reached: \(cost) micro-USD today"
        }
    }
}

extension Explanation.Change {
    /// A few words for operators.
    public var text: String {
        switch self {
        case .release: "release"
        case .obtain(let sku): "buy or grant \(sku.rawValue)"
        case .obtainPass: "buy or grant a pass"
        case .dayEnds(let end): "the day ends at \(end.rfc3339)"
        case .passEnds(let end): "the pass ends at \(end.rfc3339)"
        case .paywallOn: "PAYWALL_ENABLED on"
        case .administratorNoMore: "not in ADMIN_USER_IDS any more"
        case .usedUp(let left): "the \(left) left are used"
        case .useFails(let use): "the use under way fails (#\(use))"
        }
    }
}
