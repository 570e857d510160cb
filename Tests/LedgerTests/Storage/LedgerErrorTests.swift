import Foundation
import Ledger
import Testing

/// What an operator reads of an error is one line, in words.
@Suite struct LedgerErrorTests {
    @Test("The cause is said in words, and Foundation's dump of its fields is not")
    func causes() {
        let missing = #expect(throws: (any Error).self) {
            try Data(contentsOf: URL(filePath: "/nowhere/at/all"))
        }
        let causes: [any Error] = [missing, CocoaError(.fileWriteNoPermission)].compactMap(\.self)
        #expect(causes.count == 2)
        for cause in causes {
            let line = LedgerError(.storageUnavailable, "cannot write", cause: cause).description
            #expect(line.hasPrefix("cannot write (cause: "))
            #expect(!line.contains("UserInfo") && !line.contains("Domain"), "\(line)")
            #expect(!line.contains("\n"))
        }
    }
}
