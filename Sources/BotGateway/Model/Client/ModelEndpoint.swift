/// What lets a process spend money at a model's provider.
///
/// It is shown nowhere: not by `print`, not by `dump`, not in an error.
package struct ModelKey: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The longest key taken.
    private static let lengthMax = 512
    /// The shortest piece of a key that is masked where it stands alone.
    private static let pieceLengthMin = 8

    let secret: String

    /// Takes a key, or `nil` if no header can carry it.
    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= Self.lengthMax,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        self.secret = text
    }

    /// A mark in place of the key.
    package var description: String { "‹model key›" }

    /// Shows nothing to `dump` and to debuggers.
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// Returns a text without the key and without the part after its last dash.
    func masked(in text: String) -> String {
        let whole = text.replacing(self.secret, with: self.description)
        guard let piece = self.secret.split(separator: "-").last,
            piece.count >= Self.pieceLengthMin
        else { return whole }
        return whole.replacing(piece, with: self.description)
    }
}

/// Where a language model is, and which one.
package struct ModelEndpoint: Hashable, Sendable {
    /// The address of those who set none.
    package static let baseURLDefault = "https://api.openai.com/v1"
    /// The model of those who set none.
    package static let modelDefault = "gpt-4o-mini"
    /// The longest name of a model.
    private static let modelLengthMax = 128
    /// The longest piece of somebody else's error that is shown.
    private static let causeCountMax = 200

    /// The address that `/chat/completions` hangs under, without a slash at its end.
    package let baseURL: String
    /// The model's name, as the server knows it.
    package let model: String
    let key: ModelKey

    /// Takes an address and a name, or `nil` if one of them cannot be right.
    ///
    /// The address begins with `http://` or `https://` and a host, and holds no name, password,
    /// query or fragment; the name is 1 to 128 visible ASCII characters.
    package init?(
        baseURL: String = Self.baseURLDefault,
        key: ModelKey,
        model: String = Self.modelDefault
    ) {
        let trimmed = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
        let host = ["https://", "http://"].first { trimmed.lowercased().hasPrefix($0) }
            .map { trimmed.dropFirst($0.count) }
        guard let host, let first = host.first, first != "/", Self.isPlain(trimmed),
            !trimmed.contains(where: { "?#@".contains($0) }),
            (1...Self.modelLengthMax).contains(model.utf8.count), Self.isPlain(model)
        else { return nil }
        self.baseURL = trimmed
        self.key = key
        self.model = model
    }

    /// The address of the one method that is called.
    var url: String { "\(self.baseURL)/chat/completions" }

    /// What somebody else's error says, in one short line without the key.
    func describe(_ error: any Error) -> String {
        let line = String(describing: error).replacing("\n", with: " ")
        return String(self.key.masked(in: line).prefix(Self.causeCountMax))
    }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}
