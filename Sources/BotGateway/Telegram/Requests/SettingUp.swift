/// Who the bot is; proves the token.
struct GetMe: TelegramMethod {
    typealias Answer = User

    static let name = "getMe"

    var terms: CallTerms {
        .work
    }
}

/// The next updates, waited for at Telegram.
///
/// Confirms everything before `offset`.
struct GetUpdates: TelegramMethod {
    /// Never decoded as a whole: ``Update`` reads each element alone.
    typealias Answer = Never

    /// How many one batch may have.
    static let limits = 1...100
    /// How long Telegram waits at most.
    static let timeoutSecondsMax = 50
    static let name = "getUpdates"

    let offset: UpdateID?
    let limit: Int
    let timeout: Int
    let allowedUpdates = Update.kinds

    var terms: CallTerms {
        let deadline = Duration.seconds(self.timeout) + CallTerms.pollingMargin
        return CallTerms(
            lane: .polling,
            deadline: deadline,
            budget: deadline,
            answerBytesMax: CallTerms.batchBytesMax
        )
    }
}

/// Has updates pushed from now on.
struct SetWebhook: TelegramMethod {
    typealias Answer = Bool

    static let name = "setWebhook"

    let url: String
    let secretToken: String
    let allowedUpdates = Update.kinds
    let maxConnections: Int?

    var terms: CallTerms {
        .work
    }
}

/// Has updates kept for polling from now on.
///
/// Never drops those that wait: payments are among them.
struct DeleteWebhook: TelegramMethod {
    typealias Answer = Bool

    static let name = "deleteWebhook"

    var terms: CallTerms {
        .work
    }
}

/// How updates are delivered at present.
struct GetWebhookInfo: TelegramMethod {
    typealias Answer = WebhookInfo

    static let name = "getWebhookInfo"

    var terms: CallTerms {
        .work
    }
}

/// One line of the menu beside the text field.
package struct BotCommand: Hashable, Sendable, Encodable {
    /// How many characters a command may have.
    package static let commandCounts = 1...32
    /// How many characters a description may have.
    package static let descriptionCounts = 1...256

    /// The command without its slash.
    package let command: String
    /// What it does.
    package let description: String

    /// Creates a line.
    ///
    /// - Throws: ``TelegramLimit`` if a text is too long or empty.
    package init(command: String, description: String) throws(TelegramLimit) {
        try TelegramLimit.check(command, "command", characters: Self.commandCounts)
        try TelegramLimit.check(description, "description", characters: Self.descriptionCounts)
        self.command = command
        self.description = description
    }
}

/// The menu beside the text field, for one language or for all others.
struct SetMyCommands: TelegramMethod {
    typealias Answer = Bool

    static let name = "setMyCommands"

    let commands: [BotCommand]
    let languageCode: String?

    var terms: CallTerms {
        .work
    }
}
