/// Takes out of a text what must not stand in a log, wherever it came from.
package enum SecretMask {
    /// How much of a charge id is kept, so that an operator can still tell two apart.
    package static let chargePrefixCount = 8

    /// Returns a text without anything shaped like a bot token, a key of a model's provider, a
    /// bearer's header, a webhook's secret, or a whole charge id.
    package static func masked(_ text: String) -> String {
        var text = text
        if text.contains(":") {
            text = text.replacing(/[0-9]{5,}:[A-Za-z0-9_\-]{20,}/, with: "‹token›")
        }
        if text.contains("sk-") {
            text = text.replacing(/sk-[A-Za-z0-9_\-]{16,}/, with: "‹key›")
        }
        if text.contains("earer") || text.contains("EARER") {
            text = text.replacing(
                /[Bb](?:earer|EARER)(?:\s|%20|\+)+(?!‹)[^\s"',;)\]]+/,
                with: "Bearer ‹masked›"
            )
        }
        if text.contains("ecret-") || text.contains("ecret_token") {
            text = text.replacing(
                /([Ss]ecret[\-_][Tt]oken["']?\s*[:=]\s*["']?)[A-Za-z0-9_\-]+/
            ) { match in
                "\(match.output.1)‹masked›"
            }
        }
        if text.contains("stx") {
            text = text.replacing(/stx[A-Za-z0-9_\-+\/=]{13,}/) { match in
                "\(match.output.prefix(Self.chargePrefixCount))…"
            }
        }
        return text
    }
}
