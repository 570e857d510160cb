private import Foundation
internal import Ledger

extension Instant {
    /// Reads RFC 3339 with `Z` or an offset, with or without a fraction; `nil` if it is not that.
    init?(rfc3339 text: String) {
        for includesFraction in [false, true] {
            let style = Date.ISO8601FormatStyle(includingFractionalSeconds: includesFraction)
            if Self.isDate(text.prefix(10)), let date = try? style.parse(text) {
                let microseconds = (date.timeIntervalSince1970 * 1_000_000).rounded()
                self.init(microseconds: Int64(microseconds))
                return
            }
        }
        return nil
    }

    /// The parser lets a day that does not exist, like 02-30, run over into the next month.
    private static func isDate(_ day: Substring) -> Bool {
        let plain = Date.ISO8601FormatStyle()
        guard let date = try? plain.parse("\(day)T00:00:00Z") else { return false }
        return plain.format(date).hasPrefix(day)
    }
}
