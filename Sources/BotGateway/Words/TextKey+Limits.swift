extension TextKey {
    /// The longest any sentence may be, its placeholders filled; Telegram takes 4,096.
    package static let charactersMax = 3_000

    /// What Telegram takes as the title of an invoice, and so as the name of a product.
    private static let titleCharactersMax = 32

    /// What fits on a button without being cut on a telephone.
    private static let buttonCharactersMax = 40

    /// What a line about a product may take of the description of an invoice.
    private static let aboutCharactersMax = 160

    /// What Telegram takes as the answer to a button or to a pre-checkout.
    private static let answerCharactersMax = 200

    /// What Telegram takes as the description of an invoice.
    private static let descriptionCharactersMax = 255

    /// The longest this sentence may be, its placeholders filled.
    ///
    /// Unit: Unicode code points, which is what Telegram counts.
    package var charactersMax: Int {
        if self.isButton { return Self.buttonCharactersMax }
        if self.isAnswer { return Self.answerCharactersMax }
        return switch self.group {
        case "product": Self.titleCharactersMax
        case "about": Self.aboutCharactersMax
        case "invoice": Self.descriptionCharactersMax
        default: Self.charactersMax
        }
    }

    /// Whether the sentence must stand on one line: labels, names, and lines of a list.
    package var isOneLine: Bool {
        self.isButton || ["product", "about", "invoice", "status", "cost"].contains(self.group)
    }

    private var isButton: Bool {
        switch self {
        case .termsAgree, .termsShow, .termsAgreeAndBuy, .shopItem, .shopItemPending, .languageName:
            true
        case .subscriptionButton: true
        default:
            ["menu", "button"].contains(self.group)
        }
    }

    /// Whether Telegram may show the sentence as the answer to a button or to a pre-checkout.
    private var isAnswer: Bool {
        switch self {
        case .oldButton, .languageChosen, .termsAgreed, .readingWait, .readingBusy,
            .readingNoTicket, .readingQuota, .busy, .adminOnly:
            true
        case .slowDown: true
        default:
            ["shop", "checkout", "access"].contains(self.group)
        }
    }

    /// The longest value that the program puts in for a placeholder.
    ///
    /// Unit: code points.
    static func widthMax(of placeholder: String) -> Int {
        switch placeholder {
        case "product": Self.titleCharactersMax
        case "about": Self.aboutCharactersMax
        case "spread": Self.buttonCharactersMax
        case "stars", "limit", "remaining", "held", "count", "day", "days": 6
        case "until", "date", "reset": 24
        case "cards": 600
        case "email": 254
        default: 40
        }
    }
}
