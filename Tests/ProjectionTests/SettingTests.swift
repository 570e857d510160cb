import Ledger
import Projections
import Testing

@Suite struct SettingTests {
    @Test(
        "A value has one spelling in the log",
        arguments: [
            (Setting.paywallEnabled, "YES", "true"), (.paywallEnabled, " 0 ", "false"),
            (.messageInterval, "1.20", "1.2"), (.messageInterval, "0", "0"),
            (.callbackInterval, "0.005", "0.005"), (.callbackInterval, "3600", "3600"),
            (.dailyCostCap, "10", "10"), (.dailyCostCap, "0.500000", "0.5"),
            (.administrators, " 3, 1,3 ", "1,3"), (.administrators, "", ""),
            (.trialDays, "05", "5"), (.dayZone, "Asia/Tokyo", "Asia/Tokyo"),
            (.subscriptionStars, "", ""), (.subscriptionStars, "900", "900"),
            (.catalogueDigest, "00ff", "00ff"), (.suspectSameQuestionUsers, "02", "2"),
            (.suspectQuickRefundMinutes, "1440", "1440"), (.suspectSurgeLeast, "1", "1"),
        ]
    )
    func canonical(setting: Setting, text: String, canonical: String) throws {
        #expect(try setting.canonical(text) == canonical)
        #expect(try setting.canonical(canonical) == canonical)
    }

    @Test(
        "A wrong value is refused, naming the setting and what is accepted, not the value",
        arguments: [
            (Setting.paywallEnabled, "2"), (.messageInterval, "-1"), (.messageInterval, "1.2345"),
            (.messageInterval, "3600.001"), (.messageInterval, "."), (.messageInterval, "1."),
            (.dailyCostCap, "0"), (.dailyCostCap, "1e3"), (.administrators, "1;2"),
            (.administrators, "-1"), (.trialDays, "1001"), (.trialDays, "1.0"),
            (.trialDays, "٣"), (.dayZone, "Mars/Olympus"), (.subscriptionStars, "10001"),
            (.subscriptionStars, "0"), (.catalogueDigest, "xyz"),
            (.suspectSameQuestionUsers, "1"), (.suspectSameQuestionUsers, "51"),
            (.suspectQuickRefunds, "0"), (.suspectQuickRefunds, "17"),
            (.suspectQuickRefundMinutes, "1441"), (.suspectQuickRefundDays, "31"),
            (.suspectFreeOnlyDays, "1"), (.suspectSurgeFactor, "0"), (.suspectSurgeLeast, "0"),
        ]
    )
    func refused(setting: Setting, text: String) {
        let error = #expect(throws: SettingError.self) { try setting.canonical(text) }
        #expect(error?.description == "\(setting.rawValue): accepted: \(setting.accepted)")
    }

    @Test("What was never set has the documented default", arguments: Setting.allCases)
    func defaults(setting: Setting) {
        let documented: [Setting: String] = [
            .paywallEnabled: "false", .salesEnabled: "true", .imageAddonEnabled: "false",
            .messageInterval: "1.2", .callbackInterval: "0.8", .administrators: "",
            .dailyCostCap: "10", .freeOneCardTrialPerDay: "2", .freeOneCardPerDay: "1",
            .freeConsultTrialPerDay: "2", .trialDays: "5", .capFreeOneCardPerDay: "1",
            .capFreeConsultPerDay: "0", .dayZone: "Asia/Tokyo", .subscriptionStars: "",
            .catalogueDigest: "", .suspectSameQuestionUsers: "3", .suspectQuickRefunds: "2",
            .suspectQuickRefundMinutes: "10", .suspectQuickRefundDays: "7",
            .suspectFreeOnlyDays: "14", .suspectSurgeFactor: "3", .suspectSurgeLeast: "20",
        ]
        let settings = Settings()
        #expect(settings.text(of: setting) == documented[setting])
        #expect(!settings.isLogged(setting))
    }

    @Test("A fold sets each setting, and ignores unknown names and values")
    func fold() {
        var books = Books()
        let values: [Setting: String] = [
            .paywallEnabled: "true", .salesEnabled: "false", .imageAddonEnabled: "true",
            .messageInterval: "2", .callbackInterval: "3.5", .administrators: "4,5",
            .dailyCostCap: "6", .freeOneCardTrialPerDay: "7", .freeOneCardPerDay: "8",
            .freeConsultTrialPerDay: "9", .trialDays: "10", .capFreeOneCardPerDay: "11",
            .capFreeConsultPerDay: "12", .dayZone: "UTC", .subscriptionStars: "13",
            .catalogueDigest: "14", .suspectSameQuestionUsers: "15", .suspectQuickRefunds: "16",
            .suspectQuickRefundMinutes: "17", .suspectQuickRefundDays: "18",
            .suspectFreeOnlyDays: "19", .suspectSurgeFactor: "20", .suspectSurgeLeast: "21",
        ]
        for (setting, value) in values {
            books.record(.settingChanged(SettingChanged(name: setting.rawValue, value: value)))
        }
        books.record(.settingChanged(SettingChanged(name: "NOTHING", value: "1")))
        books.record(.settingChanged(SettingChanged(name: "TRIAL_DAYS", value: "many")))
        for (setting, value) in values {
            #expect(books.settings.text(of: setting) == value)
            #expect(books.settings.isLogged(setting))
        }
        #expect(!books.settings.isDayZoneFixed)
        books.record(.userErased(UserErased()), user: 1)
        #expect(books.settings.isDayZoneFixed)
    }
}

extension Books {
    /// Folds one more event.
    mutating func record(
        _ event: Event,
        user: Int64? = nil,
        at: Instant = Instant(seconds: 1_795_400_000),
        cause: Cause = .update,
        actor: Actor = .system,
        key: String? = nil
    ) {
        let envelope = Envelope(
            user: user.map { UserID(rawValue: $0) },
            effectiveAt: at,
            cause: cause,
            actor: actor,
            rid: "test",
            key: key
        )
        let position = self.position + 1
        self.apply(
            RecordedEvent(
                position: position,
                recordedAt: Instant(microseconds: at.microseconds + position),
                envelope: envelope,
                event: event
            )
        )
    }
}
