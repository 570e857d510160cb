internal import Ledger
internal import Payments

extension ReconciliationReport {
    /// The report as one JSON object, for scripts.
    public var json: String {
        var balance = JSONLine()
        balance.add("ours", self.ours)
        balance.addRaw("telegram", "\(self.telegram)")
        var line = JSONLine()
        line.add("checked", self.checked)
        line.add("appended", self.appended)
        line.addRaw("mismatches", "[" + self.mismatches.map(\.json).joined(separator: ",") + "]")
        line.add("unknown_here", self.unknownHere)
        line.add("unknown_there", self.unknownThere)
        line.addRaw("balance", balance.finished)
        return line.finished
    }

    /// The report in lines for an operator: what was done, what to look at, what to type.
    public var lines: [String] {
        var lines = [self.comparison]
        lines += self.backfilled.map(self.line)
        let more = self.unknownHere - Int64(self.backfilled.count)
        if self.backfilled.count == Reconciliation.backfilledCountMax, more > 0 {
            lines.append("  … and \(more) more; see starledger history")
        }
        if self.pairedCount > 0 { lines.append(self.pairing) }
        for mismatch in self.mismatches {
            lines.append("\(mismatch.kind.rawValue): \(mismatch.sentence)")
            lines.append("  next: \(mismatch.next)")
        }
        let hidden = self.mismatchCount - Int64(self.mismatches.count)
        if hidden > 0 { lines.append("… and \(hidden) more differences") }
        if self.treasuryCount > 0 {
            lines.append(
                "the bot's own Stars: \(Self.count(self.treasuryCount, "transaction")) that "
                    + "\(self.treasuryCount == 1 ? "is" : "are") nobody's purchase, ⭐\(self.treasury)"
            )
        }
        if self.youngCount > 0 {
            lines.append(
                "\(Self.count(self.youngCount, "transaction")) younger than "
                    + "\(Reconciliation.youngSeconds / 60) minutes: left for the next run"
            )
        }
        return lines + [self.balanceLine, self.verdict]
    }

    private var comparison: String {
        let passes = self.passCount == 1 ? "once" : "\(self.passCount) times"
        let compared = "\(Self.count(self.checked, "transaction")) compared, list read \(passes)"
        if self.isDryRun {
            return "dry run: \(compared); \(self.unknownHere) unknown here; nothing was recorded"
        }
        return "\(compared); \(Self.count(self.appended, "missing event")) recorded"
    }

    private var pairing: String {
        let paired =
            "\(Self.count(self.pairedCount, "imported payment")) found under Telegram's names"
        guard self.pairedRefundCount > 0 else { return paired }
        return "\(paired); \(self.pairedRefundCount) had been given back: taken back now"
    }

    private func line(_ found: Backfilled) -> String {
        let words = [
            "  \(self.isDryRun ? "missing" : "recorded")", found.kind.rawValue,
            "user \(found.user.rawValue)", found.sku?.rawValue, "⭐\(found.stars)",
            found.at?.rfc3339, found.charge.rawValue,
        ]
        return words.compactMap(\.self).joined(separator: " ")
    }

    private var balanceLine: String {
        let isEqual = self.telegram.nanostars == 0 && self.telegram.stars == self.ours
        return "balance: ours ⭐\(self.ours), Telegram ⭐\(self.telegram)"
            + (isEqual ? "" : " (list ⭐\(self.listed))")
    }

    private var verdict: String {
        if !self.isClean {
            return "\(Self.count(self.mismatchCount, "difference")) to look at"
        }
        if self.isDryRun, self.unknownHere > 0 {
            return "run `starledger reconcile` without --dry-run to record what is missing"
        }
        return "nothing to look at"
    }

    private static func count(_ count: Int64, _ what: String) -> String {
        "\(count) \(what)\(count == 1 ? "" : "s")"
    }
}
