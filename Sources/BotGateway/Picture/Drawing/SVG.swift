/// Small pieces of SVG.
enum SVG {
    /// A number as short as it can be, with two decimals at most.
    static func number(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
        let sign = hundredths < 0 ? "-" : ""
        guard rest != 0 else { return "\(sign)\(whole)" }
        let decimals = rest % 10 == 0 ? "\(rest / 10)" : (rest < 10 ? "0\(rest)" : "\(rest)")
        return "\(sign)\(whole).\(decimals)"
    }

    /// Words as they may stand in an element.
    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.append(character)
            }
        }
    }

    /// A definition, put somewhere.
    static func use(_ name: String, x: Double, y: Double, scale: Double) -> String {
        let place = "\(self.number(x)) \(self.number(y))"
        return
            "<use href=\"#\(name)\" transform=\"translate(\(place)) scale(\(self.number(scale)))\"/>"
    }

    /// One line of words about a point.
    static func text(_ line: Lettering.Line, class name: String, x: Double, y: Double) -> String {
        """
        <text class="\(name)" x="\(self.number(x))" y="\(self.number(y))" \
        font-size="\(self.number(line.size))">\(self.escaped(line.text))</text>

        """
    }
}
