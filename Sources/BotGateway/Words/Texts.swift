package import Ledger

/// Everything the bot can say, in every language.
///
/// The built-in texts are complete; an operator's files replace single sentences of them.
///
///     let texts = try Texts(directory: "texts")
///     texts.say(.costFree, in: .english, ["remaining": "1"])
package struct Texts: Sendable {
    /// The texts that the program brings along.
    package static let builtIn = Texts()

    private var templates: [Language: [TextKey: TextTemplate]] = [:]
    private var menuKeys: [String: TextKey] = [:]

    private init() {
        var placeholders: [TextKey: Set<String>]?
        for language in Language.allCases {
            let file = TextFile(name: language.fileName, source: Self.builtInSource(language))
            let sheet = TextSheet<TextKey>(file, placeholders: placeholders)
            precondition(sheet.problems.isEmpty, "built-in texts: \(sheet.problems)")
            for key in TextKey.allCases {
                precondition(sheet.templates[key] != nil, "\(file.name) lacks \(key.rawValue)")
            }
            // Japanese comes first and defines what each sentence must use.
            placeholders = placeholders ?? sheet.templates.mapValues(\.placeholders)
            self.replace(sheet.templates, in: language)
        }
    }

    /// Lays an operator's sentences over the built-in ones.
    ///
    /// - Parameter sources: The text of each language's file; languages and keys that are left out
    ///   stay as they are built in.
    /// - Throws: ``TextsError`` naming everything that is wrong; then nothing is replaced.
    package init(overlaying sources: [Language: String]) throws(TextsError) {
        self = Self.builtIn
        var problems: [TextProblem] = []
        for language in Language.allCases {
            guard let source = sources[language] else { continue }
            let file = TextFile(name: language.fileName, source: source)
            let sheet = TextSheet<TextKey>(file, placeholders: Self.builtIn.placeholders)
            problems += sheet.problems
            self.replace(sheet.templates, in: language)
        }
        guard problems.isEmpty else { throw TextsError(problems: problems) }
    }

    /// Says a sentence.
    ///
    /// - Parameters:
    ///   - key: The sentence.
    ///   - language: The language to say it in.
    ///   - values: What to put in for each placeholder; those it does not use are ignored.
    /// - Returns: The sentence, ready to send as plain text.
    package func say(
        _ key: TextKey,
        in language: Language,
        _ values: KeyValuePairs<String, String> = [:]
    ) -> String {
        guard let template = self.templates[language]?[key] else {
            preconditionFailure("the texts lack \(key.rawValue) in \(language.code)")
        }
        return template.filled { name in
            if let value = values.first(where: { $0.key == name })?.value { return value }
            assertionFailure("the text \(key.rawValue) needs a value for {\(name)}")
            return "…"
        }
    }

    /// Finds what a button of the reply keyboard means.
    ///
    /// - Parameter label: What the person sent, in any language; the built-in labels count also
    ///   where a file has other ones, since old keyboards stay in people's chats.
    /// - Returns: One of the `menu.` keys, or `nil` if it is no such label.
    package func menuKey(labelled label: String) -> TextKey? {
        self.menuKeys[label] ?? self.menuKeys[Self.spoken(label)]
    }

    /// A label as somebody types it who has no such button before them: without its picture.
    private static func spoken(_ label: String) -> String {
        String(label.drop { !$0.isLetter }).lowercased()
    }

    /// What each sentence must be given.
    package var placeholders: [TextKey: Set<String>] {
        self.templates[.japanese]?.mapValues(\.placeholders) ?? [:]
    }

    /// The built-in texts of a language in the form of a file, for an operator to start from.
    package static func builtInSource(_ language: Language) -> String {
        switch language {
        case .japanese: self.japanese
        case .english: self.english
        case .portuguese: self.portuguese
        }
    }

    private mutating func replace(_ templates: [TextKey: TextTemplate], in language: Language) {
        self.templates[language, default: [:]].merge(templates) { _, new in new }
        for key in TextKey.allCases where key.group == "menu" {
            guard let template = templates[key] else { continue }
            // Labels have no placeholders.
            let label = template.filled { _ in "" }
            self.menuKeys[label] = key
            let spoken = Self.spoken(label)
            // A label that is a picture alone is typed by nobody.
            if !spoken.isEmpty { self.menuKeys[spoken] = key }
        }
    }
}

extension Language {
    /// The name of the file with the language's texts, for example `ja.txt`.
    var fileName: String { "\(self.code).txt" }
}
