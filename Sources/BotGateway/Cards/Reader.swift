package import Ledger

/// Who reads the cards without a language model: the built-in reader, or another.
package struct Reader: Sendable {
    /// How long a reading may take, in seconds; one that takes longer has failed.
    package static let secondsMax: Int64 = 120

    /// What is to be read.
    package struct Order: Hashable, Sendable {
        /// The cards as they were drawn.
        package var draw: Draw
        /// The layout.
        package var spread: Spread
        /// What it is about.
        package var theme: Theme?
        /// What was asked in the person's own words, if anything.
        package var question: String?
        /// The language to speak.
        package var language: Language
    }

    /// Composes a reading; what it throws fails the reading, and its cost is given back.
    package var read: @Sendable (Order) async throws -> String

    /// Creates a reader.
    package init(read: @escaping @Sendable (Order) async throws -> String) {
        self.read = read
    }

    /// The reader that needs no network.
    package static let builtIn = Reader { order in
        BuiltInReader().reading(
            of: order.draw,
            in: order.spread,
            about: order.theme,
            speaking: order.language
        )
    }

    /// Why there is no reading.
    enum Failure: Error {
        /// The time was up.
        case silent
        /// The text was empty.
        case speechless
    }

    /// Composes a reading in time.
    ///
    /// - Throws: Whatever kept it from being composed.
    func reading(of order: Order) async throws -> String {
        let text = try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask { try await self.read(order) }
            group.addTask {
                // A deadline: whichever ends first cancels the other.
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
