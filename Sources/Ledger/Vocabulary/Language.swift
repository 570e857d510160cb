/// A language the bot speaks.
public enum Language: UInt8, CaseIterable, Sendable {
    /// Japanese, the language of first resort.
    case japanese = 1
    /// English.
    case english = 2
    /// Portuguese.
    case portuguese = 3
}

extension Language {
    /// The code that buttons, settings and JSON carry: `ja`, `en` or `pt`.
    public var code: String {
        switch self {
        case .japanese: "ja"
        case .english: "en"
        case .portuguese: "pt"
        }
    }

    /// Finds the language with a code, or `nil` for one the bot does not speak.
    public init?(code: String) {
        guard let language = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = language
    }

    /// The language of a first contact: English or Portuguese if the client says so, else Japanese.
    ///
    /// - Parameter clientCode: Telegram's `language_code`, an IETF tag such as `pt-br`.
    public init(clientCode: String?) {
        let primary = clientCode?.split(separator: "-").first.map { $0.lowercased() }
        self = primary.flatMap(Language.init(code:)) ?? .japanese
    }
}
