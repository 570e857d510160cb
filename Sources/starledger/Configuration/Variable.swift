internal import BotGateway
internal import Projections

/// A variable of the environment: what it means, what it accepts, and what holds without it.
///
/// One table for reading and for printing: ``ConfigurationReader`` reads nothing that does not stand
/// in it, and `starledger config` prints nothing else.
struct Variable: Sendable {
    /// The name in the environment.
    let name: String
    /// What it is for, in a few words.
    let meaning: String
    /// What is accepted, in words that complete "accepted: …".
    let accepted: String
    /// What holds without it; `nil` = nothing.
    let fallback: String?
    /// Whether its value must be shown to nobody.
    let isSecret: Bool
    /// The setting that it sets, if it sets one.
    let setting: Setting?

    private init(
        _ name: String,
        _ meaning: String,
        accepted: String,
        fallback: String? = nil,
        isSecret: Bool = false
    ) {
        self.name = name
        self.meaning = meaning
        self.accepted = accepted
        self.fallback = fallback
        self.isSecret = isSecret
        self.setting = nil
    }

    /// A setting says itself what it accepts and what holds without it.
    private init(_ setting: Setting) {
        let fallback = Settings().text(of: setting)
        self.name = setting.rawValue
        self.meaning = setting.meaning
        self.accepted = setting.accepted
        self.fallback = fallback.isEmpty ? nil : fallback
        self.isSecret = false
        self.setting = setting
    }

    /// Finds a variable.
    ///
    /// - Precondition: It stands in the table: what is read can be printed.
    static func named(_ name: String) -> Variable {
        guard let variable = Self.all.first(where: { $0.name == name }) else {
            preconditionFailure("\(name) is read and does not stand in the table of variables")
        }
        return variable
    }
}

extension Variable {
    /// Every variable, in the order in which it is printed.
    static let all: [Variable] = {
        let listed = Self.listed
        let settings = listed.compactMap(\.setting)
        // A setting that stands in no group above is printed all the same.
        let others = Setting.allCases.filter { $0 != .catalogueDigest && !settings.contains($0) }
        return listed + others.map { Variable($0) }
    }()

    private static let listed: [Variable] =
        Self.telegram + Self.model + Self.selling + Self.quotas + Self.signs + Self.files + Self.web

    private static let telegram = [
        Variable(
            "TELEGRAM_BOT_TOKEN",
            "the bot's token; serve needs it",
            accepted: "a token like 123456:ABC… from @BotFather",
            isSecret: true
        ),
        Variable(
            "TELEGRAM_API_BASE_URL",
            "where the Bot API is",
            accepted: "an address like https://api.telegram.org",
            fallback: "https://api.telegram.org"
        ),
        Variable(.administrators),
        Variable(
            "OPS_CHAT_ID",
            "the chat where alerts go as well as to the administrators",
            accepted: "a whole number, for example -1001234567890"
        ),
        Variable(
            "SUPPORT_EMAIL",
            "shown by /support and /paysupport",
            accepted: "an address like help@example.jp"
        ),
    ]

    private static let model = [
        Variable(
            "OPENAI_API_KEY",
            "the key of the model's server; without one the built-in reader answers",
            accepted: "visible characters, up to 512",
            isSecret: true
        ),
        Variable(
            "OPENAI_BASE_URL",
            "any OpenAI-compatible server",
            accepted: "an address like \(ModelEndpoint.baseURLDefault)",
            fallback: ModelEndpoint.baseURLDefault
        ),
        Variable(
            "OPENAI_MODEL",
            "which model reads the cards",
            accepted: "the model's name, up to 128 visible characters",
            fallback: ModelEndpoint.modelDefault
        ),
        Variable(
            "READER_FALLBACK",
            "when the model fails for good: give the ticket back, or read with the built-in reader",
            accepted: "release or builtin",
            fallback: "release"
        ),
        Variable(
            "MODEL_PRICES_PATH",
            "what models cost; built in without it",
            accepted: "a file of model prices"
        ),
        Variable(
            "PROMPTS_PATH",
            "what the model is told; built in without it",
            accepted: "a folder of prompt files"
        ),
        Variable(.dailyCostCap),
    ]

    private static let selling = [
        Variable(.paywallEnabled),
        Variable(.salesEnabled),
        Variable(.imageAddonEnabled),
        Variable(.subscriptionStars),
        Variable(
            "CATALOGUE_PATH",
            "what is on sale; built in without it",
            accepted: "a catalogue file"
        ),
    ]

    private static let quotas = [
        Variable(.trialDays),
        Variable(.freeOneCardTrialPerDay),
        Variable(.freeOneCardPerDay),
        Variable(.freeConsultTrialPerDay),
        Variable(.capFreeOneCardPerDay),
        Variable(.capFreeConsultPerDay),
        Variable(.messageInterval),
        Variable(.callbackInterval),
        Variable(.dayZone),
    ]

    private static let signs = [
        Variable(.suspectSameQuestionUsers), Variable(.suspectQuickRefunds),
        Variable(.suspectQuickRefundMinutes), Variable(.suspectQuickRefundDays),
        Variable(.suspectFreeOnlyDays), Variable(.suspectSurgeFactor),
        Variable(.suspectSurgeLeast),
    ]

    private static let files = [
        Variable(
            "SQLITE_DB_PATH",
            "the ledger's file",
            accepted: "a path",
            fallback: "db/ledger.db"
        ),
        Variable(
            "TEXTS_PATH",
            "what the bot says; built in without it",
            accepted: "a folder of text files"
        ),
        Variable(
            "DOTENV_FILE",
            "a file of further variables; the real environment wins",
            accepted: "a file of KEY=value lines",
            fallback: ".env"
        ),
    ]

    private static let web = [
        Variable(
            "WEBHOOK_URL",
            "where Telegram pushes updates; without it they are fetched",
            accepted: "an address like https://bot.example.jp/telegram, port 443, 80, 88 or 8443, "
                + "path of A-Z a-z 0-9 . _ ~ - /, and not /healthz, /readyz or /metrics"
        ),
        Variable(
            "WEBHOOK_SECRET",
            "what proves that a push is Telegram's",
            accepted: "1 to 256 of A-Z a-z 0-9 _ -",
            isSecret: true
        ),
        Variable(
            "HTTP_BIND",
            "where webhook, health and figures are served; without a webhook only if it is set",
            accepted: "host:port or [IPv6]:port, for example 127.0.0.1:8080",
            fallback: "127.0.0.1:8080"
        ),
    ]
}

extension Setting {
    /// What it is for, in a few words; exhaustive, so that no setting is read and not explained.
    fileprivate var meaning: String {
        switch self {
        case .paywallEnabled: "whether tickets, passes and quotas are asked for"
        case .salesEnabled: "whether the shop is open"
        case .imageAddonEnabled: "whether the image option is for sale"
        case .messageInterval: "seconds between two messages of a user"
        case .callbackInterval: "seconds between two buttons of a user"
        case .administrators: "who may use /admin and /refund"
        case .dailyCostCap: "what the model may cost a day, in US dollars"
        case .freeOneCardTrialPerDay: "free one-card readings a day in the trial"
        case .freeOneCardPerDay: "free one-card readings a day after it"
        case .freeConsultTrialPerDay: "free consultations a day in the trial"
        case .trialDays: "how many days the trial lasts"
        case .capFreeOneCardPerDay: "free one-card readings a day past the cost cap"
        case .capFreeConsultPerDay: "free consultations a day past the cost cap"
        case .dayZone: "whose midnight ends the day; fixed after first use"
        case .subscriptionStars: "the price of the monthly pass; without it none is offered"
        case .suspectSameQuestionUsers:
            "how many users who ask the same within an hour are a sign of abuse"
        case .suspectQuickRefunds: "how many quick refunds of a user are a sign of abuse"
        case .suspectQuickRefundMinutes: "within how many minutes of its payment a refund is quick"
        case .suspectQuickRefundDays: "over how many days quick refunds are counted"
        case .suspectFreeOnlyDays: "how many days of free draws only, in a row, are a sign of abuse"
        case .suspectSurgeFactor: "how many times its 7-day median makes an hour a surge"
        case .suspectSurgeLeast: "how many events an hour must have to be a surge"
        case .catalogueDigest: "what the catalogue in force says; set by the program"
        }
    }
}
