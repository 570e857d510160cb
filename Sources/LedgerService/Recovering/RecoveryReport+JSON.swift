internal import Ledger

extension RecoveryReport {
    /// One JSON object; its keys are stable.
    public var json: String {
        var line = JSONLine()
        line.add("outcome", self.isDryRun ? "dry_run" : "recovered")
        line.add("started_at", self.startedAt)
        line.add("database", self.database)
        line.add("backup", self.backup)
        line.add("head", self.head)
        line.add("epoch", self.epoch)
        line.addRaw("lost", self.lostJSON)
        line.addRaw("kept", self.keptJSON)
        line.addRaw("came_back", self.cameBackJSON)
        line.addRaw("telegram", self.reconciliation.json)
        line.addRaw("cannot_come_back", self.findings.known.json)
        line.addRaw("users", self.usersJSON)
        line.add("differences", Int64(self.differenceCount))
        line.add("keys", self.hasKeys)
        line.addRaw("erased_again", Self.list(self.erasedAgain.map { "\($0.rawValue)" }))
        line.addRaw("erasures_lost", Self.list(self.unrecordedErasures.map { "\($0.rawValue)" }))
        return line.finished
    }

    private var lostJSON: String {
        var line = JSONLine()
        line.add("old_ledger", self.findings.oldLedger.rawValue)
        line.add("damage", self.findings.oldDamage)
        line.add("from", self.lostFrom)
        line.add("until", self.lostUntil)
        line.add("after", self.findings.builtHead)
        line.add("head", self.findings.lostHead)
        line.add("events", self.findings.lostEventCount)
        return line.finished
    }

    private var keptJSON: String {
        var backup = JSONLine()
        backup.add("path", self.backup)
        backup.add("events", self.findings.backupHead)
        backup.add("manifest", self.findings.manifest.rawValue)
        var line = JSONLine()
        line.addRaw("backup", backup.finished)
        line.addRaw("segments", Self.list(self.findings.segments.map(\.json)))
        line.addRaw("old_ledger", self.findings.taken?.json ?? "null")
        return line.finished
    }

    private var cameBackJSON: String {
        let total = self.money.total
        var line = JSONLine()
        line.add("payments", total.paymentCount)
        line.add("payment_stars", total.paidStars)
        line.add("refunds", total.refundCount)
        line.add("refund_stars", total.refundedStars)
        line.add("unmatched", total.unmatchedCount)
        line.add("users", Int64(self.money.shares.count))
        return line.finished
    }

    private var usersJSON: String {
        let money = self.usersWithMoney.compactMap { user -> String? in
            guard let share = self.money.shares[user] else { return nil }
            var line = JSONLine()
            line.add("user", user.rawValue)
            line.add("payments", share.paymentCount)
            line.add("refunds", share.refundCount)
            line.add("stars", share.paidStars - share.refundedStars)
            line.addRaw("skus", Self.list(share.skus.map(JSONLine.quoted)))
            return line.finished
        }
        let uses = self.usersWithKnownUses.map { user in
            Self.json(user, self.findings.known.ticketsUsed[user.rawValue] ?? [:])
        }
        let holders = self.holders.map { Self.json($0.user, $0.tickets) }
        var line = JSONLine()
        line.addRaw("with_money", Self.list(money))
        line.addRaw("with_known_uses", Self.list(uses))
        line.addRaw("holding_tickets", Self.list(holders))
        return line.finished
    }

    private static func json(_ user: UserID, _ tickets: [String: Int64]) -> String {
        var line = JSONLine()
        line.add("user", user.rawValue)
        for (sku, count) in tickets.sorted(by: { $0.key < $1.key }) { line.add(sku, count) }
        return line.finished
    }

    fileprivate static func list(_ items: [String]) -> String {
        "[" + items.joined(separator: ",") + "]"
    }
}

extension RecoveryFindings.Source {
    fileprivate var json: String {
        var line = JSONLine()
        line.add("path", self.path)
        line.add("events", self.eventCount)
        return line.finished
    }
}

extension KnownLosses {
    fileprivate var json: String {
        var kinds = JSONLine()
        for (kind, count) in self.kinds.sorted(by: { $0.key < $1.key }) { kinds.add(kind, count) }
        var line = JSONLine()
        line.add("readable", self.isReadable)
        line.addRaw("kinds", kinds.finished)
        line.addRaw("deeds", RecoveryReport.list(self.deeds.map(\.json)))
        return line.finished
    }
}

extension KnownLosses.Deed {
    fileprivate var json: String {
        var line = JSONLine()
        line.add("kind", self.kind)
        line.add("user", self.user)
        line.add("sku", self.sku)
        line.add("text", self.text)
        line.add("charge", self.charge)
        line.add("actor", self.actor)
        line.add("at", Instant(microseconds: self.at))
        return line.finished
    }
}
