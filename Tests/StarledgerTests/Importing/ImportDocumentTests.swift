import Foundation
import Payments
import Testing

@Suite("docs/import.md explains every problem that an import can name")
struct ImportDocumentTests {
    @Test("each code has one row, and no row is about anything else")
    func codes() throws {
        let page = try String(
            contentsOf: Executable.root.appending(path: "docs/import.md"),
            encoding: .utf8
        )
        let rows = page.split(separator: "\n").compactMap { line in
            line.prefixMatch(of: /\| `([a-z_]+)` \| [^|]+ \| [^|]+ \|/).map { String($0.output.1) }
        }
        #expect(rows.sorted() == ImportProblem.Code.allCases.map(\.rawValue).sorted())
        // Those that change nobody's holdings come first.
        let remarks = ImportProblem.Code.allCases.filter(\.isRemark).map(\.rawValue)
        #expect(Set(rows.prefix(remarks.count)) == Set(remarks))
    }
}
