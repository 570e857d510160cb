/// The labels of a figure, by name.
struct Labels: Hashable, Sendable {
    private struct Label: Hashable {
        var name: String
        var value: String
    }

    private let labels: [Label]

    private init(labels: [Label]) {
        self.labels = labels
    }

    init(_ dimensions: [(String, String)]) {
        let labels = dimensions.map { Label(name: MetricName.label($0.0), value: $0.1) }
        self.labels = labels.sorted { $0.name < $1.name }
    }

    /// The set that stands for all beyond the limit.
    var other: Labels {
        Labels(labels: self.labels.map { Label(name: $0.name, value: "other") })
    }

    /// What stands between the braces.
    var text: String {
        self.labels.map { "\($0.name)=\"\(MetricName.escapedValue($0.value))\"" }
            .joined(separator: ",")
    }
}

/// How names, labels and numbers are written.
///
/// Source: https://prometheus.io/docs/instrumenting/exposition_formats/
enum MetricName {
    /// A name: letters, digits, `_` and `:`, not beginning with a digit.
    static func family(_ text: String) -> String {
        self.cleaned(text, allowsColon: true)
    }

    /// A label's name: as a name, without `:`.
    static func label(_ text: String) -> String {
        self.cleaned(text, allowsColon: false)
    }

    static func escapedValue(_ text: String) -> String {
        self.escapedHelp(text).replacing("\"", with: "\\\"")
    }

    static func escapedHelp(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if let whole = Int64(exactly: value) { return "\(whole)" }
        return "\(value)"
    }

    private static func cleaned(_ text: String, allowsColon: Bool) -> String {
        let letters = text.unicodeScalars.map { scalar -> Character in
            let isLetter = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
            let isDigit = ("0"..."9").contains(scalar)
            let isColon = allowsColon && scalar == ":"
            return isLetter || isDigit || isColon ? Character(scalar) : "_"
        }
        guard let first = letters.first else { return "_" }
        return (first.isNumber ? "_" : "") + String(letters)
    }
}
