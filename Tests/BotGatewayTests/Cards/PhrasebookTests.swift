import BotGateway
import Ledger
import Testing

@Suite struct PhrasebookTests {
    @Test("The languages have the same phrases, with as many variants of each")
    func sameKeys() {
        let counts = Language.allCases.map { language in
            Phrasebook.speaking(language).variants.mapValues(\.count)
        }
        #expect(counts[0] == counts[1])
        #expect(counts[0] == counts[2])
    }

    @Test("Every position, theme, family and orientation has its phrases")
    func complete() {
        let ways = ["upright", "reversed"]
        let families = Arcana.allCases.map(\.rawValue)
        var keys = Set(PositionRole.allCases.flatMap { role in ways.map { "lead.\(role).\($0)" } })
        for theme in Theme.allCases.map(\.name) {
            keys.formUnion(["theme.\(theme)", "about.\(theme)"])
            keys.formUnion(families.map { "step.\(theme).\($0)" })
            keys.formUnion(families.flatMap { one in ways.map { "thread.\(theme).\(one).\($0)" } })
        }
        keys.formUnion(Spread.allCases.map { "open.\($0.name)" })
        let missing = keys.subtracting(Phrasebook.speaking(.japanese).variants.keys)
        #expect(missing.isEmpty, "\(missing.sorted())")
    }

    @Test("No sentence is said twice", arguments: Language.allCases)
    func distinct(language: Language) {
        let texts = Phrasebook.speaking(language).variants
            .filter { !$0.key.hasPrefix("word.") }
            .flatMap(\.value)
        #expect(Set(texts).count == texts.count)
    }
}
