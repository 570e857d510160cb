internal import Ledger

/// The words that a picture adds to the names of cards and places.
struct PictureWords: Hashable {
    let upright: String
    let reversed: String

    /// The words in a language, the same as in a reading.
    static func speaking(_ language: Language) -> PictureWords {
        let phrases = Phrasebook.speaking(language)
        return PictureWords(
            upright: phrases.phrase("word.upright"),
            reversed: phrases.phrase("word.reversed")
        )
    }
}
