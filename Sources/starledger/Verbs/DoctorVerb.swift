internal import ArgumentParser
internal import BotGateway
internal import Ledger
internal import LedgerService
internal import Projections

/// `starledger doctor`: what is well, what is not, and what to type next.
struct DoctorVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks at everything the bot needs, and says what to type next.",
        discussion: """
            Runs with the bot dead or alive: it takes no lease and no updates, and changes nothing.
            Status 1 if anything failed; a warning is not a failure.
            """
    )

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await reporting {
            let environment = try await Environment()
            var problems: [String] = []
            let bot = BotConfiguration(environment, needsToken: true, problems: &problems)
            let place = try await self.common.place()
            let effective = EffectiveConfiguration(environment, database: self.common.database)
            let files = effective.variables.filter { $0.variable.isSecret }.compactMap(\.file)
            let here = PlaceDoctor(place: place, secretFiles: Array(Set(files)).sorted())
            // With a wrong address the key would go to a server that it is not meant for.
            let isModelSound = !problems.contains { $0.hasPrefix("OPENAI_") }
            let outside = OutsideDoctor(
                telegram: bot.telegram,
                webhook: bot.webhook,
                model: isModelSound ? bot.languageModel.endpoint : nil,
                wantsModel: environment.value(of: "OPENAI_API_KEY") != nil
            )
            let found =
                Self.configuration(effective) + here.diagnoses(at: .now) + Self.records(of: place)
                + (await outside.diagnoses())
            for diagnosis in found {
                Terminal.say(self.common.json ? diagnosis.json : diagnosis.line)
            }
            let failed = found.filter { $0.level == .failed }
            if !self.common.json { Terminal.say(Self.summary(of: found)) }
            if !failed.isEmpty { throw Failure("", status: .failure) }
        }
    }

    private static func configuration(_ found: EffectiveConfiguration) -> [Diagnosis] {
        guard found.problems.isEmpty else {
            return found.problems.map {
                .failed("configuration", $0, next: "starledger config --check")
            }
        }
        let set = found.variables.filter { $0.source != .builtIn && $0.source != .unset }
        let differing = found.variables.filter { $0.inForce != nil }.map(\.variable.name)
        guard differing.isEmpty else {
            return [
                .warning(
                    "configuration",
                    "the ledger has other values in force of \(differing.joined(separator: " "))",
                    next: "starledger config --check"
                )
            ]
        }
        return [.ok("configuration", "\(set.count) variables set, none wrong")]
    }

    /// When the log was last verified and backed up.
    private static func records(of place: LedgerPlace) -> [Diagnosis] {
        [
            self.lastVerify(of: place, at: .now),
            .lastBackup(LastBackup(of: place), failed: FailedBackup(of: place), at: .now),
        ]
    }

    /// A log that nobody looked at for this long should be verified.
    private static let verifyDaysMax: Int64 = 7

    private static func lastVerify(of place: LedgerPlace, at now: Instant) -> Diagnosis {
        let next = "starledger verify"
        guard let last = LastVerify.read(in: place.checkpoints) else {
            return .warning("last_verify", "never", next: next)
        }
        let words = "\(last.figure) up to event \(last.position)"
        guard last.isSound else { return .failed("last_verify", words, next: next) }
        let days = (now.seconds - last.time.seconds) / 86_400
        return days <= Self.verifyDaysMax
            ? .ok("last_verify", words)
            : .warning("last_verify", "\(words), \(days) days ago", next: next)
    }

    private static func summary(of found: [Diagnosis]) -> String {
        func count(_ level: Diagnosis.Level) -> Int { found.filter { $0.level == level }.count }
        return "\(count(.ok)) ok, \(count(.warning)) warnings, \(count(.failed)) failed"
    }
}

extension EffectiveVariable {
    /// The file it comes from, if it comes from one.
    fileprivate var file: String? {
        if case .file(let path) = self.source { return path }
        return nil
    }
}
