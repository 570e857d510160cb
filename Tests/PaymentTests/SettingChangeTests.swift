import Ledger
import Payments
import Projections
import Testing

@Suite struct SettingChangeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var value: String
        var outcome: String
        var isChat = true

        var testDescription: String { "\(self.name)=\(self.value)" }
    }

    @Test(
        "A setting changes to its canonical value, or the answer says what is accepted",
        arguments: [
            Case(name: "SALES_ENABLED", value: "off", outcome: "setting_changed"),
            Case(name: "SALES_ENABLED", value: "yes", outcome: "unchanged"),
            Case(name: "SALES_ENABLED", value: "maybe", outcome: "refused:invalid_value"),
            Case(name: "NOTHING", value: "1", outcome: "refused:unknown_setting"),
            Case(name: "ADMIN_USER_IDS", value: "1", outcome: "refused:not_settable_in_chat"),
            Case(name: "ADMIN_USER_IDS", value: "1", outcome: "setting_changed", isChat: false),
            Case(name: "THROTTLE_MESSAGE_INTERVAL_SEC", value: "2.0", outcome: "setting_changed"),
            Case(name: "DAILY_COST_CAP_USD", value: "0", outcome: "refused:invalid_value"),
            Case(name: "TZ_DAY", value: "UTC", outcome: "setting_changed", isChat: false),
        ]
    )
    func change(_ example: Case) {
        var desk = Desk()
        let actor: Actor = example.isChat ? .administrator(UserID(rawValue: 99)) : .system
        let command = Command.changeSetting(name: example.name, value: example.value)
        #expect(desk.give(command, to: nil, actor: actor).outcome.name == example.outcome)
    }

    @Test("The day's zone is fixed once a user's event was counted by it")
    func dayZone() {
        var desk = Desk()
        desk.give(.meet)
        let change = Command.changeSetting(name: "TZ_DAY", value: "UTC")
        #expect(desk.give(change, to: nil, actor: .system).outcome == .refused(.dayZoneFixed))
    }

    @Test("At 80 % and 100 % of the cost cap the administrators are told, once each")
    func costCap() {
        var desk = Desk()
        #expect(desk.spend(microUSD: 7_999_999).alerts.isEmpty)
        #expect(desk.spend(microUSD: 1).alerts == [.costCap(percent: 80)])
        #expect(desk.spend(microUSD: 1).alerts.isEmpty)
        #expect(desk.spend(microUSD: 5_000_000).alerts == [.costCap(percent: 100)])
        #expect(desk.spend(microUSD: 5_000_000).alerts.isEmpty)
        desk.advance(days: 1)
        #expect(
            desk.spend(microUSD: 10_000_000).alerts
                == [.costCap(percent: 80), .costCap(percent: 100)]
        )
    }
}
