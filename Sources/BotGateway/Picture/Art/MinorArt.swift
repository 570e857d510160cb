/// The pictures of the 56 small cards: signs by number, or one of the court.
enum MinorArt {
    /// The picture of a small card.
    ///
    /// - Parameters:
    ///   - rank: 1 (ace) to 10, then page, knight, queen and king.
    ///   - suit: The suit.
    /// - Returns: A fragment of SVG in the card's own measure.
    static func emblem(rank: Int, of suit: SuitArt) -> String {
        let ground = Self.ground(of: suit, rank: rank)
        if let court = CourtArt(rank: rank) { return ground + court.figure(of: suit) }
        return ground + (rank == 1 ? Self.rays : "") + Self.signs(rank: rank, of: suit)
    }

    /// What stands at the head of a small card; `nil` for the court, which has a crown there.
    static func numeral(rank: Int) -> String? {
        switch rank {
        case 1: "A"
        case 2...10: String(rank)
        default: nil
        }
    }

    /// Where the signs lie, by number, and how large they are.
    private static func places(rank: Int) -> (scale: Double, points: [(x: Int, y: Int)]) {
        switch rank {
        case 1: (2.7, [(100, 184)])
        case 2: (1.7, [(100, 128), (100, 244)])
        case 3: (1.45, [(100, 116), (66, 226), (134, 226)])
        case 4: (1.35, [(64, 138), (136, 138), (64, 246), (136, 246)])
        case 5: (1.2, [(60, 126), (140, 126), (100, 192), (60, 258), (140, 258)])
        case 6: (1.15, [(64, 118), (136, 118), (64, 194), (136, 194), (64, 270), (136, 270)])
        case 7:
            (1.1, [(100, 96), (56, 138), (144, 138), (56, 208), (144, 208), (56, 278), (144, 278)])
        case 8:
            (
                1,
                [
                    (100, 92), (54, 134), (146, 134), (100, 162), (54, 206), (146, 206), (68, 280),
                    (132, 280),
                ]
            )
        case 9:
            (
                1,
                [
                    (54, 126), (100, 106), (146, 126), (54, 200), (100, 186), (146, 200), (54, 276),
                    (100, 266), (146, 276),
                ]
            )
        default:
            (
                0.92,
                [
                    (100, 84), (60, 112), (140, 112), (100, 150), (50, 178), (150, 178), (100, 216),
                    (60, 252), (140, 252), (100, 288),
                ]
            )
        }
    }

    private static func signs(rank: Int, of suit: SuitArt) -> String {
        let (scale, points) = self.places(rank: rank)
        return points.map { point in
            SVG.use(suit.name, x: Double(point.x), y: Double(point.y), scale: scale)
        }.joined()
    }

    /// The sky and the ground; the line of the hills changes with the rank.
    private static func ground(of suit: SuitArt, rank: Int) -> String {
        let left = 292 + (rank * 7) % 20
        let right = 292 + (rank * 11) % 22
        return """
            <rect class="\(suit.sky)" width="200" height="340"/>\
            <circle class="glow" cx="100" cy="126" r="82"/>\
            <path class="\(suit.cloak) soft" d="M18 \(left) Q60 \(left - 22) 104 \(left - 4) \
            T182 \(right) V322 H18Z"/>
            """
    }

    private static let rays = """
        <path class="rays" d="M100 184 L70 44 H84Z M100 184 L116 44 H130Z M100 184 L18 92 V112Z \
        M100 184 L182 92 V112Z M100 184 L18 172 V192Z M100 184 L182 172 V192Z M100 184 L18 254 V274Z \
        M100 184 L182 254 V274Z"/>
        """
}
