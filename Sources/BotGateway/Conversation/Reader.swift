package import Ledger

/// Who reads the cards: the built-in reader, a language model, or whatever a test puts in.
///
/// A reading that fails costs nothing: its ticket goes back, with an apology.
package struct Reader: Sendable {
    /// How long a reading may take, in seconds; one that takes longer has failed.
    package static let secondsMax: Int64 = 120

    /// What is to be read.
    package struct Request: Hashable, Sendable {
        /// The cards, as many as the spread lays.
        package var draw: Draw
        /// The layout.
        package var spread: Spread
        /// What the asker has in mind, if they said so.
        package var theme: Theme?
        /// The language of the text.
        package var language: Language
    }

    /// Why there is no reading.
    enum Failure: Error {
        /// The time was up.
        case silent
        /// The text was empty.
        case speechless
    }

    private let read: @Sendable (Request) async throws -> String

    /// Creates a reader from what it does.
    ///
    /// - Parameter read: Composes a reading; must end when its task is cancelled.
    package init(_ read: @escaping @Sendable (Request) async throws -> String) {
        self.read = read
    }

    /// The reader that needs no network.
    package static let builtIn = Reader { request in
        BuiltInReader().reading(
            of: request.draw,
            in: request.spread,
            about: request.theme,
            speaking: request.language
        )
    }

    /// Composes a reading in time.
    ///
    /// - Throws: Whatever kept it from being composed.
    func reading(of request: Request) async throws -> String {
        let text = try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask { try await self.read(request) }
            group.addTask {
                try await Task.sleep(for: .seconds(Self.secondsMax))
                throw Failure.silent
            }
            defer { group.cancelAll() }
            return try await group.next() ?? ""
        }
        guard !text.trimmingSpaces.isEmpty else { throw Failure.speechless }
        return text
    }
}
