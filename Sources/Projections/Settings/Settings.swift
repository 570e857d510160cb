public import Ledger

/// The settings of the whole system, as the log last set them.
///
/// A fold of `setting_changed`; rules read nothing else. What was never set has the documented
/// default.
public struct Settings: Hashable, Sendable {
    /// Whether tickets, passes and quotas are asked for at all.
    public private(set) var isPaywallOn = false

    /// Whether the shop is open and pre-checkouts are approved.
    public private(set) var isSalesOpen = true

    /// Whether the image option is for sale.
    public private(set) var isImageAddonOn = false

    /// The shortest time between two messages of one user; 0 is off.
    public private(set) var messageIntervalMilliseconds: Int64 = 1_200

    /// The shortest time between two button presses of one user; 0 is off.
    public private(set) var callbackIntervalMilliseconds: Int64 = 800

    /// The administrators, in ascending order.
    public private(set) var administrators: [UserID] = []

    /// What the language model may cost a day before the free quota shrinks, in micro-USD.
    public private(set) var costCapMicroUSD: Int64 = 10_000_000

    /// Free one-card readings a day during the trial.
    public private(set) var oneCardTrialPerDay: Int64 = 2

    /// Free one-card readings a day after the trial.
    public private(set) var oneCardPerDay: Int64 = 1

    /// Free consultations a day during the trial; there are none after it.
    public private(set) var consultTrialPerDay: Int64 = 2

    /// How many days the trial lasts, the day of first contact being the first.
    public private(set) var trialDays: Int64 = 5

    /// Free one-card readings a day past the cost cap.
    public private(set) var cappedOneCardPerDay: Int64 = 1

    /// Free consultations a day past the cost cap.
    public private(set) var cappedConsultPerDay: Int64 = 0

    /// Whose midnight ends the day.
    public private(set) var dayClock = DayClock.tokyo

    /// The price of the monthly pass, if one is offered.
    public private(set) var subscriptionStars: Stars?

    /// The digest of the catalogue that was last in force.
    public private(set) var catalogueDigest = ""

    /// From when on something looks like abuse.
    public private(set) var suspects = SuspectLimits()

    /// Whether the day's zone can no longer change, because a user's event was counted by it.
    public private(set) var isDayZoneFixed = false

    /// One bit for each setting that an event ever set.
    private var logged: UInt32 = 0

    /// Creates the defaults.
    public init() {}

    /// Whether a user is an administrator.
    public func isAdministrator(_ user: UserID) -> Bool {
        self.administrators.contains(user)
    }

    /// Whether an event ever set this setting; otherwise it has its default.
    public func isLogged(_ setting: Setting) -> Bool {
        self.logged & Self.bit(of: setting) != 0
    }

    /// The canonical spelling of a setting's value now.
    public func text(of setting: Setting) -> String {
        self.value(of: setting).text
    }

    /// Folds one event.
    ///
    /// Unknown names and values that the setting does not accept change nothing.
    public mutating func apply(_ event: RecordedEvent) {
        if event.user != nil { self.isDayZoneFixed = true }
        guard case .settingChanged(let change) = event.event,
            let setting = Setting(rawValue: change.name),
            let value = try? setting.parse(change.value)
        else { return }
        self.set(setting, to: value)
    }

    private static func bit(of setting: Setting) -> UInt32 {
        let index = Setting.allCases.firstIndex(of: setting) ?? 0
        return 1 << UInt32(index)
    }
}

extension Settings {
    private func value(of setting: Setting) -> SettingValue {
        switch setting {
        case .paywallEnabled: .flag(self.isPaywallOn)
        case .salesEnabled: .flag(self.isSalesOpen)
        case .imageAddonEnabled: .flag(self.isImageAddonOn)
        case .messageInterval: .milliseconds(self.messageIntervalMilliseconds)
        case .callbackInterval: .milliseconds(self.callbackIntervalMilliseconds)
        case .administrators: .users(self.administrators)
        case .dailyCostCap: .microUSD(self.costCapMicroUSD)
        case .freeOneCardTrialPerDay: .count(self.oneCardTrialPerDay)
        case .freeOneCardPerDay: .count(self.oneCardPerDay)
        case .freeConsultTrialPerDay: .count(self.consultTrialPerDay)
        case .trialDays: .count(self.trialDays)
        case .capFreeOneCardPerDay: .count(self.cappedOneCardPerDay)
        case .capFreeConsultPerDay: .count(self.cappedConsultPerDay)
        case .dayZone: .zone(self.dayClock)
        case .subscriptionStars: .stars(self.subscriptionStars)
        case .catalogueDigest: .digest(self.catalogueDigest)
        case .suspectSameQuestionUsers: .count(self.suspects.sameQuestionUsers)
        case .suspectQuickRefunds: .count(self.suspects.quickRefunds)
        case .suspectQuickRefundMinutes: .count(self.suspects.quickRefundMinutes)
        case .suspectQuickRefundDays: .count(self.suspects.quickRefundDays)
        case .suspectFreeOnlyDays: .count(self.suspects.freeOnlyDays)
        case .suspectSurgeFactor: .count(self.suspects.surgeFactor)
        case .suspectSurgeLeast: .count(self.suspects.surgeLeast)
        }
    }

    private mutating func set(_ setting: Setting, to value: SettingValue) {
        self.logged |= Self.bit(of: setting)
        switch (setting, value) {
        case (.paywallEnabled, .flag(let isOn)): self.isPaywallOn = isOn
        case (.salesEnabled, .flag(let isOn)): self.isSalesOpen = isOn
        case (.imageAddonEnabled, .flag(let isOn)): self.isImageAddonOn = isOn
        case (.messageInterval, .milliseconds(let count)): self.messageIntervalMilliseconds = count
        case (.callbackInterval, .milliseconds(let count)):
            self.callbackIntervalMilliseconds = count
        case (.administrators, .users(let users)): self.administrators = users
        case (.dailyCostCap, .microUSD(let count)): self.costCapMicroUSD = count
        case (.freeOneCardTrialPerDay, .count(let count)): self.oneCardTrialPerDay = count
        case (.freeOneCardPerDay, .count(let count)): self.oneCardPerDay = count
        case (.freeConsultTrialPerDay, .count(let count)): self.consultTrialPerDay = count
        case (.trialDays, .count(let count)): self.trialDays = count
        case (.capFreeOneCardPerDay, .count(let count)): self.cappedOneCardPerDay = count
        case (.capFreeConsultPerDay, .count(let count)): self.cappedConsultPerDay = count
        case (.dayZone, .zone(let clock)): self.dayClock = clock
        case (.subscriptionStars, .stars(let stars)): self.subscriptionStars = stars
        case (.catalogueDigest, .digest(let digest)): self.catalogueDigest = digest
        case (_, .count(let count)): self.suspects.set(setting, to: count)
        default: preconditionFailure("\(setting.rawValue) was read as another type")
        }
    }
}

extension Settings: Canonical {
    static var blank: Settings { Settings() }

    /// The canonical form is what was set, by name: readable, and open for more settings.
    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        var changes = Setting.allCases.filter { self.isLogged($0) }
            .map { NamedText(name: $0.rawValue, text: self.text(of: $0)) }
        try coder.list(&changes)
        try coder.flag(&self.isDayZoneFixed)
        guard coder.isReading else { return }
        for change in changes {
            guard let setting = Setting(rawValue: change.name),
                let value = try? setting.parse(change.text)
            else { throw .damaged }
            self.set(setting, to: value)
        }
    }
}

private struct NamedText: Canonical {
    var name: String
    var text: String

    static var blank: NamedText { NamedText(name: "", text: "") }

    mutating func visit(_ coder: inout CanonicalCoder) throws(SnapshotError) {
        try coder.text(&self.name)
        try coder.text(&self.text)
    }
}
