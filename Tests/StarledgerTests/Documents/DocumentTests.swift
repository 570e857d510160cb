import Foundation
import TelegramSandbox
import Testing

@Suite("The documents name only what the program knows")
struct DocumentTests {
    @Test("every verb, and every option of it", arguments: Document.all)
    func verbs(_ document: Document) async throws {
        try await withWorkplace { place in
            for call in Set(document.calls) {
                let help = try await place.run(call.verb, "--help")
                #expect(help.output.contains("USAGE: starledger \(call.verb)"), "\(call)")
                let known = help.output.matches(of: /--[a-z][a-z-]*/).map { String($0.output) }
                #expect(Set(call.options).subtracting(known) == [], "\(call)")
            }
            for kind in Set(document.kinds) {
                // 64 is an unknown kind; there is no ledger, which is 1.
                #expect(try await place.run("history", "--kind", kind).status == 1, "\(kind)")
            }
        }
    }

    @Test("every environment variable")
    func variables() async throws {
        try await withWorkplace { place in
            let listing = try await place.run("config", "--json").json()
            let known = listing.compactMap { $0["name"]?.string }
            try #require(known.contains("PAYWALL_ENABLED"))
            let products = [
                "TICKET_3", "TICKET_7", "TICKET_10", "PASS_7D", "PASS_30D", "PASS_MONTHLY",
                "ADDON_IMAGES",
            ]
            for document in Document.all {
                let unknown = Set(document.variableNames).subtracting(known + products)
                #expect(unknown == [], "\(document.path)")
            }
        }
    }

    @Test("every command of administrators and users, and every setting they change")
    func commands() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                _ = try place.serve(sandbox)
                let administrator = sandbox.world.person(9001)
                let help = try await Self.answer(to: "/admin", administrator)
                let settings = try await Self.answer(to: "/admin settings", administrator)
                let forUsers = try await Self.answer(to: "/help", sandbox.world.person(1001))
                let words = help.matches(of: /\/admin ([a-z_]+)/).map { String($0.output.1) }
                let commands = (help + forUsers).matches(of: /\/[a-z0-9_]+/)
                    .map { String($0.output) }
                try #require(words.contains("grant") && commands.contains("/status"))
                for document in Document.all {
                    let strange = Set(document.administratorWords).subtracting(words)
                    #expect(strange == [], "\(document.path)")
                    let unknown = Set(document.chatCommands).subtracting(commands + Self.others)
                    #expect(unknown == [], "\(document.path)")
                    for name in document.settingNames {
                        #expect(settings.contains("\(name) ="), "\(document.path): \(name)")
                    }
                }
            }
        }
    }

    @Test("every link, file, and name of a sentence", arguments: Document.all)
    func files(_ document: Document) throws {
        let root = Executable.root
        let folder = root.appending(path: document.path).deletingLastPathComponent()
        for link in document.links {
            let file =
                link.file.isEmpty
                ? root.appending(path: document.path) : folder.appending(path: link.file)
            #expect(FileManager.default.fileExists(atPath: file.path), "\(link)")
            guard !link.heading.isEmpty else { continue }
            let page = Document.named(String(file.standardized.path.dropFirst(root.path.count)))
            #expect(page.headings.contains(link.heading), "\(link)")
        }
        for name in document.fileNames {
            let path = root.appending(path: name).path
            #expect(FileManager.default.fileExists(atPath: path), "\(name)")
        }
        let keys = try ["Words/TextKey.swift", "Model/Prompts/PromptKey.swift"].map {
            try String(
                contentsOf: root.appending(path: "Sources/BotGateway/\($0)"),
                encoding: .utf8
            )
        }
        for name in document.textNames {
            #expect(keys.contains { $0.contains("\"\(name)\"") }, "\(name)")
        }
    }

    @Test("there is something to hold against the program")
    func complete() {
        let runbook = Document.named("docs/runbook.md")
        #expect(runbook.calls.contains(.init(verb: "config", options: ["--check"])))
        #expect(runbook.administratorWords.contains("unmatched"))
        #expect(runbook.settingNames.contains("PAYWALL_ENABLED"))
        #expect(runbook.chatCommands.contains("/refund"))
        #expect(runbook.links.contains { $0.heading == "5-再起動" })
        #expect(Document.named("docs/ux_copy.md").textNames.contains("reply.adjusting"))
        #expect(Document.all.count >= 9)
    }

    /// Pages of the bot's own server, and a command that people do not type but Telegram does.
    private static let others = ["/healthz", "/readyz", "/metrics", "/start"]

    private static func answer(to words: String, _ person: SandboxPerson) async throws -> String {
        let said = person.say(words)
        return try await person.waitForMessage(after: said.id).text
    }
}
