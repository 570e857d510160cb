public import Ledger

/// A row of the old file that was not taken over as it stands, or that an operator should know of.
///
/// Never holds a row's text: it may be somebody's own words.
public struct ImportProblem: Hashable, Sendable {
    /// What is wrong, by a name that scripts and documents rely on.
    public enum Code: String, CaseIterable, Sendable {
        /// The row names no user; it was left out.
        case userMissing = "user_missing"
        /// The user has events of their own in this ledger; nothing of theirs was taken over.
        case userHasEvents = "user_has_events"
        /// The user has a second row; the first one stands.
        case userTwice = "user_twice"
        /// The row differs from what an earlier import took over; that stands.
        case changedSinceImport = "changed_since_import"
        /// A number below 0 became 0.
        case negativeNumber = "negative_number"
        /// A number is too large to be true.
        case absurdNumber = "absurd_number"
        /// A value is no whole number and became 0.
        case numberUnreadable = "number_unreadable"
        /// A time cannot be read.
        case timeUnreadable = "time_unreadable"
        /// A time lies ahead of the clock and became now.
        case timeInFuture = "time_in_future"
        /// A time lies before there was any such bot, or so far ahead that it cannot be meant.
        case timeAbsurd = "time_absurd"
        /// The language is none that the bot speaks; none was chosen.
        case languageUnknown = "language_unknown"
        /// The payment has no charge id and got one made up from its row.
        case chargeMissing = "charge_missing"
        /// The charge id belongs to an earlier row; this row was left out.
        case chargeTwice = "charge_twice"
        /// The ledger knows the charge already; this row was left out.
        case chargeKnown = "charge_known"
        /// The product is not in the catalogue: the payment is history, a refund takes nothing.
        case skuUnknown = "sku_unknown"
        /// The amount cannot be read or be true; the payment counts 0 Stars.
        case starsUnreadable = "stars_unreadable"
        /// The status is neither `paid` nor `refunded`; taken as paid.
        case statusUnknown = "status_unknown"
        /// The payment's status says `refunded` without a time; taken as the payment's.
        case refundTimeMissing = "refund_time_missing"
        /// Money is said to have arrived of which no payment is recorded.
        case paymentMissing = "payment_missing"
        /// Money is said to have gone back of which no refund is recorded.
        case refundMissing = "refund_missing"
        /// What an administrator did cannot be understood; it was left out.
        case auditUnreadable = "audit_unreadable"
        /// The feedback has no text or no readable one; it was left out.
        case feedbackUnreadable = "feedback_unreadable"
        /// The old bot wrote no such kind of event.
        case eventTypeUnknown = "event_type_unknown"
        /// The row holds something for another character's bot; that was left out.
        case strangerIgnored = "stranger_ignored"
    }

    /// The table.
    public let table: LegacyTable

    /// The row's number in it.
    public let row: Int64

    /// What is wrong.
    public let code: Code

    /// One sentence for the operator.
    public let message: String
}

extension ImportProblem.Code {
    /// Whether everything the row says about who has what was taken over all the same.
    ///
    /// The others mean that something is missing or became something else.
    public var isRemark: Bool {
        switch self {
        case .chargeMissing, .skuUnknown, .eventTypeUnknown, .strangerIgnored, .refundTimeMissing:
            true
        case .userMissing, .userHasEvents, .userTwice, .changedSinceImport, .negativeNumber,
            .absurdNumber, .numberUnreadable, .timeUnreadable, .timeInFuture, .timeAbsurd,
            .languageUnknown, .chargeTwice, .chargeKnown, .starsUnreadable, .statusUnknown,
            .paymentMissing, .refundMissing, .auditUnreadable, .feedbackUnreadable:
            false
        }
    }
}

extension ImportProblem {
    /// One line of JSON.
    public var json: String {
        var line = JSONLine()
        line.add("table", self.table.rawValue)
        line.add("row", self.row)
        line.add("code", self.code.rawValue)
        line.add("message", self.message)
        return line.finished
    }
}
