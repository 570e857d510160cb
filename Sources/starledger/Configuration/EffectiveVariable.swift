internal import BotGateway
internal import Ledger
internal import LedgerService
internal import Projections

/// A variable as it stands now: what holds, where that comes from, and what is wrong with it.
struct EffectiveVariable: Sendable {
    /// Where a value comes from.
    enum Source: Equatable, Sendable {
        /// The real environment.
        case environment
        /// The `.env` file of this name.
        case file(String)
        /// The option `--database`.
        case option
        /// `/admin set`, or an earlier start: an event of the ledger.
        case ledger
        /// The program.
        case builtIn
        /// Nothing says anything.
        case unset
    }

    /// The variable.
    let variable: Variable
    /// What holds, fit to be shown; `nil` = nothing, or nothing that is accepted.
    var value: String?
    /// Where it comes from.
    var source: Source
    /// What the ledger has in force, where that is something else until the next start.
    var inForce: String?
    /// What is wrong with it.
    var problems: [String] = []
}

extension EffectiveVariable {
    /// Reads one variable.
    ///
    /// - Parameters:
    ///   - variable: Which one.
    ///   - environment: Where it is set, if it is.
    ///   - settings: The ledger's settings; `nil` = there is no ledger yet.
    init(_ variable: Variable, in environment: Environment, settings: Settings?) {
        self.variable = variable
        let logged = variable.setting.flatMap { setting in settings?.text(of: setting) }
        guard let (text, source) = environment.value(of: variable.name) else {
            let isLogged =
                variable.setting.map {
                    !$0.isOnlyTheEnvironments && settings?.isLogged($0) ?? false
                } ?? false
            self.value = isLogged ? logged : variable.fallback
            self.source = isLogged ? .ledger : variable.fallback == nil ? .unset : .builtIn
            return
        }
        self.source =
            switch source {
            case .environment: .environment
            case .file(let path): .file(path)
            }
        self.value = Self.shown(text, of: variable)
        if let logged, logged != self.value { self.inForce = logged }
    }

    /// A secret is known by its length only; a setting is shown as it will be logged.
    private static func shown(_ text: String, of variable: Variable) -> String? {
        if variable.isSecret { return "‹\(text.count) characters›" }
        if let setting = variable.setting { return try? setting.canonical(text) }
        return Self.withoutLogin(SecretMask.masked(text))
    }

    /// An address may hold a name and a password.
    private static func withoutLogin(_ text: String) -> String {
        text.replacing(/:\/\/[^\/@\s]+@/, with: "://‹login›@")
    }

    /// The line that a shell could read, with a note behind it.
    var line: String {
        let wrong = self.source == .unset ? "‹missing›" : "‹not accepted›"
        let shown = self.problems.isEmpty ? self.value ?? "" : wrong
        return "\(self.variable.name)=\(shown)  # \(self.note)"
    }

    /// What stands above it in the long listing.
    var explanation: String {
        let fallback = self.variable.fallback.map { "; default: \($0)" } ?? ""
        return "# \(self.variable.meaning); accepted: \(self.variable.accepted)\(fallback)"
    }

    private var note: String {
        let source =
            switch self.source {
            case .environment: "environment"
            case .file(let path): path
            case .option: "--database"
            case .ledger: "ledger"
            case .builtIn: "default"
            case .unset: "not set"
            }
        guard let inForce else { return source }
        let now = inForce.isEmpty ? "nothing" : inForce
        return "\(source); the ledger has \(now) in force until the next start"
    }

    /// One line of JSON.
    var json: String {
        let (name, file): (String, String?) =
            switch self.source {
            case .environment: ("environment", nil)
            case .file(let path): ("file", path)
            case .option: ("option", nil)
            case .ledger: ("ledger", nil)
            case .builtIn: ("default", nil)
            case .unset: ("unset", nil)
            }
        var line = JSONLine()
        line.add("name", self.variable.name)
        line.add("value", self.problems.isEmpty ? self.value : nil)
        line.add("source", name)
        line.add("file", file)
        line.add("in_force", self.inForce)
        line.add("default", self.variable.fallback)
        line.add("secret", self.variable.isSecret)
        line.add("meaning", self.variable.meaning)
        line.add("accepted", self.variable.accepted)
        let problems = self.problems.map(JSONLine.quoted).joined(separator: ",")
        line.addRaw("problems", "[\(problems)]")
        return line.finished
    }
}
