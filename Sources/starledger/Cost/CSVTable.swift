/// What is wrong with a table, and in which line of the file.
package struct CSVError: Error, Hashable, CustomStringConvertible {
    /// The line, from 1.
    package let line: Int
    /// What is wrong.
    package let message: String

    /// One line, to stand behind the file's name.
    package var description: String { "line \(self.line): \(self.message)" }
}

/// A table as spreadsheets and providers write it: commas, semicolons or tabs, quotes, any line
/// ending, with or without a byte order mark.
///
/// - Source: RFC 4180.
package struct CSVTable: Sendable {
    /// One row, and the line where it begins.
    package struct Row: Hashable, Sendable {
        /// The line, from 1.
        package var line: Int
        /// The fields, without their quotes.
        package var fields: [String]
    }

    /// The largest file read.
    package static let byteCountMax = 16 << 20
    /// The most rows read.
    package static let rowCountMax = 200_000
    /// The most fields of a row.
    package static let fieldCountMax = 256

    /// The rows that are not empty, the header first.
    package private(set) var rows: [Row] = []

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// Reads a table.
    ///
    /// - Throws: ``CSVError`` with the line where reading had to stop.
    package init(_ bytes: [UInt8]) throws(CSVError) {
        guard bytes.count <= Self.byteCountMax else {
            let limit = Self.byteCountMax >> 20
            throw CSVError(line: 1, message: "the file is larger than \(limit) MiB")
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw CSVError(line: 1, message: "the file is UTF-16; save it as UTF-8")
        }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        guard String(validating: text, as: UTF8.self) != nil else {
            throw CSVError(line: 1, message: "the file is not UTF-8; save it as UTF-8")
        }
        try self.read(text, separator: Self.separator(of: text))
    }

    /// The sign that the first line has most of, outside quotes.
    private static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        var counts = [0, 0, 0]
        var isQuoted = false
        for byte in bytes.drop(while: { $0 == Self.lineFeed || $0 == Self.carriageReturn }) {
            if byte == Self.quote { isQuoted.toggle() }
            guard !isQuoted else { continue }
            if byte == Self.lineFeed || byte == Self.carriageReturn { break }
            if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
        }
        let most = counts.max() ?? 0
        return candidates[counts.firstIndex(of: most) ?? 0]
    }

    private mutating func read(
        _ bytes: ArraySlice<UInt8>,
        separator: UInt8
    ) throws(CSVError) {
        var (line, start) = (1, 1)
        var (fields, field): ([String], [UInt8]) = ([], [])
        var isQuoted = false
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            if byte == Self.lineFeed { line += 1 }
            if isQuoted {
                guard byte == Self.quote else {
                    field.append(byte)
                    continue
                }
                if index < bytes.endIndex, bytes[index] == Self.quote {
                    field.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if byte == Self.quote, field.allSatisfy({ $0 == 0x20 }) {
                field = []
                isQuoted = true
            } else if byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn {
                fields.append(String(decoding: field, as: UTF8.self))
                field = []
                guard byte != separator else { continue }
                if byte == Self.carriageReturn {
                    if index < bytes.endIndex, bytes[index] == Self.lineFeed { index += 1 }
                    line += 1
                }
                try self.add(fields, at: start)
                (fields, start) = ([], line)
            } else {
                field.append(byte)
            }
        }
        guard !isQuoted else { throw CSVError(line: start, message: "a quote is not closed") }
        fields.append(String(decoding: field, as: UTF8.self))
        try self.add(fields, at: start)
    }

    private mutating func add(_ fields: [String], at line: Int) throws(CSVError) {
        guard fields.contains(where: { !$0.allSatisfy(\.isWhitespace) }) else { return }
        guard fields.count <= Self.fieldCountMax else {
            throw CSVError(line: line, message: "a row has \(Self.fieldCountMax) fields at most")
        }
        guard self.rows.count < Self.rowCountMax else {
            throw CSVError(line: line, message: "a table has \(Self.rowCountMax) rows at most")
        }
        self.rows.append(Row(line: line, fields: fields))
    }
}
