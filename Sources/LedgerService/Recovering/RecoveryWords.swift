internal import Ledger
internal import Payments

/// The sentences of a recovery's report in one language; the order is ``RecoveryReport``'s.
struct RecoveryWords: Sendable {
    /// The one line that matters first.
    let headline: @Sendable (RecoveryReport) -> String

    /// The headings, in order.
    let lost, kept, cameBack, check, gone, users, next: String

    /// From when to when something was lost.
    let range: @Sendable (RecoveryReport) -> [String]
    /// What lay where the ledger belongs.
    let oldLedger: @Sendable (RecoveryFindings) -> String
    /// The backup, and what files gave beyond it.
    let backup: @Sendable (RecoveryReport) -> String
    let segment: @Sendable (RecoveryFindings.Source) -> String
    let taken: @Sendable (RecoveryFindings.Source) -> String

    /// What came back, and the balances.
    let money: @Sendable (RecoveredMoney) -> [String]
    let balance: @Sendable (RecoveryReport) -> String

    /// What differs, in one line.
    let difference: @Sendable (Mismatch) -> String

    /// How many differences are not shown.
    let moreDifferences: @Sendable (Int) -> String

    /// What cannot come back, as far as the old ledger shows it; and where nothing shows it.
    let goneAsSeen: @Sendable (KnownLosses) -> [String]
    let goneUnseen: [String]
    let keysMissing: String

    /// The lists of users.
    let usersWithMoney, usersWithUses, holders: @Sendable (Int) -> String
    let share: @Sendable (RecoveredMoney.Share) -> String
    let others: @Sendable (Int) -> String
    let nobody: String

    /// What each command to type is for.
    let startBot, verify, repeatForReal, lookAtDifferences, typeAgain, eraseAgain: String
    let lookFirst: String
}

extension RecoveryWords {
    /// Numbers with commas, as people read them.
    static func number(_ value: Int64) -> String {
        var digits = Array(String(value.magnitude))
        var index = digits.count - 3
        while index > 0 {
            digits.insert(",", at: index)
            index -= 3
        }
        return (value < 0 ? "-" : "") + String(digits)
    }

    /// Several figures in one line, those of 0 left out.
    static func figures(_ parts: [(count: Int64, text: String)], between: String) -> String? {
        let shown = parts.filter { $0.count > 0 }.map(\.text)
        return shown.isEmpty ? nil : shown.joined(separator: between)
    }
}
