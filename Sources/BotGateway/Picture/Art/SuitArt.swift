/// The four suits: their signs, their colours, and how their signs lie on a card.
struct SuitArt {
    /// The name of the sign in the picture.
    let name: String

    /// The sign, about 40 wide and 56 high around the origin.
    let sign: String

    /// The class of the sky behind the signs.
    let sky: String

    /// The class of the ground below them, and of a court's cloak.
    let cloak: String

    /// The suits by the family of a card; the great cards have none.
    static func of(_ arcana: Arcana) -> SuitArt? {
        switch arcana {
        case .major: nil
        case .wands: self.wands
        case .cups: self.cups
        case .swords: self.swords
        case .pentacles: self.pentacles
        }
    }

    /// All four, in the order of the deck.
    static let all = [Self.wands, Self.cups, Self.swords, Self.pentacles]

    private static let wands = SuitArt(
        name: "wands",
        sign: """
            <path class="bark" d="M-5 28 L-4 -22 Q-3 -28 1 -28 Q5 -27 5 -22 L4 28 Q0 31 -5 28Z"/>
            <path class="amber" d="M-1.500 24 L0 -22 Q1 -26 3 -22 L2 24Z"/>
            <path class="moss" d="M4 -12 q14-10 17-1 q-8 9-17 5Z M-4 0 q-14-10-17-1 q8 9 17 5Z"/>
            <path class="leaf" d="M4 12 q12-9 15-1 q-7 8-15 4Z M-3 -22 q-8-10-13-5 q2 9 12 9Z"/>
            """,
        sky: "sand",
        cloak: "clay"
    )

    private static let cups = SuitArt(
        name: "cups",
        sign: """
            <path class="gold" d="M-17 -20 H17 Q18 4 4 9 V18 H13 V24 H-13 V18 H-4 V9 Q-18 4 -17 -20Z"/>
            <path class="pale" d="M-12 -14 Q-12 0 -5 4 Q-9 -4 -8 -14Z"/>
            <ellipse class="sea" cx="0" cy="-20" rx="17" ry="5"/>
            <path class="rose" d="M0 2 C-7 -4 -7 -9 -3.500 -9.500 C-1 -9.500 0 -8 0 -6 C0 -8 1 -9.500 3.500 -9.500 C7 -9 7 -4 0 2Z"/>
            """,
        sky: "aqua",
        cloak: "sea"
    )

    private static let swords = SuitArt(
        name: "swords",
        sign: """
            <path class="white" d="M0 -32 L5.500 -23 V8 H-5.500 V-23Z"/><path class="steel" d="M0 -32 L5.500 -23 V8 H0Z"/>
            <path class="gold" d="M-15 5 Q0 10 15 5 L16 10 Q0 15 -16 10Z"/>
            <rect class="bark" x="-2.800" y="12" width="5.600" height="11"/><circle class="gold" cx="0" cy="26" r="4.500"/>
            """,
        sky: "lilac",
        cloak: "plum"
    )

    private static let pentacles = SuitArt(
        name: "pentacles",
        sign: """
            <circle class="gold" r="23"/><circle class="amber" r="19"/><circle class="thin-ring" r="16.500"/>
            <path class="cream" d="M0 -15 L3.500 -4.600 L14.300 -4.600 L5.600 2 L8.800 12.100 L0 6 L-8.800 12.100 L-5.600 2 L-14.300 -4.600 L-3.500 -4.600Z"/>
            """,
        sky: "sage",
        cloak: "moss"
    )
}
