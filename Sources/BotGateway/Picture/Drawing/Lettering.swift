/// Fits words into the room they have.
///
/// The widths are those of BIZ UDPMincho, rounded up, in thousandths of the size of the type;
/// another font is a little wider or narrower, for which the rooms leave a margin.
enum Lettering {
    /// One line of words, and the size at which it fits.
    struct Line: Hashable {
        var text: String
        var size: Double
    }

    /// The smallest type, as a part of the wanted size.
    static let shrinkMax = 0.6

    /// A line at the wanted size, or smaller so that it fits.
    ///
    /// - Parameters:
    ///   - text: The words.
    ///   - size: The wanted size.
    ///   - width: The room.
    /// - Returns: The words, never smaller than ``shrinkMax`` of the wanted size.
    static func line(_ text: String, size: Double, width: Double) -> Line {
        let wanted = self.width(of: text) * size
        guard wanted > width else { return Line(text: text, size: size) }
        return Line(text: text, size: max(size * width / wanted, size * self.shrinkMax))
    }

    /// How wide words are, in parts of the size of the type.
    static func width(of text: String) -> Double {
        text.unicodeScalars.reduce(0) { $0 + Double(self.thousandths(of: $1)) } / 1_000
    }

    private static func thousandths(of scalar: Unicode.Scalar) -> Int {
        self.widths[scalar] ?? self.widthMax
    }

    /// As wide as it is high: most of the Japanese letters.
    private static let widthMax = 1_000

    private static let widths: [Unicode.Scalar: Int] = {
        let groups: KeyValuePairs<Int, String> = [
            360: "'_ ,.:;ilí", 400: "!IjÍ", 440: "t|", 480: "()fr", 520: "\"*-/1J",
            560: "sz", 600: "cç", 640: "Labdeoquvyãéóúâêôàáõ", 680: "$023456789Fghknpx",
            720: "?EPSTZÉÊ", 760: "BRVY", 800: "DHKX", 840: "+ACGNOUÁÂÃÇÓÔÕÚ", 880: "#&Qw",
            960: "mM",
        ]
        return groups.reduce(into: [:]) { widths, group in
            for scalar in group.value.unicodeScalars { widths[scalar] = group.key }
        }
    }()
}
