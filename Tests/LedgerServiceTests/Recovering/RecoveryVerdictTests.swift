import Ledger
import LedgerService
import Testing

/// A sound ledger is never thrown away unasked, and what the chain proves is never lost.
@Suite("Whether to recover is decided by what lies there and what the backup holds")
struct RecoveryVerdictTests {
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let current: CurrentLedger
        let unforced: RecoveryVerdict
        let forced: RecoveryVerdict

        init(
            _ name: String,
            _ current: CurrentLedger,
            _ unforced: RecoveryVerdict,
            forced: RecoveryVerdict
        ) {
            self.testDescription = name
            self.current = current
            self.unforced = unforced
            self.forced = forced
        }

        init(_ name: String, _ current: CurrentLedger, _ both: RecoveryVerdict) {
            self.init(name, current, both, forced: both)
        }
    }

    /// The backup ends at event 100.
    static let cases: [Case] = [
        Case("nothing there", .absent, .recover(.absent, takesFromOld: false)),
        Case(
            "nothing can be read",
            .unreadable("rubbish"),
            .recover(.unreadable, takesFromOld: false)
        ),
        Case(
            "another program's file",
            .foreign("db is another program's database"),
            .refuse("db is another program's database; with --force it is put aside"),
            forced: .recover(.foreign, takesFromOld: false)
        ),
        Case(
            "an empty ledger that somebody began in its place",
            .another(eventCount: 0),
            .recover(.absent, takesFromOld: false)
        ),
        Case(
            "another ledger that has begun to live",
            .another(eventCount: 7),
            .refuse(
                "db is another ledger with 7 events that the backup knows nothing of; with --force "
                    + "it is put aside"
            ),
            forced: .recover(.foreign, takesFromOld: false)
        ),
        Case(
            "sound, and longer than the backup",
            .same(.init(proven: 130, common: 100)),
            .refuse(Self.nothingToRecover(130)),
            forced: .recover(.sound, takesFromOld: false)
        ),
        Case(
            "sound, and just what the backup holds",
            .same(.init(proven: 100, common: 100)),
            .refuse(Self.nothingToRecover(100)),
            forced: .recover(.sound, takesFromOld: false)
        ),
        Case(
            "the backup itself, put in place on a new machine",
            .same(.init(proven: 100, common: 100, hasMark: false)),
            .recover(.older, takesFromOld: false),
            forced: .recover(.sound, takesFromOld: false)
        ),
        Case(
            "sound and longer on a new machine",
            .same(.init(proven: 130, common: 100, hasMark: false)),
            .refuse(Self.nothingToRecover(130)),
            forced: .recover(.sound, takesFromOld: false)
        ),
        Case(
            "sound, but the mark says that there was more",
            .same(.init(proven: 130, common: 100, isComplete: false)),
            .recover(.older, takesFromOld: true),
            forced: .recover(.sound, takesFromOld: false)
        ),
        Case(
            "an older copy than the backup",
            .same(.init(proven: 60, common: 60, isComplete: false)),
            .recover(.older, takesFromOld: true),
            forced: .recover(.sound, takesFromOld: false)
        ),
        Case(
            "an older copy without a mark",
            .same(.init(proven: 60, common: 60, hasMark: false)),
            .recover(.older, takesFromOld: false),
            forced: .recover(.sound, takesFromOld: false)
        ),
        Case(
            "damaged behind the backup's end: its good part leads on",
            .same(.init(proven: 130, common: 100, damage: "event 131")),
            .recover(.damaged, takesFromOld: true)
        ),
        Case(
            "damaged before the backup's end",
            .same(.init(proven: 40, common: 40, damage: "event 41", isComplete: false)),
            .recover(.damaged, takesFromOld: true)
        ),
        Case(
            "another branch, sound",
            .same(.init(proven: 130, common: 80)),
            .refuse(Self.branches(80)),
            forced: .recover(.foreign, takesFromOld: false)
        ),
        Case(
            "another branch, damaged",
            .same(.init(proven: 130, common: 80, damage: "event 131")),
            .refuse(Self.branches(80)),
            forced: .recover(.foreign, takesFromOld: false)
        ),
        Case(
            "another branch that is shorter than the backup",
            .same(.init(proven: 90, common: 80)),
            .refuse(Self.branches(80)),
            forced: .recover(.foreign, takesFromOld: false)
        ),
    ]

    @Test("one line a case", arguments: Self.cases)
    func verdict(_ this: Case) {
        let on = { (isForced: Bool) in
            RecoveryVerdict.on(this.current, backup: 100, path: "db", isForced: isForced)
        }
        #expect(on(false) == this.unforced)
        #expect(on(true) == this.forced)
    }

    private static func nothingToRecover(_ head: Position) -> String {
        "db is sound and holds the whole backup and \(head - 100) events more: there is nothing to "
            + "recover; compare it with Telegram by `starledger reconcile`, or go back to the backup "
            + "by --force"
    }

    private static func branches(_ common: Position) -> String {
        "db and the backup are two branches that part after event \(common); use a backup of this "
            + "branch, or --force to go by this one"
    }
}
