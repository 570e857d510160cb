/// The prompts of one file, judged: what can be used, and what is wrong.
struct PromptSheet {
    /// The prompts that are right.
    private(set) var templates: [PromptKey: TextTemplate] = [:]

    /// What is wrong, by line.
    private(set) var problems: [TextProblem]

    private let file: String
    private let placeholders: [PromptKey: Set<String>]?
    private var lines: [PromptKey: Int] = [:]

    /// Judges a file.
    ///
    /// - Parameters:
    ///   - file: The file as it was read.
    ///   - placeholders: What each prompt must use, or `nil` if this file is to define it.
    init(_ file: TextFile, placeholders: [PromptKey: Set<String>]?) {
        self.file = file.name
        self.placeholders = placeholders
        self.problems = file.problems
        for entry in file.entries { self.take(entry) }
        self.problems.sort { ($0.line ?? 0) < ($1.line ?? 0) }
    }

    private mutating func take(_ entry: TextFile.Entry) {
        guard let key = PromptKey(rawValue: entry.key) else {
            let names = PromptKey.allCases.map(\.rawValue).joined(separator: " ")
            return self.report(entry, "unknown key", accepted: names)
        }
        if let first = self.lines[key] {
            return self.report(entry, "the key stands in line \(first) too", accepted: "each once")
        }
        self.lines[key] = entry.line
        do throws(TextTemplate.Flaw) {
            let template = try TextTemplate(entry.text)
            self.templates[key] = template
            self.check(entry, key, template)
        } catch {
            let finding =
                switch error {
                case .strayBrace: "a brace without its partner"
                case .unreadable(let inside): "{\(inside)} cannot be read"
                }
            self.report(entry, finding, accepted: self.names(for: key))
        }
    }

    private mutating func check(
        _ entry: TextFile.Entry,
        _ key: PromptKey,
        _ template: TextTemplate
    ) {
        guard !entry.text.isEmpty else {
            return self.report(
                entry,
                "the text is empty",
                accepted: "a text, or no such line at all"
            )
        }
        let length = template.lengthMax { _ in 0 }
        if length > key.charactersMax {
            self.report(
                entry,
                "the text has \(length) characters",
                accepted: "\(key.charactersMax) at most"
            )
        }
        guard let expected = self.placeholders?[key] else { return }
        for name in expected.subtracting(template.placeholders).sorted() {
            self.report(entry, "{\(name)} is missing", accepted: self.names(for: key))
        }
        for name in template.placeholders.subtracting(expected).sorted() {
            self.report(entry, "unknown placeholder {\(name)}", accepted: self.names(for: key))
        }
    }

    private mutating func report(_ entry: TextFile.Entry, _ finding: String, accepted: String) {
        self.problems.append(
            TextProblem(
                file: self.file,
                line: entry.line,
                key: entry.key,
                finding,
                accepted: accepted
            )
        )
    }

    private func names(for key: PromptKey) -> String {
        guard let names = self.placeholders?[key], !names.isEmpty else {
            return "a text without braces"
        }
        return "a text with " + names.sorted().map { "{\($0)}" }.joined(separator: " ")
    }
}
