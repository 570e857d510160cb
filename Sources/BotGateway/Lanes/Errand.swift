internal import Ledger
internal import Projections

/// Something to be done after an update was taken in; none of it holds up the next update.
enum Errand: Sendable {
    /// Say something that may be lost with the process: it owes nobody anything.
    ///
    /// It is said again only if it is known not to have arrived, and not for ever.
    case say(Reply, attempts: Int = 0)
    /// Deliver an answer that is owed.
    case deliver(OutboxRow)
    /// Take note of what became of an answer that was sent.
    case settle(Sent)
    /// Answer a press, with or without a line of text.
    case answerPress(CallbackQueryID, text: String?)
    /// Answer a pre-checkout; a refusal carries its sentence.
    case answerCheckout(PreCheckoutQueryID, refusal: String?)
    /// Refuse a pre-checkout that was not decided in time.
    case watchCheckout(PreCheckoutQueryID, refusal: String)
    /// Compose a reading or an answer.
    case compose(ReadingJob)
    /// Record what became of it, and owe it.
    case record(Composition)
    /// Ask Telegram to give Stars back.
    case askRefund(RefundJob)
}

/// An answer that was sent, and what Telegram said.
struct Sent: Sendable {
    /// The row, begun.
    var row: OutboxRow
    /// What was sent.
    var reply: Reply
    /// What became of it.
    var outcome: SendOutcome
}

/// A refund that was decided and that Telegram must still carry out.
struct RefundJob: Sendable {
    /// The payment.
    var charge: ChargeID
    /// Who paid.
    var user: UserID
    /// The first charge of a subscription that is to be cancelled with it.
    var cancels: ChargeID?
    /// Whether the Stars are back already, so that only the renewal is still to be ended.
    var isRefunded = false
    /// Who hears how it went; `nil` for all administrators.
    var administrator: UserID?
    /// The request id.
    var rid: String
    /// How often it was tried in vain.
    var attempts = 0
}

/// Where an errand waits its turn: one after the other in a lane, lanes side by side.
enum LaneKey: Hashable, Sendable {
    /// What is said to a user, in order.
    case chat(UserID)
    /// A user's money: never behind a reading.
    case money(UserID)
    /// A refund: it may wait for Telegram for hours, and nothing may wait for it.
    case refund(ChargeID)
    /// A user's readings: never before anyone else's.
    case reading(UserID)
}
