package import Ledger

/// The sentences the built-in reader composes a reading from, in one language.
package struct Phrasebook: Sendable {
    /// The variants of each phrase by its key, for example `lead.past.upright`.
    package let variants: [String: [String]]

    private let language: Language

    /// Reads a table: `key | text` a line, a key once for each of its variants.
    ///
    /// `{name}` in a text is a blank that the reader fills. The tables are part of the program, so
    /// a malformed one traps and names the line.
    init(table: String, in language: Language) {
        self.language = language
        self.variants = table.split(separator: "\n").reduce(into: [:]) { variants, line in
            let fields = line.split(separator: " | ")
            precondition(
                fields.count == 2,
                "not a key and a text in the \(language.code) phrases: \(line)"
            )
            variants[String(fields[0]), default: []].append(String(fields[1]))
        }
    }

    /// The phrases in a language.
    package static func speaking(_ language: Language) -> Phrasebook {
        switch language {
        case .japanese: self.japanese
        case .english: self.english
        case .portuguese: self.portuguese
        }
    }

    /// What stands between the items of a list.
    var listSeparator: String {
        switch self.language {
        case .japanese: "、"
        case .english, .portuguese: ", "
        }
    }

    /// What stands between two sentences.
    var sentenceSeparator: String {
        switch self.language {
        case .japanese: ""
        case .english, .portuguese: " "
        }
    }

    /// The only variant of a phrase, its blanks filled.
    func phrase(_ key: String, _ blanks: KeyValuePairs<String, String> = [:]) -> String {
        Self.filling(self.texts(key)[0], blanks)
    }

    /// One of a phrase's variants, its blanks filled.
    func phrase(
        _ key: String,
        _ blanks: KeyValuePairs<String, String> = [:],
        choosingBy generator: inout SeededGenerator
    ) -> String {
        let texts = self.texts(key)
        let chosen = Int(generator.number(below: UInt64(texts.count)))
        return Self.filling(texts[chosen], blanks)
    }

    private func texts(_ key: String) -> [String] {
        guard let texts = self.variants[key] else {
            preconditionFailure("the \(self.language.code) phrases lack \(key)")
        }
        return texts
    }

    private static func filling(
        _ text: String,
        _ blanks: KeyValuePairs<String, String>
    ) -> String {
        blanks.reduce(text) { filled, blank in
            filled.replacing("{\(blank.key)}", with: blank.value)
        }
    }

    private static let japanese = Phrasebook(table: japaneseTable, in: .japanese)
    private static let english = Phrasebook(table: englishTable, in: .english)
    private static let portuguese = Phrasebook(table: portugueseTable, in: .portuguese)
}
