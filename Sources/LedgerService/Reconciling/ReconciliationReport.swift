public import Ledger
public import Payments

/// What a comparison with Telegram's list found and did.
public struct ReconciliationReport: Hashable, Sendable {
    /// Something that was missing in the books: recorded, or in a dry run to be recorded.
    public struct Backfilled: Hashable, Sendable {
        /// What it was.
        public enum Kind: String, Sendable {
            /// A payment that bought something.
            case payment
            /// A payment whose money had gone back, or whose product had been given by hand.
            case settledPayment = "settled_payment"
            /// Money that fits no product and waits for an administrator.
            case unmatched
            /// A refund.
            case refund
        }

        /// What it was.
        public var kind: Kind
        /// The charge.
        public var charge: ChargeID
        /// Whose it is.
        public var user: UserID
        /// How much.
        public var stars: Int64
        /// What it was for, where that is known.
        public var sku: SKU?
        /// When it happened at Telegram.
        public var at: Instant?
    }

    /// How many transactions were compared.
    public var checked: Int64 = 0
    /// How many payments and refunds were recorded.
    public var appended: Int64 = 0
    /// What was missing, the first ``Reconciliation/backfilledCountMax`` of it.
    public var backfilled: [Backfilled] = []
    /// What a person must look at, the first ``Reconciliation/mismatchCountMax`` of it.
    public var mismatches: [Mismatch] = []
    /// How many there are of them.
    public var mismatchCount: Int64 = 0
    /// How many transactions of Telegram's list the books did not know when the run began.
    public var unknownHere: Int64 = 0
    /// How many payments and refunds of the books are not in Telegram's list.
    public var unknownThere: Int64 = 0
    /// How many were so young that they were left for a later run.
    public var youngCount: Int64 = 0
    /// How many moved the bot's Stars and were nobody's purchase.
    public var treasuryCount: Int64 = 0
    /// What those came to.
    public var treasury = StarAmount.zero
    /// The Stars account of the books after the run.
    public var ours: Int64 = 0
    /// The sum of Telegram's list.
    public var listed = StarAmount.zero
    /// Telegram's balance.
    public var telegram = StarAmount.zero
    /// How often the list was read.
    public var passCount = 0
    /// Whether the whole list was read, and not only its end.
    public var isWhole = true
    /// Whether nothing was recorded because nothing was to be.
    public var isDryRun = false
    /// How many rows of an earlier database got the names that Telegram lists them under.
    public var pairedCount: Int64 = 0
    /// How many of those had been given back before, so that what they gave was taken now.
    public var pairedRefundCount: Int64 = 0
    /// Where the next run may begin, unless it is to read the whole list.
    public var bookmark: ReconciliationBookmark?

    /// Describes a run that has found nothing yet.
    public init() {}

    /// Whether nobody needs to look at anything.
    public var isClean: Bool { self.mismatchCount == 0 }
}

/// Where a comparison ended, for the next one to begin a little before it.
public struct ReconciliationBookmark: Hashable, Sendable {
    /// How many transactions to skip.
    var offset: Int
    /// The sum of those that are skipped.
    var listed: StarAmount
    /// The first transaction that is not skipped: if another stands there, the list has moved.
    var anchor: Int
    /// When the whole list was last read.
    public var wholeAt: Instant
}
