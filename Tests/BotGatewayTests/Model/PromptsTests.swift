import BotGateway
import Foundation
import Ledger
import Testing

/// The files with prompts, as operators write them.
@Suite struct PromptsTests {
    private static func problems(in source: String) -> [String] {
        do throws(TextsError) {
            _ = try Prompts(overlaying: [.english: source])
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test(
        "The built-in files are accepted as an operator's",
        arguments: Language.allCases
    )
    func builtIn(language: Language) throws {
        _ = try Prompts(overlaying: [language: Prompts.builtInSource(language)])
    }

    @Test("A file replaces what it names and nothing else")
    func overlay() throws {
        let prompts = try Prompts(overlaying: [.english: "careful.legal = Ask a lawyer.\n"])
        #expect(prompts.notice(on: .legal, speaking: .english) == "Ask a lawyer.")
        let medical = Prompts.builtIn.notice(on: .medical, speaking: .english)
        #expect(prompts.notice(on: .medical, speaking: .english) == medical)
        let japanese = Prompts.builtIn.notice(on: .legal, speaking: .japanese)
        #expect(prompts.notice(on: .legal, speaking: .japanese) == japanese)
    }

    @Test("Everything that is wrong is named with its line")
    func wrong() {
        let source = """
            reading.system = Read.
            reading.theme = {theme} {day}
            reading.sistem = x
            careful.legal =
            careful.medical = }
            reading.theme = {theme}
            """
        let names = PromptKey.allCases.map(\.rawValue)
        let keys = names.filter { $0.hasPrefix("reading.") }.joined(separator: " ")
        #expect(
            Self.problems(in: source) == [
                "en.txt line 1, reading.system: {length} is missing; accepted: a text with {length}",
                "en.txt line 2, reading.theme: unknown placeholder {day}; accepted: a text with"
                    + " {theme}",
                "en.txt line 3, reading.sistem: unknown key; accepted: \(keys)",
                "en.txt line 4, careful.legal: the text is empty; accepted: a text, or no such line"
                    + " at all",
                "en.txt line 5, careful.medical: a brace without its partner; accepted: a text"
                    + " without braces",
                "en.txt line 6, reading.theme: the key stands in line 2 too; accepted: each once",
            ]
        )
    }

    @Test("A prompt has a longest length")
    func tooLong() {
        let text = String(repeating: "x", count: 3_001)
        #expect(
            Self.problems(in: "careful.legal = \(text)") == [
                "en.txt line 1, careful.legal: the text can become 3001 characters long; accepted: "
                    + "3000 at most, placeholders filled"
            ]
        )
    }

    @Test("A folder is read; a misspelt language in it is refused")
    func folder() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("prompts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("ja.txt")
        try Data("careful.legal = 専門家へ。\n".utf8).write(to: file)
        let prompts = try Prompts(directory: folder.path)
        #expect(prompts.notice(on: .legal, speaking: .japanese) == "専門家へ。")
        try Data().write(to: folder.appendingPathComponent("jp.txt"))
        #expect(throws: TextsError.self) { try Prompts(directory: folder.path) }
        #expect(throws: TextsError.self) { try Prompts(directory: folder.path + "/none") }
    }
}
