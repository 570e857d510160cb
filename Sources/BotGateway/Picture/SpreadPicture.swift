package import Ledger
internal import Subprocess

/// Makes the picture of a spread: our own drawing, turned into a PNG by `rsvg-convert`.
///
/// The program is a child with no shell, no files and none of our secrets in its environment; its
/// time and its output have limits, and only a few run at once. What goes wrong costs the picture
/// and nothing else.
package struct SpreadPicture: Sendable {
    /// How wide a picture is, in pixels.
    package static let widthPixels = 1_080
    /// The most bytes of a picture; far below the 10 MiB that Telegram takes.
    package static let pngBytesMax = 2 << 20
    /// How long one picture may take, waiting for its turn included.
    package static let durationMax = Duration.seconds(5)
    /// How many are made at once.
    package static let concurrentCountMax = 2
    /// How many may wait for their turn; more are refused.
    package static let waitingCountMax = 16

    private let program: String
    private let durationMax: Duration
    private let workbench = Workbench(
        concurrentCountMax: Self.concurrentCountMax,
        waitingCountMax: Self.waitingCountMax
    )

    /// Describes how pictures are made.
    ///
    /// - Parameters:
    ///   - program: The converter, by name or by path.
    ///   - durationMax: How long one picture may take.
    package init(
        program: String = "rsvg-convert",
        durationMax: Duration = Self.durationMax
    ) {
        self.program = program
        self.durationMax = durationMax
    }

    /// Makes the picture of a draw.
    ///
    /// - Parameters:
    ///   - draw: The cards, as many as the spread lays.
    ///   - spread: How they lie.
    ///   - language: What the words on it are in.
    /// - Returns: A PNG, ``widthPixels`` wide.
    /// - Throws: ``PictureFailure``, `CancellationError`.
    package func png(
        of draw: Draw,
        laidAs spread: Spread,
        in language: Language
    ) async throws -> [UInt8] {
        try await self.png(of: SpreadDrawing(draw, laidAs: spread, in: language))
    }

    /// The drawing of a draw as SVG, the same for ever: what ``png(of:laidAs:in:)`` converts.
    package static func svg(of draw: Draw, laidAs spread: Spread, in language: Language) -> String {
        SpreadDrawing(draw, laidAs: spread, in: language).svg
    }

    /// The picture on one card's face, as a fragment of SVG.
    package static func art(of card: DrawnCard) -> String {
        CardDrawing(card: card.card).picture
    }

    func png(of drawing: SpreadDrawing) async throws -> [UInt8] {
        let child = ChildProgram(self.program)
        return try await self.inTime {
            try await self.workbench.use {
                try await child.output(
                    arguments: ["--format=png", "--width=\(Self.widthPixels)"],
                    input: drawing.svg,
                    bytesMax: Self.pngBytesMax
                )
            }
        }
    }

    /// Whether pictures can be made on this machine.
    package func availability() async -> PictureAvailability {
        do {
            return try await self.inTime { try await self.found() }
        } catch let failure as PictureFailure {
            return .missing(failure)
        } catch {
            return .missing(PictureFailure(.interrupted))
        }
    }

    private func found() async throws -> PictureAvailability {
        let version = try await ChildProgram(self.program).line(arguments: ["--version"])
        // The converter draws a box for a letter that no font has, and says nothing.
        let font = try await ChildProgram("fc-list").line(arguments: [":lang=ja", "family"])
        return font.isEmpty
            ? .missing(PictureFailure(.noJapaneseFont)) : .available(converter: version)
    }

    /// Ends what takes too long.
    private func inTime<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await work() }
            group.addTask { [durationMax] in
                // A deadline: whichever ends first cancels the other.
                try await Task.sleep(for: durationMax)
                throw PictureFailure(.tookTooLong)
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else {
                preconditionFailure("a group of two has a first")
            }
            return value
        }
    }
}
