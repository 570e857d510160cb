import Ledger
import Testing

@Suite struct ChargeIDTests {
    /// Texts that Unicode calls equivalent, two by two: their bytes differ.
    private static let equivalent = [
        ("caf\u{E9}", "cafe\u{301}"), ("\u{C5}", "\u{212B}"), ("\u{1100}\u{1161}", "\u{AC00}"),
    ]

    @Test("Charges are told apart by their bytes, as the log's column tells them apart")
    func bytes() {
        for (left, right) in Self.equivalent {
            #expect(left == right, "Unicode calls them the same")
            let (first, second) = (ChargeID(rawValue: left), ChargeID(rawValue: right))
            #expect(first != second)
            #expect((first == second) == false)
            #expect(Set([first, second]).count == 2)
            #expect([first: 1][second] == nil)
        }
    }

    @Test("The same bytes are the same charge, however the text came about")
    func same() {
        let text = String(decoding: Array("stxABC_é_9".utf8), as: UTF8.self)
        let (first, second) = (ChargeID(rawValue: text), ChargeID(rawValue: "stxABC_" + "é_9"))
        #expect(first == second)
        #expect(first.hashValue == second.hashValue)
        #expect([first: 1][second] == 1)
    }
}
