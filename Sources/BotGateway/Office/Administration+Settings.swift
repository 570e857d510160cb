internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

extension Administration {
    /// Carries out `/admin set <name> <value>`.
    func set(_ order: Order) async throws(LedgerError) -> [Errand] {
        guard order.words.count >= 2 else {
            return self.tell(AdminWords.setUsage, order.visit)
        }
        let name = order.words[0].uppercased()
        let value = order.words.dropFirst().joined(separator: " ")
        let before = Setting(rawValue: name).map { self.desk.settings.text(of: $0) } ?? ""
        let environment = self.environment
        return try await self.carryOut(
            .changeSetting(name: name, value: value),
            about: nil,
            order
        ) { ruling, _ in
            guard case .settingChanged(let setting, let value) = ruling.outcome else { return [] }
            let report = AdminWords.changed(
                setting,
                to: value,
                from: before,
                environment: environment[setting]
            )
            return [Reply(to: order.visit.user, report, weight: .money)]
        }
    }

    /// Carries out `/admin settings`: what is in force, and what the environment says.
    func settings(_ order: Order) -> [Errand] {
        let settings = self.desk.settings
        let lines = Setting.allCases.filter { $0 != .catalogueDigest }.map { setting in
            AdminWords.setting(
                setting,
                inForce: settings.text(of: setting),
                environment: self.environment[setting]
            )
        }
        return self.tell(([AdminWords.settingsTitle] + lines).joined(separator: "\n"), order.visit)
    }
}
