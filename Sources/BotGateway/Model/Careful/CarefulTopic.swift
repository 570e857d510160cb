/// Something the cards and a model must keep out of: it gets a kind notice instead, at no cost.
package enum CarefulTopic: String, CaseIterable, Sendable {
    /// Harm to oneself: the most urgent, so it comes first.
    case selfHarm = "self_harm"
    /// Illness, medicine, pregnancy.
    case medical
    /// Courts, contracts, crimes.
    case legal
    /// Investments, debts.
    case financial

    /// The topic of what somebody wrote, or `nil` if there is nothing to be careful about.
    ///
    /// The phrases of all three languages are looked for, since people do not always write in the
    /// language they chose. A turn of speech that only sounds like a topic (恋の病, 死ぬほど好き)
    /// is none. Pure: the same text has the same topic, everywhere.
    ///
    /// - Parameter text: What somebody wrote, as they wrote it.
    /// - Returns: The first topic in the order of the cases.
    package static func topic(of text: String) -> CarefulTopic? {
        let spoken = CarefulText(text)
        return Self.allCases.first { topic in
            // A word may be of two languages, so the turns of speech of all of them go first.
            let rest = CarefulPhrases.all.reduce(spoken) {
                $1.takingOutTurns(about: topic, of: $0)
            }
            return CarefulPhrases.all.contains { $0.speak(of: topic, in: rest) }
        }
    }
}
