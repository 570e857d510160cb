import BotGateway
import Foundation
import Ledger
import Testing

/// An operator's files: what they replace, and how they are refused.
@Suite struct TextOverlayTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var source: String
        var problems: [String]

        var testDescription: String { self.name }
    }

    @Test("What a file says is said, what it leaves out stays")
    func overlay() throws {
        let texts = try Texts(
            overlaying: [
                .english: """
                \u{FEFF}# Ours.
                start.again =   Hello again, dear one: a = b
                thanks.images:

                  ⭐{stars}

                # A comment does not end a text.
                  {product}

                menu.chat = Talk
                """.replacing("\n", with: "\r\n")
            ]
        )
        #expect(texts.say(.startAgain, in: .english) == "Hello again, dear one: a = b")
        let thanks = texts.say(.thanksImages, in: .english, ["stars": "5", "product": "X"])
        #expect(thanks == "⭐5\n\nX")
        #expect(texts.say(.menuReading, in: .english) == "🎩 Reading")
        #expect(texts.say(.menuChat, in: .japanese) == "💬相談")
        #expect(texts.menuKey(labelled: "Talk") == .menuChat)
        #expect(texts.menuKey(labelled: "💬 Chat") == .menuChat)
    }

    @Test("The built-in texts are a file that is accepted", arguments: Language.allCases)
    func builtInSource(language: Language) throws {
        let texts = try Texts(overlaying: [language: Texts.builtInSource(language)])
        #expect(texts.say(.help, in: language) == Texts.builtIn.say(.help, in: language))
    }

    @Test(
        "Every mistake is one line that says where it is and what is accepted",
        arguments: [
            Case(
                name: "unknown key with relatives",
                source: "access.hold = x",
                problems: [
                    "ja.txt line 1, access.hold: unknown key; accepted: "
                        + "access.held access.pass_only"
                ]
            ),
            Case(
                name: "unknown key without",
                source: "hello = x",
                problems: [
                    "ja.txt line 1, hello: unknown key; accepted: a key that begins with one of "
                        + Set(TextKey.allCases.map { $0.rawValue.prefix { $0 != "." } })
                        .sorted().joined(separator: " ")
                ]
            ),
            Case(
                name: "missing and unknown placeholders",
                source: "\nrefund.told = {product} {Stars}\ncost.free = {reamining}",
                problems: [
                    "ja.txt line 2, refund.told: {Stars} cannot be read; accepted: "
                        + "a text with {product} {stars}",
                    "ja.txt line 3, cost.free: {remaining} is missing; accepted: "
                        + "a text with {remaining}",
                    "ja.txt line 3, cost.free: unknown placeholder {reamining}; accepted: "
                        + "a text with {remaining}",
                ]
            ),
            Case(
                name: "a placeholder where none belongs",
                source: "start.again = こんにちは {name}",
                problems: [
                    "ja.txt line 1, start.again: unknown placeholder {name}; accepted: "
                        + "a text without braces"
                ]
            ),
            Case(
                name: "stray braces",
                source: "cost.free = {remaining\ncost.pass = until}\nstatus.day = {day|a}",
                problems: [
                    "ja.txt line 1, cost.free: a brace without its partner; accepted: "
                        + "a text with {remaining}",
                    "ja.txt line 2, cost.pass: a brace without its partner; accepted: "
                        + "a text with {until}",
                    "ja.txt line 3, status.day: {day|a} cannot be read; accepted: "
                        + "a text with {day}",
                ]
            ),
            Case(
                name: "twice the same key",
                source: "start.again = a\nstart.again = b",
                problems: [
                    "ja.txt line 2, start.again: the key stands in line 1 too; accepted: each once"
                ]
            ),
            Case(
                name: "empty texts",
                source: "start.again =\nprivacy:\n\n# nothing\nhelp = x",
                problems: [
                    "ja.txt line 1, start.again: the text is empty; accepted: "
                        + "a text, or no such line at all",
                    "ja.txt line 2, privacy: the text is empty; accepted: "
                        + "a text, or no such line at all",
                ]
            ),
            Case(
                name: "too long",
                source: "help = \(String(repeating: "あ", count: 3_001))\n"
                    + "product.PASS_7D = \(String(repeating: "あ", count: 33))\n"
                    + "invoice.description = {about}\(String(repeating: "あ", count: 96))",
                problems: [
                    "ja.txt line 1, help: the text can become 3001 characters long; accepted: "
                        + "3000 at most, placeholders filled",
                    "ja.txt line 2, product.PASS_7D: the text can become 33 characters long; "
                        + "accepted: 32 at most, placeholders filled",
                    "ja.txt line 3, invoice.description: the text can become 256 characters long; "
                        + "accepted: 255 at most, placeholders filled",
                ]
            ),
            Case(
                name: "two lines on a button",
                source: "button.one:\n  one\n  two",
                problems: [
                    "ja.txt line 1, button.one: the text has a line break; accepted: one line"
                ]
            ),
            Case(
                name: "lines that are neither key nor text",
                source: "hello\nhelp: text\n  indented\n= text\nhelp:\n\ttab",
                problems: [1, 2, 3, 4, 6].map { line in
                    "ja.txt line \(line): the line cannot be read; accepted: \"key = text\", "
                        + "or \"key:\" and below it lines indented by two spaces"
                } + [
                    "ja.txt line 5, help: the text is empty; accepted: "
                        + "a text, or no such line at all"
                ]
            ),
        ]
    )
    func refusal(_ example: Case) throws {
        let error = #expect(throws: TextsError.self) {
            try Texts(overlaying: [.japanese: example.source])
        }
        let problems = error?.problems.map(\.description) ?? []
        #expect(problems.sorted() == example.problems.sorted())
        #expect(problems.allSatisfy { !$0.contains("\n") })
    }

    @Test("Problems of all languages come together, by file and line")
    func allTogether() {
        let error = #expect(throws: TextsError.self) {
            try Texts(overlaying: [.portuguese: "x = 1", .english: "help = ok\ny = 1\nz = 1"])
        }
        let places = error?.problems.map { "\($0.file) \($0.line ?? 0)" }
        #expect(places == ["en.txt 2", "en.txt 3", "pt.txt 1"])
    }

    @Test("A folder's files are laid over; what is no .txt is none of ours")
    func folder() throws {
        try Self.withFolder(["ja.txt": Data("start.again = やあ".utf8), "notes.md": Data()]) { path in
            let texts = try Texts(directory: path)
            #expect(texts.say(.startAgain, in: .japanese) == "やあ")
            let english = texts.say(.startAgain, in: .english)
            #expect(english == Texts.builtIn.say(.startAgain, in: .english))
        }
    }

    @Test("A folder's mistakes are told by file")
    func folderMistakes() throws {
        let files = [
            "en.txt": Data([0x68, 0xFF]),
            "ja.txt": Data(repeating: 0x23, count: 256 * 1_024 + 1),
            "jp.txt": Data(),
            "pt.txt": Data("help =".utf8),
        ]
        try Self.withFolder(files) { path in
            let error = #expect(throws: TextsError.self) { try Texts(directory: path) }
            #expect(
                error?.description == """
                    en.txt: the file is not UTF-8; accepted: text in UTF-8
                    ja.txt: the file is too large; accepted: 262144 bytes at most
                    jp.txt: no language has this name; accepted: ja.txt, en.txt, pt.txt
                    pt.txt line 1, help: the text is empty; accepted: a text, or no such line at all
                    """
            )
        }
    }

    @Test("A folder that is not there is a mistake, not an empty one")
    func missingFolder() {
        let error = #expect(throws: TextsError.self) { try Texts(directory: "/no/such/folder") }
        #expect(
            error?.description
                == "/no/such/folder: the folder cannot be read; accepted: "
                + "a folder with ja.txt, en.txt, pt.txt"
        )
    }

    @Test("A file that cannot be read is a mistake")
    func unreadableFile() throws {
        try Self.withFolder([:]) { path in
            try FileManager.default.createDirectory(
                atPath: path + "/ja.txt",
                withIntermediateDirectories: false
            )
            let error = #expect(throws: TextsError.self) { try Texts(directory: path) }
            #expect(
                error?.description
                    == "ja.txt: the file cannot be read; accepted: a file that the bot may read"
            )
        }
    }

    private static func withFolder(
        _ files: [String: Data],
        _ body: (_ path: String) throws -> Void
    ) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "texts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, data) in files { try data.write(to: folder.appending(path: name)) }
        try body(folder.path())
    }
}
