import BotGateway
import Testing

/// Texts cut to what one message holds.
@Suite struct MessageTextTests {
    private static func x(_ count: Int) -> String {
        String(repeating: "x", count: count)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let pieces: [String]

        init(_ text: String, _ pieces: [String]) {
            self.text = text
            self.pieces = pieces
        }

        /// Short, because a text has thousands of letters.
        var testDescription: String {
            "\(self.text.count) characters in \(self.pieces.count) pieces"
        }
    }

    static let cases = [
        Case("", []),
        Case(" \n\n ", []),
        Case("short", ["short"]),
        Case("a\n\nb", ["a\n\nb"]),
        Case(x(4_096), [x(4_096)]),
        Case(x(4_097), [x(4_096), "x"]),
        // Between paragraphs, even if a line would fill the message better.
        Case("\(x(2_000))\n\n\(x(1_000))\n\(x(2_000))", [x(2_000), "\(x(1_000))\n\(x(2_000))"]),
        // The last paragraph that fits.
        Case("a\n\nb\n\n\(x(4_095))", ["a\n\nb", x(4_095)]),
        // Exactly at the edge: the break itself is not counted.
        Case("\(x(4_096))\n\nb", [x(4_096), "b"]),
        Case("\(x(4_096)) b", [x(4_096), "b"]),
        // Then lines, sentences, words.
        Case("\(x(3_000))\n\(x(2_000))", [x(3_000), x(2_000)]),
        Case("\(x(3_000)). a \(x(2_000))", ["\(x(3_000)).", "a \(x(2_000))"]),
        Case("\(x(3_000))。a\(x(2_000))", ["\(x(3_000))。", "a\(x(2_000))"]),
        Case("\(x(3_000)) \(x(2_000))", [x(3_000), x(2_000)]),
        // Windows line ends are line ends.
        Case("\(x(3_000))\r\n\r\n\(x(2_000))", [x(3_000), x(2_000)]),
    ]

    @Test("A text is cut at the best place that fits", arguments: cases)
    func split(example: Case) {
        #expect(MessageText.split(example.text) == example.pieces)
    }

    @Test(
        "No character is cut, and every piece fits",
        arguments: ["👩‍👩‍👧‍👦", "が", "🇯🇵", "e\u{301}\u{302}", "占"]
    )
    func characters(character: Character) {
        let text = String(repeating: character, count: 5_000)
        let pieces = MessageText.split(text)
        #expect(pieces.joined() == text)
        for piece in pieces {
            #expect(piece.utf16.count <= MessageText.unitCountMax)
            #expect(piece.utf8.count <= MessageText.byteCountMax)
            #expect(piece.allSatisfy { $0 == character })
        }
    }

    @Test("A character that no message can hold is cut, because it must be")
    func monster() {
        let text = "a" + String(repeating: "\u{301}", count: 9_000)
        let pieces = MessageText.split(text)
        #expect(pieces.map(\.utf16.count) == [4_096, 4_096, 809])
        #expect(pieces.flatMap(\.unicodeScalars) == Array(text.unicodeScalars))
    }

    @Test("Whatever the text, every piece fits and nothing but white space is lost")
    func anything() {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        let alphabet: [Character] = ["x", " ", "\n", "\r\n", "。", ".", "👩‍👩‍👧‍👦", "が", "\t"]
        for _ in 1...40 {
            let count = Int.random(in: 1...12_000, using: &generator)
            let kinds = Int.random(in: 1...alphabet.count, using: &generator)
            let characters = (0..<count).map { _ in
                alphabet[Int.random(in: 0..<kinds, using: &generator)]
            }
            let pieces = MessageText.split(String(characters))
            let kept = pieces.joined().filter { !$0.isWhitespace }
            #expect(kept == String(characters.filter { !$0.isWhitespace }), "seed \(seed)")
            let fits = pieces.allSatisfy { $0.utf16.count <= MessageText.unitCountMax }
            #expect(fits, "seed \(seed)")
            #expect(pieces.allSatisfy { $0.contains { !$0.isWhitespace } }, "seed \(seed)")
        }
    }
}
