internal import Ledger
internal import LedgerService

/// What is printed about a restore.
struct RestoreWords {
    let report: RestoreReport
    let place: LedgerPlace
    /// Whether the comparison with Telegram's list follows at once.
    var isReconciled = false

    /// The lines for people.
    var lines: [String] {
        let head = self.report.head
        let newest = head.position == 0 ? "none" : head.recordedAt.rfc3339
        var lines = [
            "verified  \(self.report.request.file): \(self.proof)",
            "restored  \(self.place.database) events=\(head.position) epoch=\(head.epoch) "
                + "newest=\(newest)",
        ]
        if !self.report.segments.isEmpty {
            let last = self.report.segments.map(\.trailer.head).max() ?? head.position
            lines.append(
                "segments  \(self.report.segments.count) files, up to event "
                    + "\(min(last, head.position))"
            )
        }
        let missing =
            self.report.isEndUnknown
            ? "unknown: nothing here tells how far the ledger went; a new epoch begins"
            : Self.words(for: self.report.lost)
        lines.append("missing   \(missing)")
        if let kept = self.report.kept {
            lines.append("kept      \(kept) holds what was replaced; remove it when all is well")
        }
        return lines + self.erasures
            + self.next.enumerated().map { index, command in
                (index == 0 ? "next      " : "          ") + command
            }
    }

    private var proof: String {
        guard let manifest = self.report.manifest else {
            return "it has no manifest, so nobody signed it; chain, head and a fresh fold are right"
        }
        let key = Hexadecimal.encode(manifest.publicKey.prefix(8))
        let signer =
            switch self.report.isSignedHere {
            case true?: "signed by this ledger's key \(key)…"
            case false?: "SIGNED BY ANOTHER KEY than this ledger's, \(key)…: be sure whose it is"
            case nil: "signed by key \(key)…, which no key here can be compared with"
            }
        return "\(signer), sha256, chain, head and a fresh fold are right"
    }

    /// What is missing, in a sentence.
    static func words(for lost: Restore.LostEvents?) -> String {
        guard let lost else { return "nothing that is known of here" }
        let since = lost.since.map { "since \($0.rfc3339)" } ?? "from the beginning"
        let range = "\(lost.eventCount) events \(since) (#\(lost.common + 1) to #\(lost.last))"
        guard let payments = lost.paymentCount else {
            return "\(range); how many of them are payments is not known"
        }
        let least = lost.isExact ? "" : "at least "
        return "\(range), among them \(least)\(payments) payments (\(lost.stars) Stars) and "
            + "\(least)\(lost.refundCount) refunds"
    }

    private var erasures: [String] {
        let erased = self.report.erased
        var lines: [String] = []
        if !erased.destroyed.isEmpty {
            let users = erased.destroyed.map { String($0.rawValue) }.joined(separator: " ")
            lines.append("erased    the keys of \(users) had come back and were destroyed again")
        }
        if !erased.unrecorded.isEmpty {
            let users = erased.unrecorded.map { String($0.rawValue) }.joined(separator: " ")
            lines.append(
                "erased    \(users) were erased after this moment; record it again with the lines below"
            )
        }
        if !erased.hasKeys {
            lines.append(
                "keys      \(self.place.keys) is gone: feedback stays unreadable until a copy of it is "
                    + "put back"
            )
        }
        return lines
    }

    /// What to type next.
    var next: [String] {
        let database =
            self.place.database == "db/ledger.db" ? "" : " --database \(self.place.database)"
        let erasures = self.report.erased.unrecorded.map {
            "starledger erase \($0.rawValue) --reason \"erased before the restore\"\(database)"
        }
        let isComplete = self.report.lost == nil && !self.report.isEndUnknown
        let missing = isComplete || self.isReconciled ? [] : ["starledger reconcile\(database)"]
        return erasures + missing + ["starledger serve\(database)"]
    }

    /// The line for scripts.
    var json: String {
        let head = self.report.head
        var line = JSONLine()
        line.add("file", self.report.request.file)
        line.add("signed", self.report.manifest != nil)
        line.add("events", head.position)
        line.add("head", head.position)
        line.add("epoch", head.epoch)
        line.add("chain_head", head.hash.hex)
        line.add("segments", Int64(self.report.segments.count))
        line.addRaw("missing", self.report.lost.map(Self.json) ?? "null")
        line.add("kept", self.report.kept)
        line.addRaw("keys_destroyed", Self.json(self.report.erased.destroyed))
        line.addRaw("erasures_to_record", Self.json(self.report.erased.unrecorded))
        line.addRaw("next", "[" + self.next.map(JSONLine.quoted).joined(separator: ",") + "]")
        return line.finished
    }

    private static func json(_ lost: Restore.LostEvents) -> String {
        var line = JSONLine()
        line.add("events", lost.eventCount)
        line.add("after", lost.common)
        line.add("last", lost.last)
        line.add("since", lost.since)
        line.add("payments", lost.paymentCount)
        line.add("stars", lost.paymentCount == nil ? nil : lost.stars)
        line.add("refunds", lost.paymentCount == nil ? nil : lost.refundCount)
        line.add("exact", lost.isExact)
        return line.finished
    }

    private static func json(_ users: [UserID]) -> String {
        "[" + users.map { String($0.rawValue) }.joined(separator: ",") + "]"
    }
}
