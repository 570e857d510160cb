private import Foundation
internal import Ledger
internal import Logging
internal import TelegramSandbox

/// The other process of the gateway's benchmark: a simulated Telegram with a crowd of people, driven
/// by one line of standard input at a time.
public enum SimulatedTelegram {
    /// The name of the first person.
    static let firstPerson: Int64 = 2_000

    /// How many people there are.
    static let personCount = 2_048

    /// The names of those who only keep the model busy begin here.
    static let firstAsker = 1_024

    /// How long somebody waits for a reading before they ask again.
    private static let askingMax = Duration.seconds(180)

    /// Serves until standard input ends.
    ///
    /// - Throws: Whatever keeps the server from starting.
    public static func run() async throws {
        var settings = TelegramWorld.Settings()
        settings.users = (0..<Self.personCount).map {
            SandboxUser(id: Self.firstPerson + Int64($0), firstName: "\($0)", languageCode: "ja")
        }
        settings.slowsRepeatedOffsets = false
        try await withSandbox(settings) { sandbox in
            Self.say(#"{"port":\#(sandbox.port)}"#)
            await withTaskGroup(of: Void.self) { group in
                for await line in Self.lines() {
                    let words = line.split(separator: " ").map(String.init)
                    if words.first == "ask" {
                        let count = words.count > 1 ? Int(words[1]) ?? 0 : 0
                        Self.ask(count, in: sandbox.world, &group)
                        Self.say(CrowdReport().json)
                    } else {
                        Self.say(await Self.carryOut(words, sandbox.world).json)
                    }
                }
                group.cancelAll()
            }
        }
    }

    private static func say(_ line: String) {
        try? FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8))
    }

    /// Standard input, line by line, read on a thread of its own.
    private static func lines() -> AsyncStream<String> {
        AsyncStream { continuation in
            let thread = Thread {
                while let line = readLine() { continuation.yield(line) }
                continuation.finish()
            }
            thread.start()
        }
    }

    private static func carryOut(_ words: [String], _ world: TelegramWorld) async -> CrowdReport {
        do {
            switch words.first {
            case "polled": _ = try await world.waitForCallUnderWay("getUpdates")
            case "calm": try await world.waitUntilUpdatesAreTaken(timeout: Self.askingMax)
            case "hooked": _ = try await world.waitForCall("setWebhook")
            case "crowd" where words.count == 4:
                guard let work = CrowdWork(rawValue: words[1]), let people = Int(words[2]),
                    let each = Int(words[3])
                else { break }
                return try await Crowd(work: work, personCount: people, timesEach: each).run(
                    in: world
                )
            default: break
            }
            return CrowdReport()
        } catch {
            return CrowdReport(problem: "\(error)")
        }
    }

    /// People who ask the cards and wait, as long as the simulation runs.
    private static func ask(
        _ count: Int,
        in world: TelegramWorld,
        _ group: inout TaskGroup<Void>
    ) {
        for index in 0..<count {
            let person = world.person(Self.firstPerson + Int64(Self.firstAsker + index))
            group.addTask {
                for turn in 0... {
                    if Task.isCancelled { return }
                    let said = person.say("占って 願いごとは叶いますか（\(turn)）")
                    _ = try? await person.waitForReading(after: said.id, timeout: Self.askingMax)
                }
            }
        }
    }
}
