private import Foundation

/// One call of the Bot API: its fields, and how it may be made.
///
/// The fields are written in snake case (`chatID` → `chat_id`), absent ones not at all.
protocol TelegramMethod: Encodable, Sendable {
    /// What Telegram answers.
    associatedtype Answer: Decodable & Sendable

    /// Telegram's name for it.
    static var name: String { get }

    /// How long it may take and when it may be repeated.
    var terms: CallTerms { get }
}

extension TelegramMethod {
    /// The JSON object that Telegram reads, keys sorted so that equal calls have equal bytes.
    func body() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(self))
    }
}

/// How a call may be made.
struct CallTerms: Sendable {
    /// Which connections it uses, so that nothing urgent waits behind anything slow.
    enum Lane: Sendable {
        /// The long poll.
        case polling
        /// Answers to pre-checkouts and taps.
        case answers
        /// Everything else.
        case work
    }

    /// When a call that failed may be made again.
    enum Repetition: Sendable {
        /// It means the same made twice: after 429, 5xx, a lost connection, a passed deadline.
        case whenItFailed
        /// Made twice it would be seen twice: only after 429, which did nothing.
        case whenItWasTooEarly
    }

    /// How long an answer to a pre-checkout may take; Telegram gives the whole sale 10 s.
    static let preCheckoutDeadline = Duration.seconds(3)
    /// How long an answer to a pre-checkout may be tried; later it would come too late anyway.
    static let preCheckoutBudget = Duration.seconds(8)
    /// How long an answer to a tap may take, and how long it may be tried.
    static let callbackDeadline = Duration.seconds(5)
    /// How long an answer to a tap may be tried.
    static let callbackBudget = Duration.seconds(12)
    /// How long an ordinary call may take.
    static let workDeadline = Duration.seconds(15)
    /// How long an ordinary call may be tried, waiting included.
    static let workBudget = Duration.seconds(60)
    /// How long a picture may take.
    static let photoDeadline = Duration.seconds(30)
    /// How much longer than its own timeout a long poll may take.
    static let pollingMargin = Duration.seconds(10)
    /// The most bytes of an ordinary answer.
    static let answerBytesMax = 1 << 20
    /// The most bytes of a batch of updates; Telegram stops at about 4 MiB.
    static let batchBytesMax = 8 << 20

    /// Which connections it uses.
    var lane = Lane.work
    /// How long one attempt may take.
    var deadline = Self.workDeadline
    /// How long all attempts may take, waiting included.
    var budget = Self.workBudget
    /// When it may be made again.
    var repetition = Repetition.whenItFailed
    /// The most bytes of its answer.
    var answerBytesMax = Self.answerBytesMax

    /// An ordinary call that may be repeated.
    static let work = CallTerms()
    /// A message, which must not come twice.
    static let message = CallTerms(repetition: .whenItWasTooEarly)
    /// A picture, which must not come twice.
    static let photo = CallTerms(deadline: Self.photoDeadline, repetition: .whenItWasTooEarly)
    /// An answer to a tap.
    static let callback = CallTerms(
        lane: .answers,
        deadline: Self.callbackDeadline,
        budget: Self.callbackBudget
    )
    /// An answer to a pre-checkout.
    static let preCheckout = CallTerms(
        lane: .answers,
        deadline: Self.preCheckoutDeadline,
        budget: Self.preCheckoutBudget
    )
}
