private import Foundation

/// What somebody wrote, in the two spellings that phrases are looked for in.
struct CarefulText: Sendable {
    /// For scripts without spaces: small letters, usual widths, nothing that does not speak.
    var joined: String

    /// For scripts with spaces: small letters without accents, a space between words and at both
    /// ends.
    var spaced: String

    init(_ text: String) {
        let folded = text.folding(options: [.caseInsensitive, .widthInsensitive], locale: nil)
        self.joined = Self.words(of: folded).joined()
        let plain = folded.folding(options: .diacriticInsensitive, locale: nil)
        // "don't" and "dont" are one word.
        let whole = plain.filter { !"'’‘`".contains($0) }
        self.spaced = " " + Self.words(of: whole).joined(separator: " ") + " "
    }

    private static func words(of text: String) -> [Substring] {
        text.split { !($0.isLetter || $0.isNumber) }
    }
}
