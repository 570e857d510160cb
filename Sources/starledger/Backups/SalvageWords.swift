internal import Ledger
internal import LedgerService

/// What is printed about the saved beginning of a damaged ledger.
struct SalvageWords {
    let salvage: Salvage
    let target: String
    let place: LedgerPlace

    private var next: [String] {
        let database =
            self.place.database == "db/ledger.db" ? "" : " --database \(self.place.database)"
        return ["starledger restore \(self.target)\(database)", "starledger reconcile\(database)"]
    }

    /// The lines for people.
    var lines: [String] {
        let head = self.salvage.head
        let saved =
            "salvaged  \(self.target): events 1 to \(head.position), "
            + "the last recorded at \(head.recordedAt.rfc3339)"
        let reason = self.salvage.reason.map { ": \($0)" } ?? ""
        let lost =
            self.salvage.lostCount == 0 && self.salvage.reason == nil
            ? "lost      nothing" : "lost      \(self.salvage.lostCount) events after it\(reason)"
        return [saved, lost, "next      \(self.next[0])", "          \(self.next[1])"]
    }

    /// The line for scripts.
    var json: String {
        var line = JSONLine()
        line.add("salvaged", self.target)
        line.add("events", self.salvage.head.position)
        line.add("last_recorded_at", self.salvage.head.recordedAt)
        line.add("lost", self.salvage.lostCount)
        line.add("reason", self.salvage.reason)
        line.addRaw("next", "[" + self.next.map(JSONLine.quoted).joined(separator: ",") + "]")
        return line.finished
    }
}
