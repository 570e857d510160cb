import BotGateway
import Ledger
import Testing

@Suite struct SpreadGuideTests {
    @Test("The spreads have the Japanese names that keyboards and receipts use")
    func japaneseNames() {
        let names = Spread.allCases.map { $0.title(speaking: .japanese) }
        #expect(names == ["ワンオラクル", "スリーカード", "ヘキサグラム", "ケルト十字"])
    }

    @Test(
        "Every position has a name, a question, and a role of its own",
        arguments: Spread.allCases
    )
    func positions(spread: Spread) {
        let roles = Language.allCases.map { language in
            let positions = SpreadGuide.to(spread, in: language).positions
            #expect(positions.count == spread.cardCount)
            #expect(Set(positions.map(\.name)).count == spread.cardCount)
            #expect(positions.allSatisfy { !$0.name.isEmpty && !$0.asks.isEmpty })
            return positions.map(\.role)
        }
        #expect(Set(roles[0]).count == spread.cardCount)
        #expect(roles.allSatisfy { $0 == roles[0] }, "the languages disagree on the order")
    }

    @Test("Every theme has a name in every language", arguments: Language.allCases)
    func themes(language: Language) {
        #expect(Set(Theme.allCases.map { $0.title(speaking: language) }).count == 4)
    }
}
