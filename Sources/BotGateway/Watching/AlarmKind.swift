/// What an alarm is about: alarms of one kind have a common rate.
package enum AlarmKind: Hashable, Sendable, CaseIterable {
    /// Stars: each one counts.
    case money
    /// The day's cost of the language model; told once for each threshold.
    case cost
    /// Many errors in a short time.
    case errors
    /// The clock of this machine.
    case clock
    /// An update that was passed over.
    case update
    /// The ledger cannot be written.
    case ledger
    /// The ledger can be written again.
    case ledgerBack
    /// The ledger's file is damaged.
    case damage
    /// Keys that seal personal text are gone.
    case keys
    /// Telegram could not be reached.
    case telegram
    /// The language model does not answer.
    case model
    /// The language model answers again.
    case modelBack
    /// The write-ahead log grows.
    case writeAheadLog
    /// The disk fills up.
    case disk
    /// No backup could be made.
    case backup
    /// Backups are made again.
    case backupBack

    /// Whether each alarm of this kind sounds, however many there are.
    package var isNeverSuppressed: Bool {
        switch self {
        case .money, .cost: true
        case .errors, .clock, .update, .ledger, .ledgerBack, .damage, .keys, .telegram,
            .model, .modelBack, .writeAheadLog, .disk, .backup, .backupBack:
            false
        }
    }
}
