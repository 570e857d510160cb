import Foundation
import Testing

/// One line of a table in `docs/payment_states.md`, by the words in backticks.
struct StateRow: Hashable, Sendable, CustomTestStringConvertible {
    var state: String
    var happening: String
    var events: [String]
    var reply: String
    var administrators: [String]

    var testDescription: String { "\(self.state) × \(self.happening)" }
}

extension StateRow {
    /// The document, found from the place of the test that reads it.
    static func document(_ test: String = #filePath) throws -> String {
        let root = URL(filePath: test).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appending(path: "docs/payment_states.md")
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// Reads the tables that follow a mark such as `<!-- table: charge -->`.
    static func rows(of name: String, in document: String) -> [StateRow] {
        let mark = "<!-- table: \(name) -->"
        var isInside = false
        var rows: [StateRow] = []
        for line in document.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("<!-- table:") { isInside = line == mark }
            guard isInside, line.hasPrefix("| `") else { continue }
            let cells = line.split(separator: "|").map { Self.words(in: $0) }
            guard cells.count == 5, let state = cells[0].first, let happening = cells[1].first,
                let reply = cells[3].first
            else {
                rows.append(
                    StateRow(
                        state: "unreadable",
                        happening: String(line),
                        events: [],
                        reply: "",
                        administrators: []
                    )
                )
                continue
            }
            rows.append(
                StateRow(
                    state: state,
                    happening: happening,
                    events: cells[2],
                    reply: reply,
                    administrators: cells[4]
                )
            )
        }
        return rows
    }

    private static func words(in cell: Substring) -> [String] {
        let parts = cell.split(separator: "`", omittingEmptySubsequences: false)
        return parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }
    }
}
