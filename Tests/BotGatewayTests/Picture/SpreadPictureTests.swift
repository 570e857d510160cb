import BotGateway
import Foundation
import Ledger
import Testing

/// The drawing made into a PNG, and a converter that is not there, fails, hangs or talks too much.
@Suite struct SpreadPictureTests {
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// Telegram shows what is larger than this late on a slow line.
    private static let bytesWanted = 400_000

    private static func draw(_ spread: Spread) -> Draw {
        var generator = SeededGenerator(seed: 11)
        return Draw.drawing(spread, using: &generator)
    }

    @Test(
        "Each spread becomes a PNG as wide as a phone's picture and not too heavy",
        .enabled(if: FakeConverter.isRealOneInstalled, "scripts/packages test installs it"),
        arguments: Spread.allCases
    )
    func real(spread: Spread) async throws {
        for language in Language.allCases {
            let png = try await SpreadPicture().png(
                of: Self.draw(spread),
                laidAs: spread,
                in: language
            )
            #expect(png.starts(with: Self.signature))
            let width = png[16..<20].reduce(0) { $0 << 8 | Int($1) }
            let height = png[20..<24].reduce(0) { $0 << 8 | Int($1) }
            #expect(width == SpreadPicture.widthPixels)
            #expect((800...1_700).contains(height))
            #expect((20_000...Self.bytesWanted).contains(png.count), "\(png.count)")
        }
    }

    @Test(
        "The machine of the tests can make pictures, and says so",
        .enabled(if: FakeConverter.isRealOneInstalled, "scripts/packages test installs it")
    )
    func available() async {
        let availability = await SpreadPicture().availability()
        #expect(availability.isAvailable)
        #expect(availability.sentence.contains("rsvg-convert version"), "\(availability)")
    }

    /// A converter that goes wrong, and what is said of it.
    struct Case: Sendable, CustomTestStringConvertible {
        var script: String
        var says: String
        var testDescription: String { self.says }
    }

    static let failures = [
        Case(script: "exit 3", says: "failed: exited(3)"),
        Case(script: "kill -9 $$", says: "failed: signaled(9)"),
        Case(script: "cat > /dev/null; echo no picture", says: "not a PNG"),
        Case(script: "cat > /dev/null", says: "not a PNG"),
        Case(script: "cat > /dev/null; head -c 3000000 /dev/zero", says: "too many bytes"),
        Case(script: "exec sleep 60", says: "took too long"),
        Case(script: "trap '' TERM; while :; do :; done", says: "took too long"),
    ]

    @Test("A converter that goes wrong ends, and says how", arguments: Self.failures)
    func failing(failure: Case) async throws {
        try await FakeConverter.doing(failure.script) { fake in
            let picture = SpreadPicture(program: fake.path, durationMax: .seconds(1))
            let error = await #expect(throws: PictureFailure.self) {
                try await picture.png(of: Self.draw(.celtic), laidAs: .celtic, in: .japanese)
            }
            #expect(error?.description.contains(failure.says) == true, "\(error as Any)")
            #expect(fake.process != nil)
            #expect(!fake.isAlive)
        }
    }

    @Test("A converter that is not installed is named")
    func missing() async {
        let picture = SpreadPicture(program: "no-such-converter")
        let error = await #expect(throws: PictureFailure.self) {
            try await picture.png(of: Self.draw(.one), laidAs: .one, in: .japanese)
        }
        #expect(error?.code == .programMissing("no-such-converter"))
        let availability = await picture.availability()
        #expect(!availability.isAvailable)
        #expect(
            availability.sentence == "readings come without a picture: "
                + "no-such-converter is not installed; scripts/packages installs what is needed"
        )
    }

    @Test("Only a few are made at once, a few more wait, and the rest are refused")
    func crowd() async throws {
        try await FakeConverter.doing("exec sleep 60") { fake in
            let picture = SpreadPicture(program: fake.path, durationMax: .seconds(1))
            let places = SpreadPicture.concurrentCountMax + SpreadPicture.waitingCountMax
            let codes = await withTaskGroup(of: PictureFailure.Code?.self) { group in
                for _ in 0..<places + 3 {
                    group.addTask {
                        do {
                            let draw = Self.draw(.one)
                            _ = try await picture.png(of: draw, laidAs: .one, in: .japanese)
                            return nil
                        } catch {
                            return (error as? PictureFailure)?.code
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.filter { $0 == .tooManyWait }.count == 3)
            #expect(codes.filter { $0 == .tookTooLong }.count == places)
        }
    }

    @Test("The converter learns nothing that only the bot should know")
    func environment() async throws {
        let folder = FileManager.default.temporaryDirectory.path
        let file = "\(folder)/environment-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try await FakeConverter.doing("env > '\(file)'; exit 1") { fake in
            let picture = SpreadPicture(program: fake.path)
            _ = try? await picture.png(of: Self.draw(.one), laidAs: .one, in: .japanese)
            let environment = try String(contentsOfFile: file, encoding: .utf8)
            let names = environment.split(separator: "\n").map { $0.prefix { $0 != "=" } }
            let known: Set<Substring> = [
                "PATH", "HOME", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH",
                // What the shell adds of its own.
                "PWD", "OLDPWD", "SHLVL", "_",
            ]
            #expect(names.contains("PATH"))
            #expect(Set(names).subtracting(known).isEmpty, "\(names)")
        }
    }
}
