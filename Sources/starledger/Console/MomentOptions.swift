internal import ArgumentParser
internal import Ledger
internal import LedgerService

/// Which moment a reading verb shows.
struct MomentOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What was true at this time, by all that is known now, for example 2026-11-24T00:00:00Z.",
            valueName: "time"
        )
    )
    var at: TimeArgument?

    @Option(
        help: ArgumentHelp(
            "What the ledger knew at this time; with --at, what it then believed of that time.",
            valueName: "time"
        )
    )
    var asKnown: TimeArgument?

    /// The moment.
    var moment: LedgerView.Moment {
        LedgerView.Moment(effective: self.at?.instant, known: self.asKnown?.instant)
    }

    /// The time that rules go by.
    var time: Instant { self.moment.time(now: .now) }
}

extension LedgerView.Moment {
    /// What a text for people adds to the position it goes by; empty for now.
    var words: String {
        let effective = self.effective.map { ", what counted at \($0.rfc3339)" } ?? ""
        let known = self.known.map { ", as known at \($0.rfc3339)" } ?? ""
        return effective + known
    }
}
