internal import BotGateway
private import Foundation
internal import Ledger
internal import Payments
internal import Projections

/// Everything that the environment says, checked.
struct BotConfiguration: Sendable {
    /// The ledger's file.
    var database = Variable.named("SQLITE_DB_PATH").fallback ?? ""
    /// How to reach Telegram; `nil` without a token.
    var telegram: TelegramEndpoint?
    /// The settings that rules read, where they are set: in their canonical spelling.
    var settings: [(setting: Setting, value: String)] = []
    /// What is on sale.
    var catalogue = Catalogue.builtIn
    /// What the bot can say.
    var texts = Texts.builtIn
    /// The language model, its prices and its prompts.
    var languageModel = ModelConfiguration()
    /// Where people are sent with questions.
    var supportEmail: String?
    /// The operations chat.
    var operationsChat: Int64?
    /// Where updates are pushed to; `nil` = they are fetched.
    var webhook: WebhookAddress?
    /// Where the webhook, the health and the figures are served; `nil` = nowhere.
    var http: HTTPBinding?

    /// Reads and checks the environment.
    ///
    /// - Parameters:
    ///   - environment: The variables.
    ///   - needsToken: Whether a token must be there.
    /// - Throws: ``Failure`` with status 64 and one line a problem: the variable, the value's shape
    ///   (never a secret), and what is accepted.
    init(_ environment: Environment, needsToken: Bool) throws {
        var problems: [String] = []
        self.init(environment, needsToken: needsToken, problems: &problems)
        guard problems.isEmpty else {
            throw Failure.usage(problems.joined(separator: "\nstarledger: "))
        }
    }

    /// Reads and checks the environment, and says what is wrong instead of ending there.
    ///
    /// - Parameters:
    ///   - environment: The variables.
    ///   - needsToken: Whether a token must be there.
    ///   - problems: Gets one line a problem; what is wrong counts as unset.
    init(_ environment: Environment, needsToken: Bool, problems: inout [String]) {
        var reader = ConfigurationReader(environment)
        self.database = reader.text("SQLITE_DB_PATH") ?? self.database
        self.telegram = reader.telegram(isRequired: needsToken)
        self.settings = reader.settings()
        self.catalogue = reader.catalogue() ?? self.catalogue
        self.settings.append((.catalogueDigest, self.catalogue.digest))
        self.texts = reader.texts() ?? self.texts
        self.languageModel = reader.languageModel()
        self.supportEmail = reader.text("SUPPORT_EMAIL") {
            $0.contains("@") && !$0.contains(" ")
        }
        self.operationsChat = reader.integer("OPS_CHAT_ID")
        self.webhook = reader.webhook(for: self.telegram)
        self.http = reader.httpBinding() ?? (self.webhook == nil ? nil : .standard)
        problems = reader.problems
    }
}

extension BotConfiguration {
    /// The settings that a start writes: those that are set, and the defaults of those that only
    /// the environment sets.
    var startSettings: [(setting: Setting, value: String)] {
        let absent = Setting.allCases.filter { setting in
            setting.isOnlyTheEnvironments && !self.settings.contains { $0.setting == setting }
        }
        return self.settings + absent.map { ($0, "") }
    }
}

/// Reads variables one by one and collects what is wrong.
struct ConfigurationReader {
    private let environment: Environment
    private(set) var problems: [String] = []

    init(_ environment: Environment) {
        self.environment = environment
    }

    /// Reads a text; what is accepted stands in the table, unless it is said here.
    mutating func text(
        _ name: String,
        accepting accepted: String? = nil,
        where isAccepted: (String) -> Bool = { _ in true }
    ) -> String? {
        guard let text = self.value(of: name) else { return nil }
        guard isAccepted(text) else {
            self.complain(name, text, accepted)
            return nil
        }
        return text
    }

    /// Only what stands in the table is read.
    private func value(of name: String) -> String? {
        self.environment.value(of: Variable.named(name).name)?.text
    }

    mutating func integer(_ name: String) -> Int64? {
        guard let text = self.value(of: name) else { return nil }
        guard let value = Int64(text) else {
            self.complain(name, text)
            return nil
        }
        return value
    }

    mutating func telegram(isRequired: Bool) -> TelegramEndpoint? {
        let base = self.value(of: "TELEGRAM_API_BASE_URL")
        guard let text = self.value(of: "TELEGRAM_BOT_TOKEN") else {
            if isRequired {
                self.problems.append(
                    "TELEGRAM_BOT_TOKEN: missing; set the token that @BotFather gave you"
                )
            }
            return nil
        }
        guard let token = BotToken(text) else {
            self.complain("TELEGRAM_BOT_TOKEN", text)
            return nil
        }
        let url = base ?? Variable.named("TELEGRAM_API_BASE_URL").fallback ?? ""
        guard let endpoint = TelegramEndpoint(baseURL: url, token: token) else {
            self.complain("TELEGRAM_API_BASE_URL", url)
            return nil
        }
        return endpoint
    }

    mutating func settings(
        among settings: [Setting] = Setting.allCases
    ) -> [(setting: Setting, value: String)] {
        var found: [(setting: Setting, value: String)] = []
        for setting in settings where setting != .catalogueDigest {
            guard let text = self.value(of: setting.rawValue) else { continue }
            do throws(SettingError) {
                found.append((setting, try setting.canonical(text)))
            } catch {
                self.complain(setting.rawValue, text, error.accepted)
            }
        }
        return found
    }

    mutating func catalogue() -> Catalogue? {
        guard let path = self.value(of: "CATALOGUE_PATH") else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            self.problems.append("CATALOGUE_PATH: \(path) cannot be read; name a catalogue file")
            return nil
        }
        do throws(CatalogueError) {
            return try Catalogue(json: String(decoding: data, as: UTF8.self))
        } catch {
            self.problems += error.problems.map { "CATALOGUE_PATH: \(path): \($0)" }
            return nil
        }
    }

    mutating func texts() -> Texts? {
        guard let path = self.value(of: "TEXTS_PATH") else { return nil }
        do throws(TextsError) {
            return try Texts(directory: path)
        } catch {
            self.problems += error.problems.map { "TEXTS_PATH: \($0)" }
            return nil
        }
    }

    /// A value is described by its shape only: it may be a secret in the wrong place.
    mutating func complain(_ name: String, _ text: String, _ accepted: String? = nil) {
        let accepted = accepted ?? Variable.named(name).accepted
        let kind = text.allSatisfy(\.isNumber) ? "digits" : "characters"
        self.problems.append(
            "\(name): a text of \(text.count) \(kind) is not accepted; accepted: \(accepted)"
        )
    }

    /// Something is wrong that is not the shape of a value.
    mutating func object(_ problem: String) {
        self.problems.append(problem)
    }

    /// A variable that another one needs.
    mutating func miss(_ name: String, _ reason: String) {
        // A value that is there and wrong has been complained of already.
        guard self.environment.value(of: name) == nil else { return }
        self.problems.append("\(name): missing; \(reason)")
    }
}
