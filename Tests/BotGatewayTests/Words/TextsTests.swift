import BotGateway
import Ledger
import Testing

/// What the built-in texts promise, in every language.
@Suite struct TextsTests {
    private static let texts = Texts.builtIn

    /// The longest values that the program puts in.
    private static let longest: KeyValuePairs<String, String> = [
        "trial_days": "5", "free_per_day": "2", "limit": "500", "version": "2026-11-23",
        "email": "support@example.com", "product": String(repeating: "W", count: 32),
        "stars": "100000", "until": "2026-11-30 13:35 JST", "date": "2026-11-30 13:35 JST",
        "reset": "11/24 00:00 JST", "days": "30", "day": "1234", "count": "12345",
        "held": "12345", "remaining": "99999", "sku": "ADDON_IMAGES", "rid": "7f3a9c2e",
        "spread": String(repeating: "W", count: 40), "about": String(repeating: "W", count: 160),
        "cards": String(repeating: "W", count: 400), "amount": "⭐100000",
        "state": "WWWWWWWWWW", "theme": String(repeating: "W", count: 40),
    ]

    private static let everything = TextKey.allCases.flatMap { key in
        Language.allCases.map { language in (key, language) }
    }

    private static func say(_ key: TextKey, in language: Language) -> String {
        self.texts.say(key, in: language, self.longest)
    }

    @Test(
        "Every sentence can be said in every language, within its limit and with nothing left open"
    )
    func everySentence() {
        for (key, language) in Self.everything {
            let text = Self.say(key, in: language)
            let name = "\(key.rawValue) in \(language.code)"
            #expect(!text.isEmpty, "\(name)")
            #expect(!text.contains { "{}|".contains($0) }, "\(name): \(text)")
            #expect(text.unicodeScalars.count <= key.charactersMax, "\(name)")
            #expect(!key.isOneLine || !text.contains("\n"), "\(name)")
            #expect(text == text.trimmed, "\(name)")
        }
    }

    @Test("Japanese is written in Japanese, the other languages in Latin letters")
    func scripts() {
        // The question for the language is asked in all three; an item is a name and a price.
        let mixed: Set<TextKey> = [.languageAsk, .shopItem]
        for (key, language) in Self.everything where !mixed.contains(key) {
            let text = Self.texts.say(key, in: language, Self.longest)
            #expect(text.hasJapanese == (language == .japanese), "\(key.rawValue): \(text)")
        }
    }

    @Test("No two languages share a sentence, but for names and what is said in all of them")
    func languagesDiffer() {
        let shared: Set<TextKey> = [.languageAsk, .shopItem, .menuStatus]
        for key in TextKey.allCases where !shared.contains(key) {
            let texts = Set(Language.allCases.map { Self.say(key, in: $0) })
            #expect(texts.count == Language.allCases.count, "\(key.rawValue)")
        }
    }

    @Test("Commands stand apart from letters, so that Telegram makes links of them")
    func commandsAreLinks() {
        for (key, language) in Self.everything {
            let text = Self.say(key, in: language)
            for slash in text.indices where text[slash] == "/" {
                let after = text[text.index(after: slash)...]
                guard after.first?.isLowercaseASCII == true else { continue }
                let before = text[..<slash].last
                let next = after.drop { $0.isLowercaseASCII || $0.isNumber }.first
                #expect(before?.isLetter != true, "\(key.rawValue): \(text)")
                #expect(next?.isLetter != true, "\(key.rawValue): \(text)")
            }
        }
    }

    @Test("The Japanese menu has the labels of the keyboards that people already have")
    func japaneseMenu() {
        let keys: [TextKey] = [
            .menuReading, .menuChat, .menuCharge, .menuStatus, .menuLanguage,
        ]
        let labels = keys.map { Self.texts.say($0, in: .japanese) }
        #expect(labels == ["🎩占い", "💬相談", "🛒チャージ", "📊ステータス", "🌐 言語設定"])
    }

    @Test("A label of the keyboard is known in every language")
    func menuKeys() {
        for key in TextKey.allCases where key.rawValue.hasPrefix("menu.") {
            for language in Language.allCases {
                let label = Self.texts.say(key, in: language)
                #expect(Self.texts.menuKey(labelled: label) == key)
            }
        }
        // Typed by hand: without the picture, in capitals or not; a word more is a sentence.
        for (label, key) in [
            ("占い", TextKey.menuReading), ("🎩 占い", .menuReading), ("STATUS", .menuStatus),
            ("占いたい", nil), ("占い？", nil), ("🎩", nil), ("", nil), ("1", nil),
        ] as [(String, TextKey?)] {
            #expect(Self.texts.menuKey(labelled: label) == key, "\(label)")
        }
    }

    @Test("The image option that is not for sale yet says so")
    func pending() {
        #expect(Self.texts.say(.shopPending, in: .japanese).contains("準備中"))
        #expect(Self.texts.say(.shopItemPending, in: .japanese).contains("準備中"))
    }

    @Test("The terms are short enough to be read")
    func termsAreShort() {
        for language in Language.allCases {
            #expect(Self.say(.terms, in: language).count <= 1_500)
        }
    }

    @Test(
        "The description of every invoice fits, whatever is sold",
        arguments: Language.allCases
    )
    func invoiceDescriptions(language: Language) {
        let spreads: [TextKey] = [.buttonThree, .buttonHexagram, .buttonCeltic]
        let tickets = spreads.map { spread in
            Self.texts.say(
                .aboutTicket,
                in: language,
                ["spread": Self.texts.say(spread, in: language)]
            )
        }
        let passes = ["7", "30"].map { Self.texts.say(.aboutPass, in: language, ["days": $0]) }
        let abouts = tickets + passes + [Self.texts.say(.aboutImages, in: language)]
        for about in abouts {
            let description = Self.texts.say(.invoiceDescription, in: language, ["about": about])
            #expect((1...255).contains(description.unicodeScalars.count))
        }
    }

    @Test("One is told from many where the language does so")
    func oneAndMany() {
        let english = ["1", "2"].map {
            Self.texts.say(.statusChat, in: .english, ["remaining": $0])
        }
        #expect(english == ["・Chat: remaining 1 message", "・Chat: remaining 2 messages"])
        let portuguese = ["1", "2"].map {
            Self.texts.say(.statusChat, in: .portuguese, ["remaining": $0])
        }
        #expect(portuguese == ["・Conversa: resta 1 mensagem", "・Conversa: restam 2 mensagens"])
    }

    @Test("A value is put in as it is, braces and all")
    func valuesAreNotRead() {
        let text = Self.texts.say(.readingAgain, in: .english, ["cards": "{stars} {"])
        #expect(text == "You already have this reading. {stars} {")
    }

    @Test("A forgotten value is a mistake in the program, named")
    func forgottenValue() async {
        let result = await #expect(
            processExitsWith: .failure,
            observing: [\.standardErrorContent]
        ) {
            _ = Texts.builtIn.say(.tooLong, in: .japanese)
        }
        let error = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(error.contains("the text hint.too_long needs a value for {limit}"))
    }
}

// MARK: - Letters

extension Character {
    fileprivate var isLowercaseASCII: Bool { ("a"..."z").contains(self) }
}

extension String {
    /// Whether there is a kana or a kanji in it; the bullet `・` is none.
    fileprivate var hasJapanese: Bool {
        self.unicodeScalars.contains { scalar in
            (0x3041...0x30FA).contains(scalar.value) || (0x4E00...0x9FFF).contains(scalar.value)
        }
    }

    fileprivate var trimmed: String {
        let start = self.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
