/// Where Telegram pushes updates to, and what proves that it is Telegram.
package struct WebhookAddress: Sendable, CustomStringConvertible, CustomReflectable {
    /// The ports that Telegram pushes to.
    ///
    /// Source: Bot API, `setWebhook`.
    package static let ports: Set<Int> = [443, 80, 88, 8_443]

    /// Paths of this server that are not the webhook's.
    package static let takenPaths: Set<String> = ["/healthz", "/readyz", "/metrics"]

    /// The longest address.
    private static let lengthMax = 2_048

    /// The whole address, as Telegram gets it.
    package let url: String
    /// The part of it that this server answers to.
    package let path: String
    let secret: WebhookSecret

    /// Takes an address, or `nil` if Telegram could not push to it, or this server not serve it.
    ///
    /// - Parameters:
    ///   - url: The whole address.
    ///   - secret: What each push must carry.
    ///   - allowsPlain: Whether `http://` and any port will do: a Bot API server of one's own
    ///     pushes there.
    package init?(url: String, secret: WebhookSecret, allowsPlain: Bool = false) {
        let schemes = allowsPlain ? ["https://", "http://"] : ["https://"]
        guard
            url.utf8.count <= Self.lengthMax,
            let scheme = schemes.first(where: { url.hasPrefix($0) })
        else { return nil }
        let rest = url.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" }
        let path = rest.dropFirst(authority.count)
        guard
            Self.isAuthority(authority, anyPort: allowsPlain),
            path.utf8.allSatisfy(Self.isPathByte),
            !Self.takenPaths.contains(String(path))
        else { return nil }
        self.url = url
        self.path = path.isEmpty ? "/" : String(path)
        self.secret = secret
    }

    /// The address without the secret.
    package var description: String { self.url }

    /// Shows nothing to `dump` and to debuggers.
    package var customMirror: Mirror { Mirror(self, children: []) }

    private static func isAuthority(_ text: Substring, anyPort: Bool) -> Bool {
        guard !text.isEmpty else { return false }
        if HTTPBinding("\(text):443") != nil { return true }
        guard let binding = HTTPBinding(String(text)) else { return false }
        return anyPort || Self.ports.contains(binding.port)
    }

    private static func isPathByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"),
            UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}

/// What each push carries, so that nobody else can push.
package struct WebhookSecret: Sendable, CustomStringConvertible, CustomReflectable {
    private static let lengths = 1...256

    let text: String

    /// Takes a secret of 1 to 256 letters, digits, `_` and `-`, or returns `nil`.
    package init?(_ text: String) {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isPlain, Self.lengths.contains(text.utf8.count) else { return nil }
        self.text = text
    }

    /// A mark in place of the secret.
    package var description: String { "‹secret›" }

    /// Shows nothing to `dump` and to debuggers.
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// Whether somebody knows it; takes as long for a good guess as for a bad one.
    ///
    /// Only the length of what was offered changes how long it takes.
    func matches(_ offered: String?) -> Bool {
        let own = Array(self.text.utf8)
        var difference: UInt8 = offered?.utf8.count == own.count ? 0 : 1
        for (index, byte) in (offered ?? "").utf8.prefix(Self.lengths.upperBound).enumerated() {
            difference |= byte ^ own[index % own.count]
        }
        return difference == 0
    }
}
