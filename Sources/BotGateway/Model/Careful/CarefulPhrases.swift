/// The phrases of one language by which a topic is known.
///
/// A line is a topic and its phrases; a line that begins with `!` lists turns of speech that are
/// taken out before the topic is looked for.
struct CarefulPhrases: Sendable {
    private struct Table: Sendable {
        var phrases: [String] = []
        var exceptions: [String] = []
    }

    private let tables: [CarefulTopic: Table]
    private let isSpaced: Bool

    /// Reads a table: `topic | phrase, phrase …` or `!topic | exception, exception …` a line.
    ///
    /// The tables are part of the program, so a malformed one traps and names the line.
    init(table: String, isSpaced: Bool) {
        self.isSpaced = isSpaced
        self.tables = table.split(separator: "\n").reduce(into: [:]) { tables, line in
            let fields = line.split(separator: " | ")
            let isException = line.hasPrefix("!")
            let name = String(fields[0].drop { $0 == "!" })
            guard fields.count == 2, let topic = CarefulTopic(rawValue: name) else {
                preconditionFailure("not a topic and phrases: \(line)")
            }
            let phrases = fields[1].split(separator: ", ").map { phrase in
                let text = CarefulText(String(phrase))
                return isSpaced ? text.spaced : text.joined
            }
            if isException {
                tables[topic, default: Table()].exceptions += phrases
            } else {
                tables[topic, default: Table()].phrases += phrases
            }
        }
    }

    /// Takes the turns of speech out of a text that only sound like a topic.
    func takingOutTurns(about topic: CarefulTopic, of text: CarefulText) -> CarefulText {
        var rest = text
        // A mark stays where a turn of speech was, so that its neighbours do not become a phrase.
        for turn in self.tables[topic]?.exceptions ?? [] {
            if self.isSpaced {
                rest.spaced = rest.spaced.replacing(turn, with: " | ")
            } else {
                rest.joined = rest.joined.replacing(turn, with: "|")
            }
        }
        return rest
    }

    /// Whether a text has a phrase of a topic in this language.
    func speak(of topic: CarefulTopic, in text: CarefulText) -> Bool {
        let whole = self.isSpaced ? text.spaced : text.joined
        return self.tables[topic]?.phrases.contains { whole.contains($0) } ?? false
    }

    /// The phrases of every language.
    static let all = [
        CarefulPhrases(table: japanese, isSpaced: false),
        CarefulPhrases(table: english, isSpaced: true),
        CarefulPhrases(table: portuguese, isSpaced: true),
    ]
}
