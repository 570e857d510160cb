internal import ArgumentParser
private import Foundation
internal import Ledger
internal import LedgerService

/// `starledger export`: the log from a position on, as a file that any program can read.
struct ExportVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the events after a position into a signed, compressed segment file.",
        discussion: """
            A segment is gzip with one JSON line an event, chained and signed; it lies in segments/ \
            beside the ledger unless you name a file or a folder. Works while the bot runs. Together \
            with a backup, segments lead to any moment: `starledger restore FILE --segments DIR`.
            """
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "The position that the first event follows; 0 for the whole log.")
    var since: Position

    @Option(help: "Where it lies: a file that does not exist yet, or a folder.")
    var to: String?

    func validate() throws {
        if self.since < 0 { throw ValidationError("--since takes a position, 0 or higher") }
    }

    func run() async throws {
        try await reporting {
            let place = try await self.common.place()
            let reader = try EventReader(path: place.database)
            guard self.since <= reader.head.position else {
                throw Failure(
                    "the log ends at event \(reader.head.position): there is nothing after "
                        + "\(self.since); if a copy was put back, export with --since 0 once"
                )
            }
            let segment = try SegmentFile.export(
                from: reader,
                after: self.since,
                to: try self.to ?? Self.folder(of: place),
                signedBy: try SigningKey.open(path: place.signingKey),
                at: .now,
                progress: Terminal.progress("export")
            )
            self.show(segment, head: reader.head)
        }
    }

    private static func folder(of place: LedgerPlace) throws -> String {
        do {
            try FileManager.default.createDirectory(
                atPath: place.segments,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw Failure("cannot make \(place.segments): \(error.localizedDescription)")
        }
        return place.segments
    }

    private func show(_ segment: SegmentFile?, head: LedgerHead) {
        if self.common.json {
            var line = JSONLine()
            line.add("file", segment?.path)
            line.add("after", self.since)
            line.add("events", segment?.trailer.eventCount ?? 0)
            line.add("head", head.position)
            line.add("epoch", head.epoch)
            line.add("chain_head", head.hash.hex)
            Terminal.say(line.finished)
            return
        }
        guard let segment else {
            Terminal.say("nothing   the log ends at event \(head.position)")
            return
        }
        Terminal.say(
            "segment   \(segment.path) events=\(segment.trailer.eventCount) "
                + "first=\(self.since + 1) head=\(head.position) epoch=\(head.epoch)"
        )
        Terminal.say("next      starledger export --since \(head.position)")
    }
}
