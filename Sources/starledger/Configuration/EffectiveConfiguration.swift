internal import BotGateway
private import Foundation
internal import Ledger
internal import LedgerService
internal import Payments
internal import Projections

/// The whole configuration as `serve` would find it, without starting anything.
struct EffectiveConfiguration: Sendable {
    /// Every variable, in the order of the table.
    var variables: [EffectiveVariable]
    /// What would stop the start, one line each.
    var problems: [String]
    /// Why the ledger could not be asked what it has in force.
    var ledgerFailure: LedgerError?

    /// Reads the environment, and the ledger if there is one.
    ///
    /// - Parameters:
    ///   - environment: The variables.
    ///   - database: What `--database` says.
    init(_ environment: Environment, database: String?) {
        var problems: [String] = []
        let bot = BotConfiguration(environment, needsToken: true, problems: &problems)
        var settings: Settings?
        do throws(LedgerError) {
            settings = try Self.settings(of: LedgerPlace(database: database ?? bot.database))
        } catch {
            self.ledgerFailure = error
        }
        if let problem = Self.zoneProblem(bot, settings) { problems.append(problem) }
        self.problems = problems
        self.variables = Variable.all.map { variable in
            var effective = EffectiveVariable(variable, in: environment, settings: settings)
            effective.problems = problems.filter { $0.hasPrefix("\(variable.name):") }
            return effective
        }
        self.change("SQLITE_DB_PATH") { effective in
            guard let database else { return }
            (effective.value, effective.source) = (database, .option)
        }
        self.change("HTTP_BIND") { effective in
            // Without a webhook nothing is served unless it is said where.
            guard bot.http == nil, effective.source == .builtIn else { return }
            (effective.value, effective.source) = (nil, .unset)
        }
    }

    private mutating func change(_ name: String, _ change: (inout EffectiveVariable) -> Void) {
        for index in self.variables.indices where self.variables[index].variable.name == name {
            change(&self.variables[index])
        }
    }

    /// The settings of a ledger, or `nil` if there is none yet: `serve` would make it.
    ///
    /// - Throws: ``LedgerError`` where a start would refuse the file.
    private static func settings(of place: LedgerPlace) throws(LedgerError) -> Settings? {
        _ = try LedgerService.examine(place)
        guard FileManager.default.fileExists(atPath: place.database) else { return nil }
        return try LedgerView(place: place).books().settings
    }

    /// The one setting that a start refuses although its value is accepted.
    private static func zoneProblem(_ bot: BotConfiguration, _ settings: Settings?) -> String? {
        guard let settings, settings.isDayZoneFixed,
            let wanted = bot.settings.first(where: { $0.setting == .dayZone })?.value,
            wanted != settings.text(of: .dayZone)
        else { return nil }
        return "\(Setting.dayZone.rawValue): \(OperatorWords.sentence(for: .dayZoneFixed))"
    }
}
