/// One sentence with places to fill in.
///
/// `{days}` is replaced by a value. `{days|day|days}` becomes the first word when that value is 1,
/// else the second, for languages that tell one from many.
struct TextTemplate: Hashable, Sendable {
    /// What is wrong with a text.
    enum Flaw: Error, Hashable {
        /// A brace opens or closes nothing.
        case strayBrace
        /// What stands between two braces is no placeholder.
        case unreadable(String)
    }

    private enum Piece: Hashable, Sendable {
        case words(String)
        case value(of: String)
        case choice(by: String, one: String, many: String)

        var placeholder: String? {
            switch self {
            case .words: nil
            case .value(let name): name
            case .choice(let name, _, _): name
            }
        }
    }

    private let pieces: [Piece]

    /// The names of the values that the text needs.
    let placeholders: Set<String>

    /// Reads a text.
    init(_ text: String) throws(Flaw) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[brace] == "{" else { throw .strayBrace }
            let inside = rest[rest.index(after: brace)...]
            guard let end = inside.firstIndex(where: { $0 == "{" || $0 == "}" }),
                inside[end] == "}"
            else { throw .strayBrace }
            pieces.append(.words(String(rest[..<brace])))
            pieces.append(try Self.placeholder(inside[..<end]))
            rest = inside[inside.index(after: end)...]
        }
        pieces.append(.words(String(rest)))
        self.pieces = pieces
        self.placeholders = Set(pieces.compactMap(\.placeholder))
    }

    /// Puts the values in; what is put in is not read for further placeholders.
    func filled(_ value: (_ placeholder: String) -> String) -> String {
        var text = ""
        for piece in self.pieces {
            switch piece {
            case .words(let words): text += words
            case .value(let name): text += value(name)
            case .choice(let name, let one, let many): text += value(name) == "1" ? one : many
            }
        }
        return text
    }

    /// How long the text can become.
    ///
    /// - Parameter width: The longest value of a placeholder.
    /// - Returns: Unit: code points.
    func lengthMax(_ width: (_ placeholder: String) -> Int) -> Int {
        self.pieces.reduce(0) { sum, piece in
            switch piece {
            case .words(let words): sum + words.unicodeScalars.count
            case .value(let name): sum + width(name)
            case .choice(_, let one, let many):
                sum + max(one.unicodeScalars.count, many.unicodeScalars.count)
            }
        }
    }

    private static func placeholder(_ inside: Substring) throws(Flaw) -> Piece {
        let parts = inside.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let name = parts[0]
        let isName = !name.isEmpty && name.allSatisfy { $0 == "_" || ("a"..."z").contains($0) }
        if isName, parts.count == 1 { return .value(of: name) }
        if isName, parts.count == 3 { return .choice(by: name, one: parts[1], many: parts[2]) }
        throw .unreadable(String(inside))
    }
}
