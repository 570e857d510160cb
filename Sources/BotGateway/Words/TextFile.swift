/// A text file as an operator writes it, read but not yet judged.
///
///     # A comment.
///     start.again = One line of text.
///     help:
///       The first line of a longer text, indented by two spaces;
///
///       the text ends where the next key begins.
struct TextFile {
    /// One key and its text.
    struct Entry {
        let line: Int
        let key: String
        let text: String
    }

    private struct Block {
        let line: Int
        let key: String
        var lines: [Substring] = []
    }

    /// The last one is a single character in Swift.
    private static let lineEnds: [Character] = ["\n", "\r", "\r\n"]

    let name: String
    private(set) var entries: [Entry] = []
    private(set) var problems: [TextProblem] = []
    private var block: Block?

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - name: How problems call the file.
    ///   - source: Its text, with any line ends and with or without a byte order mark.
    init(name: String, source: String) {
        self.name = name
        let start = source.unicodeScalars.first == "\u{FEFF}" ? 1 : 0
        let text = String(source.unicodeScalars.dropFirst(start))
        let lines = text.split(omittingEmptySubsequences: false) { Self.lineEnds.contains($0) }
        for (index, line) in lines.enumerated() { self.read(line, number: index + 1) }
        self.closeBlock()
    }

    private mutating func read(_ line: Substring, number: Int) {
        if line.allSatisfy(\.isWhitespace) {
            self.block?.lines.append("")
        } else if line.hasPrefix("#") {
            return
        } else if self.block != nil, line.hasPrefix("  ") {
            self.block?.lines.append(line.dropFirst(2))
        } else if line.first?.isWhitespace == true {
            self.reportLine(number)
        } else {
            self.closeBlock()
            self.readHead(line, number: number)
        }
    }

    private mutating func readHead(_ line: Substring, number: Int) {
        guard let mark = line.firstIndex(where: { $0 == "=" || $0 == ":" }) else {
            return self.reportLine(number)
        }
        let key = String(Self.trimmed(line[..<mark]))
        let text = Self.trimmed(line[line.index(after: mark)...])
        if key.isEmpty || line[mark] == ":" && !text.isEmpty {
            self.reportLine(number)
        } else if line[mark] == ":" {
            self.block = Block(line: number, key: key)
        } else {
            self.entries.append(Entry(line: number, key: key, text: String(text)))
        }
    }

    private mutating func closeBlock() {
        guard let block = self.block else { return }
        self.block = nil
        let lines = block.lines.drop(while: \.isEmpty).reversed().drop(while: \.isEmpty).reversed()
        let text = lines.joined(separator: "\n")
        self.entries.append(Entry(line: block.line, key: block.key, text: text))
    }

    private mutating func reportLine(_ number: Int) {
        self.problems.append(
            TextProblem(
                file: self.name,
                line: number,
                "the line cannot be read",
                accepted: "\"key = text\", or \"key:\" and below it lines indented by two spaces"
            )
        )
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return start[...last]
    }
}
