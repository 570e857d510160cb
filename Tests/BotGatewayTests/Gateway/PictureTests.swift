import BotGateway
import Foundation
import Ledger
import LedgerService
import Logging
import Projections
import TelegramSandbox
import Testing

/// The picture before a reading: who gets one, and that it never costs or holds up the reading.
@Suite struct PictureTests {
    /// A converter that hands out a tiny picture of 2 × 3.
    private static let tiny =
        #"cat > /dev/null; printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\0\2\0\0\0\3'"#
    private static let addonOn: [Setting: String] = [.imageAddonEnabled: "true"]

    private static func isPhoto(_ message: SandboxMessage) -> Bool {
        if case .photo = message.content { true } else { false }
    }

    /// Runs a bot with a converter of the test's own.
    private static func withBot(
        converter script: String = Self.tiny,
        settings: [Setting: String] = Self.addonOn,
        _ body: @escaping @Sendable (TestBot) async throws -> Void
    ) async throws {
        try await FakeConverter.doing(script) { fake in
            let picture = SpreadPicture(program: fake.path, durationMax: .seconds(1))
            try await withHouse { house in
                try await house.live(picture: picture, settings: settings, body)
            }
        }
    }

    /// Gives somebody the option and a ticket.
    private static func equip(_ bot: TestBot, _ person: SandboxPerson) async throws {
        for (sku, stars) in [("ADDON_IMAGES", Int64(500)), ("TICKET_3", 100)] {
            let last = person.messages.last?.id ?? 0
            try await bot.charge(person, sku: sku, stars: stars)
            _ = try await person.waitForMessage(after: last) { $0.text.contains("✨") }
        }
    }

    /// What the bot sent last, from the request on.
    private static func answer(
        to command: String,
        by person: SandboxPerson,
        _ bot: TestBot
    ) async throws -> [SandboxMessage] {
        let said = person.say(command)
        try await bot.waitForEvent(.readingDelivered, of: person.id)
        try await bot.settle(person)
        let answer = person.messages.filter { $0.isFromBot && $0.id > said.id }.dropLast()
        return Array(answer)
    }

    @Test(
        "Whoever bought the option gets the picture, then the reading",
        .enabled(if: FakeConverter.isRealOneInstalled, "scripts/packages test installs it")
    )
    func real() async throws {
        try await withHouse { house in
            try await house.live(settings: Self.addonOn) { bot in
                let (_, thanks) = try await bot.buy("ADDON_IMAGES", by: bot.sakura)
                #expect(!thanks.text.isEmpty)
                let answer = try await Self.answer(to: "/read1", by: bot.sakura, bot)
                #expect(answer.map(Self.isPhoto) == [true, false], "\(answer.map(\.text))")
                let photo = try #require(answer.first)
                let bytes = try #require(bot.world.photo(of: photo.id))
                #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
                #expect(bytes.count > 20_000)
                let json = try #require(bot.world.calls(to: "sendPhoto").first).outcome
                guard case .answered(let message) = json else {
                    Issue.record("\(json)")
                    return
                }
                #expect(message["photo"]?[0]?["width"]?.int == 1_080)
            }
        }
    }

    @Test("The picture shows the cards of the reading")
    func cards() async throws {
        let folder = FileManager.default.temporaryDirectory.path
        let file = "\(folder)/drawing-\(UUID().uuidString).svg"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try await Self.withBot(converter: "tee '\(file)' | " + Self.tiny) { bot in
            try await Self.equip(bot, bot.sakura)
            let answer = try await Self.answer(to: "/read3", by: bot.sakura, bot)
            #expect(answer.map(Self.isPhoto) == [true, false], "\(answer.map(\.text))")
            let reading = try #require(answer.last).text
            let svg = try String(contentsOfFile: file, encoding: .utf8)
            let names = svg.matches(of: /class="name"[^>]*>([^<]+)</).map { String($0.1) }
            #expect(names.count == 3)
            for name in names { #expect(reading.contains(name), "\(name)") }
            let ways = svg.matches(of: /class="(?:upright|reversed)-word"[^>]*>([^<]+)</)
            for (name, way) in zip(names, ways) {
                #expect(reading.contains("\(name)（\(way.1)）"), "\(name) \(way.1)\n\(reading)")
            }
        }
    }

    @Test("Without the option, or with the option turned off, there is no picture")
    func absent() async throws {
        try await Self.withBot { bot in
            try await bot.charge(bot.sakura)
            _ = try await bot.sakura.waitForMessage { $0.text.contains("✨") }
            let answer = try await Self.answer(to: "/read3", by: bot.sakura, bot)
            #expect(answer.map(Self.isPhoto) == [false])
        }
        try await Self.withBot(settings: [:]) { bot in
            try await Self.equip(bot, bot.sakura)
            let answer = try await Self.answer(to: "/read3", by: bot.sakura, bot)
            #expect(answer.map(Self.isPhoto) == [false])
            #expect(bot.world.calls(to: "sendPhoto").isEmpty)
        }
    }

    @Test("Turning the option on or off changes no letter of a reading")
    func toggle() async throws {
        try await FakeConverter.doing(Self.tiny) { fake in
            let picture = SpreadPicture(program: fake.path)
            var readings: [String] = []
            for isOn in ["true", "false"] {
                let text = Lock("")
                try await withHouse { house in
                    let settings: [Setting: String] = [.imageAddonEnabled: isOn]
                    try await house.live(picture: picture, settings: settings) { bot in
                        try await Self.equip(bot, bot.sakura)
                        let answer = try await Self.answer(to: "/read3", by: bot.sakura, bot)
                        #expect(answer.count == (isOn == "true" ? 2 : 1))
                        text.withLock { $0 = answer.last?.text ?? "" }
                    }
                }
                readings.append(text.withLock { $0 })
            }
            #expect(readings.first?.isEmpty == false)
            #expect(readings.first == readings.last)
        }
    }

    static let brokenConverters = [
        "exit 1", "exec sleep 60", "cat > /dev/null; head -c 3000000 /dev/zero", "kill -9 $$",
    ]

    @Test("A converter that goes wrong costs the picture alone", arguments: Self.brokenConverters)
    func broken(script: String) async throws {
        try await Self.withBot(converter: script) { bot in
            try await Self.equip(bot, bot.sakura)
            let answer = try await Self.answer(to: "/read3", by: bot.sakura, bot)
            #expect(answer.map(Self.isPhoto) == [false])
            #expect(bot.tickets(1001) == [0, 0])
            #expect(try bot.kinds(of: 1001).filter { $0 == "ticket_consumed" }.count == 1)
            let lines = bot.house.log.lines.filter { $0.message.contains("picture") }
            #expect(lines.map(\.level) == [.warning])
        }
    }

    @Test("A converter that is not installed costs the picture alone")
    func missing() async throws {
        try await withHouse { house in
            let picture = SpreadPicture(program: "no-such-converter")
            try await house.live(picture: picture, settings: Self.addonOn) { bot in
                try await Self.equip(bot, bot.sakura)
                let answer = try await Self.answer(to: "/read3", by: bot.sakura, bot)
                #expect(answer.map(Self.isPhoto) == [false])
                #expect(bot.tickets(1001) == [0, 0])
            }
        }
    }

    /// What goes wrong with the photo, how many photos then stand in the chat.
    struct Mishap: Sendable, CustomTestStringConvertible {
        var fault: SandboxFault
        var times = 1
        var photoCount: Int
        var testDescription: String { "\(self.fault) ×\(self.times)" }
    }

    static let mishaps = [
        Mishap(fault: .internalError, photoCount: 0),
        Mishap(fault: .failure(code: 400, description: "Bad Request: injected"), photoCount: 0),
        Mishap(fault: .dropConnection, photoCount: 0),
        Mishap(fault: .loseAnswer, photoCount: 1),
        Mishap(fault: .tooManyRequests(retryAfterSeconds: 31), photoCount: 1),
        Mishap(fault: .tooManyRequests(retryAfterSeconds: 31), times: 3, photoCount: 0),
    ]

    @Test(
        "A photo that goes astray is not sent twice, and the reading comes",
        arguments: Self.mishaps
    )
    func astray(mishap: Mishap) async throws {
        try await Self.withBot { bot in
            try await Self.equip(bot, bot.sakura)
            bot.world.inject(mishap.fault, on: "sendPhoto", times: mishap.times)
            let answer = try await Self.answer(to: "/read3", by: bot.sakura, bot)
            let expected = Array(repeating: true, count: mishap.photoCount) + [false]
            #expect(answer.map(Self.isPhoto) == expected)
            #expect(bot.tickets(1001) == [0, 0])
            #expect(try bot.kinds(of: 1001).filter { $0 == "ticket_consumed" }.count == 1)
        }
    }

    @Test("A reading that is sent once more brings no second photo")
    func repeated() async throws {
        try await Self.withBot { bot in
            try await Self.equip(bot, bot.sakura)
            bot.world.inject(.loseAnswer, on: "sendMessage")
            let answer = try await Self.answer(to: "/read3", by: bot.sakura, bot)
            #expect(answer.map(Self.isPhoto) == [true, false, false])
        }
    }

    @Test("A bot killed while it sends the photo sends the reading alone at its next start")
    func killed() async throws {
        try await FakeConverter.doing(Self.tiny) { fake in
            let picture = SpreadPicture(program: fake.path)
            try await withHouse { house in
                try await house.live(until: .killed, picture: picture, settings: Self.addonOn) {
                    bot in
                    try await Self.equip(bot, bot.sakura)
                    bot.world.inject(.hang, on: "sendPhoto")
                    bot.sakura.say("/read3")
                    _ = try await bot.world.waitForCallUnderWay("sendPhoto")
                }
                try await house.live(picture: picture, settings: Self.addonOn) { bot in
                    try await bot.waitForEvent(.readingDelivered, of: 1001)
                    try await bot.settle(bot.sakura)
                    #expect(bot.sakura.messages.filter(Self.isPhoto).isEmpty)
                    #expect(bot.tickets(1001) == [0, 0])
                    #expect(bot.world.calls(to: "sendPhoto").count == 1)
                }
            }
        }
    }
}
