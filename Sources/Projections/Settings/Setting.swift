/// The settings that rules read: a closed set, named as in the environment.
public enum Setting: String, CaseIterable, Sendable {
    case paywallEnabled = "PAYWALL_ENABLED"
    case salesEnabled = "SALES_ENABLED"
    case imageAddonEnabled = "IMAGE_ADDON_ENABLED"
    case messageInterval = "THROTTLE_MESSAGE_INTERVAL_SEC"
    case callbackInterval = "THROTTLE_CALLBACK_INTERVAL_SEC"
    case administrators = "ADMIN_USER_IDS"
    case dailyCostCap = "DAILY_COST_CAP_USD"
    case freeOneCardTrialPerDay = "FREE_ONE_CARD_TRIAL_PER_DAY"
    case freeOneCardPerDay = "FREE_ONE_CARD_PER_DAY"
    case freeConsultTrialPerDay = "FREE_CONSULT_TRIAL_PER_DAY"
    case trialDays = "TRIAL_DAYS"
    case capFreeOneCardPerDay = "CAP_FREE_ONE_CARD_PER_DAY"
    case capFreeConsultPerDay = "CAP_FREE_CONSULT_PER_DAY"
    case dayZone = "TZ_DAY"
    case subscriptionStars = "SUBSCRIPTION_STARS"
    case catalogueDigest = "CATALOGUE_DIGEST"
    case suspectSameQuestionUsers = "SUSPECT_SAME_QUESTION_USERS"
    case suspectQuickRefunds = "SUSPECT_QUICK_REFUNDS"
    case suspectQuickRefundMinutes = "SUSPECT_QUICK_REFUND_MINUTES"
    case suspectQuickRefundDays = "SUSPECT_QUICK_REFUND_DAYS"
    case suspectFreeOnlyDays = "SUSPECT_FREE_ONLY_DAYS"
    case suspectSurgeFactor = "SUSPECT_SURGE_FACTOR"
    case suspectSurgeLeast = "SUSPECT_SURGE_LEAST"
}

extension Setting {
    /// Whether `/admin set` may change it while the bot runs; the others are set at the start.
    public var isSettableInChat: Bool {
        switch self {
        case .paywallEnabled, .salesEnabled, .imageAddonEnabled, .messageInterval,
            .callbackInterval, .dailyCostCap, .freeOneCardTrialPerDay, .freeOneCardPerDay,
            .freeConsultTrialPerDay, .trialDays, .capFreeOneCardPerDay, .capFreeConsultPerDay,
            .suspectSameQuestionUsers, .suspectQuickRefunds, .suspectQuickRefundMinutes,
            .suspectQuickRefundDays, .suspectFreeOnlyDays, .suspectSurgeFactor,
            .suspectSurgeLeast:
            true
        case .administrators, .dayZone, .subscriptionStars, .catalogueDigest:
            false
        }
    }

    /// Whether a start without it brings the default back, and not what the log last said.
    ///
    /// Nobody can take it back in chat: who is left out of the list must be an administrator no more.
    public var isOnlyTheEnvironments: Bool {
        self == .administrators || self == .subscriptionStars
    }

    /// What is accepted, in words that complete "accepted: …".
    public var accepted: String {
        switch self {
        case .paywallEnabled, .salesEnabled, .imageAddonEnabled:
            "1, true, yes, on or 0, false, no, off"
        case .messageInterval, .callbackInterval:
            "seconds from 0 (off) to 3600 with up to 3 decimals, for example 1.2"
        case .administrators: "user ids separated by commas, for example 1,2"
        case .dailyCostCap: "US dollars from 0.000001 to 1000000, for example 10"
        case .freeOneCardTrialPerDay, .freeOneCardPerDay, .freeConsultTrialPerDay, .trialDays,
            .capFreeOneCardPerDay, .capFreeConsultPerDay:
            "a whole number from 0 to 1000"
        case .dayZone: "a time zone name, for example Asia/Tokyo"
        case .subscriptionStars: "whole Stars from 1 to 10000, or nothing for no subscription"
        case .catalogueDigest: "up to 64 hexadecimal digits"
        case .suspectSameQuestionUsers, .suspectQuickRefunds, .suspectQuickRefundMinutes,
            .suspectQuickRefundDays, .suspectFreeOnlyDays, .suspectSurgeFactor,
            .suspectSurgeLeast:
            "a whole number from \(self.suspectRange.lowerBound) to \(self.suspectRange.upperBound)"
        }
    }

    /// Returns the one spelling of a value that the log stores.
    ///
    /// - Throws: ``SettingError`` if the setting does not accept the text.
    public func canonical(_ text: String) throws(SettingError) -> String {
        try self.parse(text).text
    }
}

/// A text that a setting does not accept.
///
/// It does not repeat the text, which may be a secret.
public struct SettingError: Error, Hashable {
    /// The setting.
    public let setting: Setting

    /// What is accepted, in words that complete "accepted: …".
    public var accepted: String { self.setting.accepted }
}

extension SettingError: CustomStringConvertible {
    /// One line for the operator.
    public var description: String { "\(self.setting.rawValue): accepted: \(self.accepted)" }
}
