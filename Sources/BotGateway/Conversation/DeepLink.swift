internal import Ledger
internal import Payments
internal import Projections

/// What a link like `t.me/bot?start=<payload>` opens.
enum DeepLink: Equatable {
    /// A product in the shop.
    case product(SKU)
    /// A spread; following a link draws no cards by itself.
    case spread(Spread, Theme?)
    /// A part of the bot, as its command opens it.
    case part(ChatCommand)

    private static let buying = "buy_"

    /// Reads a payload, or returns `nil` if it opens nothing: then the visitor is greeted.
    init?(_ payload: String, _ catalogue: Catalogue) {
        let word = payload.lowercased()
        if let spread = Self.spreads[word] {
            self = .spread(spread.0, spread.1)
        } else if let part = Self.parts[word] {
            self = .part(part)
        } else if let sku = Self.sku(word, catalogue) {
            self = .product(sku)
        } else {
            return nil
        }
    }

    private static func sku(_ word: String, _ catalogue: Catalogue) -> SKU? {
        let name = word.hasPrefix(Self.buying) ? String(word.dropFirst(Self.buying.count)) : word
        return catalogue.products.map(\.sku).first { $0.rawValue.lowercased() == name }
    }

    private static let spreads: [String: (Spread, Theme?)] = [
        "read1": (.one, nil), "read3": (.three, nil), "hexa": (.hexagram, nil),
        "celtic": (.celtic, nil), "love1": (.one, .love), "love3": (.three, .love),
    ]

    private static let parts: [String: ChatCommand] = [
        "menu": .readingMenu, "reading": .readingMenu, "tarot": .readingMenu, "chat": .chat,
        "consult": .chat, "buy": .buy, "shop": .buy, "charge": .buy, "status": .status,
        "terms": .terms(agrees: false), "privacy": .privacy, "support": .support,
        "paysupport": .paySupport(""), "lang": .language, "language": .language, "help": .help,
        "feedback": .feedback(""), "purchases": .purchases,
    ]
}
