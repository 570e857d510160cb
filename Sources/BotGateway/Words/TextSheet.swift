/// The name of a text that an operator may edit: a sentence of the bot's, or a prompt.
protocol TextName: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// The longest the text may be, its placeholders filled, in code points.
    var charactersMax: Int { get }
    /// Whether it must stand on one line.
    var isOneLine: Bool { get }
    /// The longest value that the program puts in for a placeholder, in code points.
    static func widthMax(of placeholder: String) -> Int
}

extension TextName {
    /// The word before the first full stop, which sorts the texts.
    var group: Substring { self.rawValue.prefix { $0 != "." } }
}

extension TextKey: TextName {}

/// The texts of one file, judged: what can be used, and what is wrong.
struct TextSheet<Key: TextName> {
    /// The texts that are right.
    private(set) var templates: [Key: TextTemplate] = [:]

    /// What is wrong, by line.
    private(set) var problems: [TextProblem]

    private let file: String
    private let placeholders: [Key: Set<String>]?
    private var lines: [Key: Int] = [:]

    /// Judges a file.
    ///
    /// - Parameters:
    ///   - file: The file as it was read.
    ///   - placeholders: What each text must use, or `nil` if this file is to define it.
    init(_ file: TextFile, placeholders: [Key: Set<String>]?) {
        self.file = file.name
        self.placeholders = placeholders
        self.problems = file.problems
        for entry in file.entries { self.take(entry) }
        self.problems.sort { ($0.line ?? 0) < ($1.line ?? 0) }
    }

    private mutating func take(_ entry: TextFile.Entry) {
        guard let key = Key(rawValue: entry.key) else {
            return self.report(entry, "unknown key", accepted: Self.keys(near: entry.key))
        }
        if let first = self.lines[key] {
            return self.report(entry, "the key stands in line \(first) too", accepted: "each once")
        }
        self.lines[key] = entry.line
        do throws(TextTemplate.Flaw) {
            let template = try TextTemplate(entry.text)
            self.templates[key] = template
            self.checkShape(of: entry, key, template)
            self.checkPlaceholders(of: entry, key, template)
        } catch {
            let finding =
                switch error {
                case .strayBrace: "a brace without its partner"
                case .unreadable(let inside): "{\(inside)} cannot be read"
                }
            self.report(entry, finding, accepted: self.names(for: key))
        }
    }

    private mutating func checkShape(
        of entry: TextFile.Entry,
        _ key: Key,
        _ template: TextTemplate
    ) {
        if entry.text.isEmpty {
            self.report(entry, "the text is empty", accepted: "a text, or no such line at all")
        }
        if key.isOneLine, entry.text.contains("\n") {
            self.report(entry, "the text has a line break", accepted: "one line")
        }
        let length = template.lengthMax(Key.widthMax(of:))
        if length > key.charactersMax {
            self.report(
                entry,
                "the text can become \(length) characters long",
                accepted: "\(key.charactersMax) at most, placeholders filled"
            )
        }
    }

    private mutating func checkPlaceholders(
        of entry: TextFile.Entry,
        _ key: Key,
        _ template: TextTemplate
    ) {
        guard let expected = self.placeholders?[key], !entry.text.isEmpty else { return }
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

    private func names(for key: Key) -> String {
        guard let names = self.placeholders?[key], !names.isEmpty else {
            return "a text without braces"
        }
        return "a text with " + names.sorted().map { "{\($0)}" }.joined(separator: " ")
    }

    /// The keys that begin with the same word, or the words that keys begin with.
    private static func keys(near key: String) -> String {
        let group = key.prefix { $0 != "." }
        let near = Key.allCases.filter { $0.group == group }
        guard near.isEmpty else { return near.map(\.rawValue).joined(separator: " ") }
        let groups = Set(Key.allCases.map(\.group)).sorted().joined(separator: " ")
        return "a key that begins with one of " + groups
    }
}
