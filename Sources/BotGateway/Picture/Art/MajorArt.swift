/// The emblems of the 22 great cards.
///
/// Each is a fragment of SVG in the card's own measure, 200 wide and 340 high, seen through the
/// arched window that ``CardDrawing`` cuts; what fills a shape is named by the classes of
/// ``Palette``. The drawings are our own.
enum MajorArt {
    /// One emblem a card, by its number.
    static let emblems: [String] = [
        Self.fool, Self.magician, Self.priestess, Self.empress, Self.emperor, Self.hierophant,
        Self.lovers, Self.chariot, Self.strength, Self.hermit, Self.wheel, Self.justice,
        Self.hangedMan, Self.death, Self.temperance, Self.devil, Self.tower, Self.star, Self.moon,
        Self.sun, Self.judgement, Self.world,
    ]

    /// The numbers as they stand on the cards.
    static let numerals: [String] = [
        "0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII",
        "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI",
    ]
}
