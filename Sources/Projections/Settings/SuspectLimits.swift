/// From when on something looks like abuse: settings of their own.
public struct SuspectLimits: Hashable, Sendable {
    /// How many users ask the same question within an hour.
    public internal(set) var sameQuestionUsers: Int64 = 3

    /// How many quick refunds one user has.
    public internal(set) var quickRefunds: Int64 = 2

    /// How soon after its payment a refund is quick, in minutes.
    public internal(set) var quickRefundMinutes: Int64 = 10

    /// Within how many days the quick refunds lie.
    public internal(set) var quickRefundDays: Int64 = 7

    /// How many days in a row somebody takes only what is free.
    public internal(set) var freeOnlyDays: Int64 = 14

    /// How many times its median an hour must exceed.
    public internal(set) var surgeFactor: Int64 = 3

    /// How many events an hour must have at least to be a surge.
    public internal(set) var surgeLeast: Int64 = 20

    /// Creates the documented defaults.
    public init() {}
}

extension SuspectLimits {
    mutating func set(_ setting: Setting, to count: Int64) {
        switch setting {
        case .suspectSameQuestionUsers: self.sameQuestionUsers = count
        case .suspectQuickRefunds: self.quickRefunds = count
        case .suspectQuickRefundMinutes: self.quickRefundMinutes = count
        case .suspectQuickRefundDays: self.quickRefundDays = count
        case .suspectFreeOnlyDays: self.freeOnlyDays = count
        case .suspectSurgeFactor: self.surgeFactor = count
        case .suspectSurgeLeast: self.surgeLeast = count
        default: preconditionFailure("\(setting.rawValue) is no limit of the suspects")
        }
    }
}

extension Setting {
    /// What a limit of the suspects may be: no more than the evidence that is kept can show.
    var suspectRange: ClosedRange<Int64> {
        switch self {
        case .suspectSameQuestionUsers: 2...Int64(RepeatedQuestions.askerCountMax)
        case .suspectQuickRefunds: 1...Int64(QuickRefunds.refundCountMax)
        case .suspectQuickRefundMinutes: 1...(QuickRefunds.gapSecondsMax / 60)
        case .suspectQuickRefundDays: 1...Int64(Signals.keptDays)
        case .suspectFreeOnlyDays: 2...1_000
        case .suspectSurgeFactor: 1...1_000
        case .suspectSurgeLeast: 1...1_000_000
        default: preconditionFailure("\(self.rawValue) is no limit of the suspects")
        }
    }
}
