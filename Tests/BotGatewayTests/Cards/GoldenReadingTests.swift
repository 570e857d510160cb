import BotGateway
import Foundation
import Ledger
import Testing

/// One reading a spread and language, word for word, under `Golden/`.
///
/// `STARLEDGER_RECORD_GOLDEN=1` writes the files anew and fails, so that nobody forgets to read
/// what changed.
@Suite struct GoldenReadingTests {
    @Test("A reading says what its golden file says", arguments: BuiltInReaderTests.everyKind)
    func reading(spread: Spread, language: Language) throws {
        var generator = SeededGenerator(seed: 2026 + UInt64(spread.rawValue))
        let text = BuiltInReader().reading(
            of: Draw.drawing(spread, using: &generator),
            in: spread,
            about: Self.theme(for: spread),
            speaking: language
        )
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/\(spread.name).\(language.code).txt")
        if ProcessInfo.processInfo.environment["STARLEDGER_RECORD_GOLDEN"] == "1" {
            try Data((text + "\n").utf8).write(to: file)
            Issue.record("recorded \(file.lastPathComponent); read it, then run without recording")
        } else {
            #expect(try String(contentsOf: file, encoding: .utf8) == text + "\n")
        }
    }

    private static func theme(for spread: Spread) -> Theme? {
        switch spread {
        case .one: nil
        case .three: .love
        case .hexagram: .work
        case .celtic: .marriage
        }
    }
}
