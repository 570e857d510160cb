package import Ledger

/// What a button in a chat asks for.
///
/// Data of buttons comes from the client and may be forged: it is parsed strictly, and what it
/// asks for is decided like anything else.
package enum Press: Equatable, Sendable {
    case buy(SKU)
    case showTerms
    case agree
    case agreeAndBuy(SKU?)
    case setLanguage(Language)
    case menu
    case status
    case charge
    case theme(Theme)
    case pendingOption
    case upgradeToThree
    /// Draws cards; the nonce makes a press that Telegram sends again the same press.
    ///
    /// The theme lies in the button, so that a restart between two presses loses nothing.
    case read(Spread, nonce: String, about: Theme? = nil)

    private static let nonceLengths = 6...24

    /// Reads a button's data, or returns `nil` for a button that nobody here made.
    package init?(data: String) {
        let words = data.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        switch (words.first, words.count) {
        case ("buy", 2) where !words[1].isEmpty: self = .buy(SKU(rawValue: words[1]))
        case ("terms", 2...3): self.init(terms: words)
        case ("lang", 3) where words[1] == "set":
            guard let language = Language(code: words[2]) else { return nil }
            self = .setLanguage(language)
        case ("nav", 2): self.init(navigation: words[1])
        case ("tarot_theme", 2):
            guard let theme = Theme(named: words[1]) else { return nil }
            self = .theme(theme)
        case ("read", 3): self.init(spread: words[1], nonce: words[2], about: nil)
        case ("read", 4):
            guard let theme = Theme(named: words[3]) else { return nil }
            self.init(spread: words[1], nonce: words[2], about: theme)
        case ("addon", 2) where words[1] == "pending": self = .pendingOption
        case ("upgrade_to_three", 1): self = .upgradeToThree
        default: return nil
        }
    }

    /// The data of the button that asks for this.
    package var data: String {
        switch self {
        case .buy(let sku): "buy:\(sku.rawValue)"
        case .showTerms: "terms:show"
        case .agree: "terms:agree"
        case .agreeAndBuy(nil): "terms:agree_and_buy"
        case .agreeAndBuy(let sku?): "terms:agree_and_buy:\(sku.rawValue)"
        case .setLanguage(let language): "lang:set:\(language.code)"
        case .menu: "nav:menu"
        case .status: "nav:status"
        case .charge: "nav:charge"
        case .theme(let theme): "tarot_theme:\(theme.name)"
        case .pendingOption: "addon:pending"
        case .upgradeToThree: "upgrade_to_three"
        case .read(let spread, let nonce, nil): "read:\(spread.name):\(nonce)"
        case .read(let spread, let nonce, let theme?):
            "read:\(spread.name):\(nonce):\(theme.name)"
        }
    }

    private init?(terms words: [String]) {
        switch (words[1], words.count) {
        case ("show", 2): self = .showTerms
        case ("agree", 2): self = .agree
        case ("agree_and_buy", 2): self = .agreeAndBuy(nil)
        case ("agree_and_buy", 3) where !words[2].isEmpty:
            self = .agreeAndBuy(SKU(rawValue: words[2]))
        default: return nil
        }
    }

    private init?(navigation word: String) {
        switch word {
        case "menu": self = .menu
        case "status": self = .status
        case "charge": self = .charge
        default: return nil
        }
    }

    private init?(spread name: String, nonce: String, about theme: Theme?) {
        let spread = Spread.allCases.first { $0.name == name }
        let isPlain = nonce.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard let spread, isPlain, Self.nonceLengths.contains(nonce.count) else { return nil }
        self = .read(spread, nonce: nonce, about: theme)
    }
}

extension Theme {
    /// Finds a theme by the name that buttons carry.
    init?(named name: String) {
        guard let theme = Theme.allCases.first(where: { $0.name == name }) else { return nil }
        self = theme
    }
}
