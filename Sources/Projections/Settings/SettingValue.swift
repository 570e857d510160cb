internal import Ledger

/// A setting's value, read from text once.
enum SettingValue: Hashable {
    case flag(Bool)
    case milliseconds(Int64)
    case count(Int64)
    case microUSD(Int64)
    case users([UserID])
    case zone(DayClock)
    case stars(Stars?)
    case digest(String)

    /// The canonical spelling: reading it again gives the same value.
    var text: String {
        switch self {
        case .flag(let isOn): isOn ? "true" : "false"
        case .milliseconds(let count): Self.decimal(count, fractionDigits: 3)
        case .count(let count): String(count)
        case .microUSD(let count): Self.decimal(count, fractionDigits: 6)
        case .users(let users): users.map { String($0.rawValue) }.joined(separator: ",")
        case .zone(let clock): clock.zone
        case .stars(let stars): stars.map { String($0.count) } ?? ""
        case .digest(let digest): digest
        }
    }

    private static func decimal(_ value: Int64, fractionDigits: Int) -> String {
        let unit = (0..<fractionDigits).reduce(into: Int64(1)) { unit, _ in unit *= 10 }
        guard value % unit != 0 else { return String(value / unit) }
        let digits = String(value % unit)
        let fraction = String(repeating: "0", count: fractionDigits - digits.count) + digits
        return "\(value / unit).\(fraction.trimmingZeros)"
    }
}

extension Setting {
    func parse(_ text: String) throws(SettingError) -> SettingValue {
        let text = text.trimmingSpaces
        let value: SettingValue? =
            switch self {
            case .paywallEnabled, .salesEnabled, .imageAddonEnabled:
                Self.flag(text).map { .flag($0) }
            case .messageInterval, .callbackInterval:
                Self.decimal(text, fractionDigits: 3, in: 0...3_600_000).map { .milliseconds($0) }
            case .dailyCostCap:
                Self.decimal(text, fractionDigits: 6, in: 1...1_000_000_000_000)
                    .map { .microUSD($0) }
            case .freeOneCardTrialPerDay, .freeOneCardPerDay, .freeConsultTrialPerDay,
                .trialDays, .capFreeOneCardPerDay, .capFreeConsultPerDay:
                Self.decimal(text, fractionDigits: 0, in: 0...1_000).map { .count($0) }
            case .administrators: Self.users(text).map { .users($0) }
            case .dayZone: DayClock(zone: text).map { .zone($0) }
            case .subscriptionStars: Self.stars(text)
            case .catalogueDigest:
                text.utf8.count <= 64 && text.allSatisfy(\.isHexDigit) ? .digest(text) : nil
            case .suspectSameQuestionUsers, .suspectQuickRefunds, .suspectQuickRefundMinutes,
                .suspectQuickRefundDays, .suspectFreeOnlyDays, .suspectSurgeFactor,
                .suspectSurgeLeast:
                Self.decimal(text, fractionDigits: 0, in: self.suspectRange).map { .count($0) }
            }
        guard let value else { throw SettingError(setting: self) }
        return value
    }

    private static func flag(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "1", "true", "yes", "on": true
        case "0", "false", "no", "off": false
        default: nil
        }
    }

    private static func users(_ text: String) -> [UserID]? {
        var users: Set<UserID> = []
        for part in text.split(separator: ",") {
            guard let number = Int64(part.trimmingSpaces), number > 0 else { return nil }
            users.insert(UserID(rawValue: number))
        }
        return users.sorted()
    }

    private static func stars(_ text: String) -> SettingValue? {
        if text.isEmpty { return .stars(nil) }
        guard let count = Self.decimal(text, fractionDigits: 0, in: 1...10_000) else { return nil }
        return (try? Stars(count)).map { .stars($0) }
    }

    /// Reads a decimal number as a count of its smallest unit.
    private static func decimal(
        _ text: String,
        fractionDigits: Int,
        in range: ClosedRange<Int64>
    ) -> Int64? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, whole.count <= 12 else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard parts.count == 1 || !fraction.isEmpty, fraction.count <= fractionDigits,
            (whole + fraction).utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        let padding = String(repeating: "0", count: fractionDigits - fraction.count)
        guard let value = Int64(whole + fraction + padding), range.contains(value) else {
            return nil
        }
        return value
    }
}

extension StringProtocol {
    fileprivate var trimmingSpaces: String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let kept = self.drop(while: isSpace)
        return String(kept.reversed().drop(while: isSpace).reversed())
    }

    fileprivate var trimmingZeros: String {
        String(self.reversed().drop { $0 == "0" }.reversed())
    }
}
