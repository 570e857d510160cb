package import Ledger

/// What the model is told, and the notices given in its place, in every language.
///
/// The built-in prompts are complete; an operator's files replace single ones of them.
package struct Prompts: Sendable {
    /// The prompts that the program brings along.
    package static let builtIn = Prompts()

    private var templates: [Language: [PromptKey: TextTemplate]] = [:]

    private init() {
        var placeholders: [PromptKey: Set<String>]?
        for language in Language.allCases {
            let file = TextFile(name: language.fileName, source: Self.builtInSource(language))
            let sheet = TextSheet<PromptKey>(file, placeholders: placeholders)
            precondition(sheet.problems.isEmpty, "built-in prompts: \(sheet.problems)")
            for key in PromptKey.allCases {
                precondition(sheet.templates[key] != nil, "\(file.name) lacks \(key.rawValue)")
            }
            // Japanese comes first and defines what each prompt must use.
            placeholders = placeholders ?? sheet.templates.mapValues(\.placeholders)
            self.templates[language] = sheet.templates
        }
    }

    /// Lays an operator's prompts over the built-in ones.
    ///
    /// - Parameter sources: The text of each language's file; languages and keys that are left out
    ///   stay as they are built in.
    /// - Throws: ``TextsError`` naming everything that is wrong; then nothing is replaced.
    package init(overlaying sources: [Language: String]) throws(TextsError) {
        self = Self.builtIn
        var problems: [TextProblem] = []
        let placeholders = self.templates[.japanese]?.mapValues(\.placeholders)
        for language in Language.allCases {
            guard let source = sources[language] else { continue }
            let file = TextFile(name: language.fileName, source: source)
            let sheet = TextSheet<PromptKey>(file, placeholders: placeholders)
            problems += sheet.problems
            self.templates[language, default: [:]].merge(sheet.templates) { _, new in new }
        }
        guard problems.isEmpty else { throw TextsError(problems: problems) }
    }

    /// Reads an operator's folder: `ja.txt`, `en.txt` and `pt.txt`, each of which may be left out.
    ///
    /// - Throws: ``TextsError`` naming everything that is wrong, one line each.
    package init(directory: String) throws(TextsError) {
        var problems: [TextProblem] = []
        var sources: [Language: String] = [:]
        for name in try Texts.textFiles(in: directory) {
            do throws(TextProblem) {
                let language = try Texts.language(of: name)
                sources[language] = try Texts.source(of: name, in: directory)
            } catch {
                problems.append(error)
            }
        }
        do throws(TextsError) {
            self = try Prompts(overlaying: sources)
        } catch {
            throw TextsError(problems: problems + error.problems)
        }
        guard problems.isEmpty else { throw TextsError(problems: problems) }
    }

    /// What somebody is told whose topic the cards and the model keep out of.
    package func notice(on topic: CarefulTopic, speaking language: Language) -> String {
        self.text(PromptKey(on: topic), in: language)
    }

    /// A prompt with its placeholders filled; what is filled in is not read for further ones.
    func text(
        _ key: PromptKey,
        in language: Language,
        _ values: KeyValuePairs<String, String> = [:]
    ) -> String {
        guard let template = self.templates[language]?[key] else {
            preconditionFailure("the prompts lack \(key.rawValue) in \(language.code)")
        }
        return template.filled { name in
            if let value = values.first(where: { $0.key == name })?.value { return value }
            assertionFailure("the prompt \(key.rawValue) needs a value for {\(name)}")
            return "…"
        }
    }

    /// The built-in prompts of a language in the form of a file, for an operator to start from.
    package static func builtInSource(_ language: Language) -> String {
        switch language {
        case .japanese: self.japanese
        case .english: self.english
        case .portuguese: self.portuguese
        }
    }
}
