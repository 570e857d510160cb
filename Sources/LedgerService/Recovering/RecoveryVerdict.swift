package import Ledger

/// What lies where the ledger belongs, compared with the backup.
package enum CurrentLedger: Equatable {
    /// Nothing, or an empty file.
    case absent
    /// A file of which nothing can be read.
    case unreadable(String)
    /// Another program's file, or a newer program's.
    case foreign(String)
    /// A ledger with another id than the backup's, and how many events it holds.
    case another(eventCount: Int64)
    /// The backup's own ledger.
    case same(Branch)

    /// How far the ledger and the backup go together.
    package struct Branch: Equatable {
        /// The last position that the chain proves.
        package var proven: Position
        /// The last position up to which both hold the same events.
        package var common: Position
        /// What is wrong with the file, if anything is.
        package var damage: String?
        /// Whether it holds all that is known to have been committed.
        package var isComplete: Bool
        /// Whether there is a mark of what was committed.
        package var hasMark: Bool

        /// Describes a branch.
        package init(
            proven: Position,
            common: Position,
            damage: String? = nil,
            isComplete: Bool = true,
            hasMark: Bool = true
        ) {
            self.proven = proven
            self.common = common
            self.damage = damage
            self.isComplete = isComplete
            self.hasMark = hasMark
        }
    }
}

/// Whether to recover, and what to take from the ledger that is there.
///
/// A sound ledger is never thrown away unasked, and what the chain proves is never lost.
package enum RecoveryVerdict: Equatable {
    /// Go on; the old ledger counts as this, and gives what follows the backup, or nothing.
    case recover(RecoveryFindings.OldLedger, takesFromOld: Bool)
    /// Do not; one line that says why and what to do.
    case refuse(String)

    /// Judges what is there.
    ///
    /// - Parameters:
    ///   - current: What lies where the ledger belongs.
    ///   - backup: Where the backup ends.
    ///   - path: The ledger's file, for the words.
    ///   - isForced: Whether the operator said that the backup is to win.
    /// - Returns: The verdict.
    package static func on(
        _ current: CurrentLedger,
        backup: Position,
        path: String,
        isForced: Bool
    ) -> RecoveryVerdict {
        switch current {
        case .absent: .recover(.absent, takesFromOld: false)
        case .unreadable: .recover(.unreadable, takesFromOld: false)
        case .foreign(let why):
            isForced
                ? .recover(.foreign, takesFromOld: false)
                : .refuse("\(why); with --force it is put aside")
        case .another(0): .recover(.absent, takesFromOld: false)
        case .another(let count):
            isForced
                ? .recover(.foreign, takesFromOld: false)
                : .refuse(
                    "\(path) is another ledger with \(count) events that the backup knows nothing "
                        + "of; with --force it is put aside"
                )
        case .same(let branch):
            Self.on(branch, backup: backup, path: path, isForced: isForced)
        }
    }

    private static func on(
        _ branch: CurrentLedger.Branch,
        backup: Position,
        path: String,
        isForced: Bool
    ) -> RecoveryVerdict {
        let isSound = branch.damage == nil
        guard branch.common == min(backup, branch.proven) else {
            if isForced { return .recover(.foreign, takesFromOld: false) }
            return .refuse(
                "\(path) and the backup are two branches that part after event \(branch.common); "
                    + "use a backup of this branch, or --force to go by this one"
            )
        }
        if isForced {
            // What is damaged is not what anybody could want to keep.
            return .recover(isSound ? .sound : .damaged, takesFromOld: !isSound)
        }
        guard isSound else { return .recover(.damaged, takesFromOld: true) }
        guard branch.isComplete else { return .recover(.older, takesFromOld: true) }
        if branch.proven < backup { return .recover(.older, takesFromOld: false) }
        // Nobody can tell a copy that was put back from the ledger itself where no mark is left.
        if branch.proven == backup, !branch.hasMark {
            return .recover(.older, takesFromOld: false)
        }
        return .refuse(
            "\(path) is sound and holds the whole backup and \(branch.proven - backup) events more: "
                + "there is nothing to recover; compare it with Telegram by `starledger reconcile`, or "
                + "go back to the backup by --force"
        )
    }
}
