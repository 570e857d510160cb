package import Ledger

/// What a message in a chat asks for.
package enum ChatCommand: Equatable, Sendable {
    case start(payload: String?)
    case help
    case terms(agrees: Bool)
    case privacy
    case support
    case paySupport(String)
    case language
    case buy
    case status
    case purchases
    case feedback(String)
    /// Cards, with a theme and a question if there are any.
    case read(Spread, Theme?, question: String? = nil)
    case readingMenu
    case chat
    case admin([String])
    case refund([String])
    case unknown
    /// Plain text: a question, or a word.
    case text(String)

    /// The longest question, in characters.
    package static let questionCharacterCountMax = 500

    /// Reads a message.
    ///
    /// - Parameters:
    ///   - text: What was written.
    ///   - texts: Know the labels of the reply keyboards, in every language.
    package init(_ text: String, _ texts: Texts) {
        let trimmed = text.trimmingSpaces
        if let command = ChatCommand(menu: texts.menuKey(labelled: trimmed)) {
            self = command
        } else if trimmed.hasPrefix("/") {
            self.init(slashed: trimmed)
        } else if let question = SpokenWish(trimmed)?.question {
            self = .read(.one, nil, question: question.isEmpty ? nil : question)
        } else {
            self = .text(trimmed)
        }
    }

    private init(slashed text: String) {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        // In groups Telegram adds the bot's name: `/status@a_bot`.
        let name = words.first?.dropFirst().split(separator: "@").first.map { $0.lowercased() }
        let rest = Array(words.dropFirst())
        let tail = text.dropFirst(words.first?.count ?? 0).trimmingSpaces
        let question = tail.isEmpty ? nil : tail
        switch name {
        case "start": self = .start(payload: rest.first)
        case "help": self = .help
        case "terms": self = .terms(agrees: rest.first?.lowercased() == "agree")
        case "privacy": self = .privacy
        case "support": self = .support
        case "paysupport": self = .paySupport(tail)
        case "lang", "language": self = .language
        case "buy": self = .buy
        case "status": self = .status
        case "purchases": self = .purchases
        case "feedback": self = .feedback(tail)
        case "read1": self = .read(.one, nil, question: question)
        case "read3": self = .read(.three, nil, question: question)
        case "hexa": self = .read(.hexagram, nil, question: question)
        case "celtic": self = .read(.celtic, nil, question: question)
        case "love1": self = .read(.one, .love, question: question)
        case "love3": self = .read(.three, .love, question: question)
        case "admin": self = .admin(rest)
        case "refund": self = .refund(rest)
        default: self = .unknown
        }
    }
}

extension ChatCommand {
    /// What a button of the reply keyboard asks for.
    private init?(menu key: TextKey?) {
        switch key {
        case .menuReading: self = .readingMenu
        case .menuChat: self = .chat
        case .menuCharge: self = .buy
        case .menuStatus: self = .status
        case .menuLanguage: self = .language
        default: return nil
        }
    }
}

extension StringProtocol {
    /// The text without white space at either end.
    var trimmingSpaces: String {
        let start = self.drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
