/// The court of a suit.
enum CourtArt: Int {
    /// Young, in a feathered cap.
    case page = 11
    /// In helmet and plume, before a banner.
    case knight = 12
    /// Crowned, with long hair.
    case queen = 13
    /// Crowned, with a beard.
    case king = 14

    /// The court's member of a rank, or `nil` for a number.
    init?(rank: Int) {
        self.init(rawValue: rank)
    }

    /// What is on the head, about 44 wide, above the point 100, 142.
    var crown: String {
        switch self {
        case .page:
            """
            <path class="rose" d="M76 140 Q74 116 96 116 Q122 114 126 132 L124 140 Q100 128 76 140Z"/>\
            <path class="cream" d="M114 120 Q126 92 142 96 Q138 118 120 126Z"/>
            """
        case .knight:
            """
            <path class="steel" d="M77 152 Q72 112 100 112 Q128 112 123 152 L115 146 V136 H85 V146Z"/>\
            <path class="mist" d="M83 132 Q84 118 98 116 V132Z"/>\
            <path class="rose" d="M102 114 Q102 90 76 92 Q52 96 50 118 Q68 108 92 116Z"/>
            """
        case .queen:
            """
            <path class="gold" d="M80 132 L76 108 L88 118 L94 104 L100 116 L106 104 L112 118 L124 108 \
            L120 132 Q100 122 80 132Z"/><circle class="rose" cx="94" cy="104" r="3"/>\
            <circle class="rose" cx="106" cy="104" r="3"/><circle class="pale" cx="76" cy="108" r="3"/>\
            <circle class="pale" cx="124" cy="108" r="3"/>
            """
        case .king:
            """
            <path class="gold" d="M78 134 V104 L89 116 L100 96 L111 116 L122 104 V134 Q100 124 78 134Z"/>\
            <path class="rose" d="M78 128 Q100 118 122 128 V134 Q100 124 78 134Z"/>\
            <circle class="pale" cx="100" cy="94" r="4"/>
            """
        }
    }

    /// The figure, with the sign of its suit in hand.
    func figure(of suit: SuitArt) -> String {
        self.behind(suit) + self.hair + self.body(suit) + self.head + self.crown
            + SVG.use(suit.name, x: 100, y: 252, scale: 1.5)
    }

    private func behind(_ suit: SuitArt) -> String {
        switch self {
        case .page: #"<circle class="halo-ring" cx="100" cy="144" r="50"/>"#
        case .knight:
            """
            <path class="thick bark-line" d="M158 322 V96"/>\
            <path class="\(suit.cloak)" d="M156 98 H112 L124 116 L112 134 H156Z"/>
            """
        case .queen: #"<path class="halo-ring" d="M44 322 V176 A56 60 0 0 1 156 176 V322"/>"#
        case .king:
            """
            <path class="stone" d="M46 322 V150 L56 134 L66 150 V322Z M134 322 V150 L144 134 L154 150 \
            V322Z"/><path class="steel" d="M66 160 H134 V322 H66Z"/>
            """
        }
    }

    private func body(_ suit: SuitArt) -> String {
        let width = self == .page ? 44 : 54
        let left = 100 - width
        let right = 100 + width
        return """
            <path class="\(suit.cloak)" d="M100 164 C74 168 \(left + 4) 190 \(left) 322 H\(right) \
            C\(right - 4) 190 126 168 100 164Z"/>\
            <path class="cream" d="M100 168 L84 184 Q100 204 116 184Z"/>\
            <path class="fine gold-line" d="M84 184 Q100 204 116 184"/>
            """
    }

    /// The hair, which falls behind the shoulders.
    private var hair: String {
        switch self {
        case .page: #"<path class="bark" d="M77 146 Q78 118 100 118 Q122 118 123 146 V166 H77Z"/>"#
        case .knight: ""
        case .queen:
            """
            <path class="bark" d="M76 140 Q76 114 100 114 Q124 114 124 140 Q134 180 128 222 H72 \
            Q66 180 76 140Z"/>
            """
        case .king: #"<path class="stone" d="M77 144 Q78 118 100 118 Q122 118 123 144 V168 H77Z"/>"#
        }
    }

    private var head: String {
        let beard =
            self == .king
            ? #"<path class="white" d="M81 146 Q80 182 100 190 Q120 182 119 146 Q110 156 100 154 Q90 156 81 146Z"/>"#
            : ""
        let face =
            """
            <circle class="skin" cx="100" cy="146" r="20"/>\
            <path class="fine ink-line" d="M89 145 Q92 142 95 145 M105 145 Q108 142 111 145"/>
            """
        return face + beard
    }
}
