import BotGateway
import Ledger
import Testing

/// Which texts name the drawn cards, told over HTTP by a model that says exactly this.
@Suite(.timeLimit(.minutes(2))) struct FaithfulnessTests {
    /// A draw, a text, and whether it is faithful.
    struct Case: Sendable, CustomTestStringConvertible {
        let language: Language
        let cards: [(card: UInt8, isReversed: Bool)]
        let text: String
        let isFaithful: Bool

        init(_ language: Language, _ cards: [(UInt8, Bool)], _ text: String, _ isFaithful: Bool) {
            self.language = language
            self.cards = cards.map { (card: $0.0, isReversed: $0.1) }
            self.text = text
            self.isFaithful = isFaithful
        }

        var testDescription: String { "\(self.isFaithful): \(self.text)" }
    }

    private static let cases = [
        Case(.japanese, [(5, false)], "教皇（正位置）が出ました。", true),
        Case(.japanese, [(5, false)], "「教皇」（ 正位置 ）", true),
        Case(.japanese, [(5, false)], "教皇 ― 正位置", true),
        Case(.japanese, [(5, false)], "正位置の教皇です。", true),
        Case(.japanese, [(5, false)], "教皇（逆位置）", false),
        Case(.japanese, [(5, false)], "教皇です。\n正位置", false),
        Case(.japanese, [(5, false)], "女教皇（正位置）", false),
        Case(.japanese, [(8, true)], "力を抜いて。力（逆位置）", true),
        Case(.japanese, [(8, true)], "あなたの力を信じて。", false),
        Case(.japanese, [(31, false)], "ワンドの１０（正位置）", true),
        Case(
            .japanese,
            [(0, false), (1, true), (2, false)],
            "愚者（正位置）、魔術師（逆位置）、女教皇（正位置）",
            true
        ),
        Case(
            .japanese,
            [(0, false), (1, true), (2, false)],
            "魔術師（逆位置）、愚者（正位置）、女教皇（正位置）",
            false
        ),
        Case(.english, [(0, false)], "**The Fool** (Upright)", true),
        Case(.english, [(0, false)], "your card, fool, upright", true),
        Case(.english, [(0, true)], "the reversed Fool", true),
        Case(.english, [(0, true)], "The Fool (upright)", false),
        Case(.english, [(0, false)], "Foolish (upright)", false),
        Case(.english, [(19, false)], "Sunday, upright", false),
        Case(.english, [(20, false)], "Judgment (upright)", true),
        Case(.english, [(8, true)], "Strength (reversed)", true),
        Case(.english, [(8, true)], "Find the strength you need.", false),
        Case(.portuguese, [(8, true)], "A FORCA (invertida)", true),
        Case(.portuguese, [(22, false)], "Ás de Paus (normal)", true),
        Case(.portuguese, [(0, true)], "O Louco, invertido", true),
        Case(.portuguese, [(0, true)], "O Louco (normal)", false),
    ]

    @Test("A card is named by its name with its way beside it, in order", arguments: cases)
    func faithful(example: Case) async throws {
        try await withFakeModel { fake, client in
            fake.usually(.words(example.text))
            let draw = Draw(
                try example.cards.map {
                    try #require(DrawnCard(card: $0.card, isReversed: $0.isReversed))
                }
            )
            let spread: Spread = draw.count == 1 ? .one : .three
            var isFaithful = true
            do throws(ModelFailure) {
                _ = try await ModelReader(client: client)
                    .reading(of: draw, in: spread, about: nil, speaking: example.language)
            } catch {
                #expect(error.code == .cardsWrong)
                isFaithful = false
            }
            #expect(isFaithful == example.isFaithful)
        }
    }
}
