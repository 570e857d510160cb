package import Ledger

/// Who reads the cards: the built-in reader, or another.
package struct Reader: Sendable {
    /// What is to be read.
    package struct Order: Hashable, Sendable {
        /// The cards as they were drawn.
        package var draw: Draw
        /// The layout.
        package var spread: Spread
        /// What it is about.
        package var theme: Theme?
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
}
