private import Foundation

/// One event of a segment as a line: a JSON array.
enum SegmentLine {
    /// Writes an event's line, with its end.
    static func append(
        _ row: borrowing StoredRow,
        hash: ChainHash,
        to bytes: inout [UInt8]
    ) {
        let charge = row.charge.map { JSONLine.quoted($0) } ?? "null"
        let body = unsafe Data(row.body).base64EncodedString()
        let numbers = "[\(row.position),\(row.user),\(row.kind),\(row.recordedAt),"
        bytes.append(contentsOf: numbers.utf8)
        bytes.append(contentsOf: charge.utf8)
        bytes.append(contentsOf: ",\"\(body)\",\"\(hash.hex)\"]\n".utf8)
    }

    /// Reads an event's line and lends the event; `nil` if it is not one in its one written form.
    static func read<Result>(
        _ line: ArraySlice<UInt8>,
        _ body: (borrowing StoredRow, ChainHash) throws(LedgerError) -> Result
    ) throws(LedgerError) -> Result? {
        var scanner = LineScanner(line)
        guard scanner.skip("["), let position = scanner.integer(), scanner.skip(","),
            let user = scanner.integer(), scanner.skip(","),
            let kind = scanner.integer(), scanner.skip(","),
            let recordedAt = scanner.integer(), scanner.skip(","),
            let charge = scanner.textOrNull(), scanner.skip(","),
            let base64 = scanner.plainText(), scanner.skip(","),
            let hex = scanner.plainText(), scanner.skip("]"), scanner.isAtEnd,
            let bytes = Data(base64Encoded: Data(base64)),
            let hash = Self.hash(hex)
        else { return nil }
        let data = Array(bytes)
        let result = unsafe data.withUnsafeBytes { bytes -> Swift.Result<Result, LedgerError> in
            let row = unsafe StoredRow(
                position: position,
                user: user,
                kind: kind,
                recordedAt: recordedAt,
                charge: charge.text,
                body: bytes
            )
            do throws(LedgerError) {
                return .success(try body(row, hash))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private static func hash(_ hex: ArraySlice<UInt8>) -> ChainHash? {
        guard hex.count == 2 * ChainHash.byteCount else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(ChainHash.byteCount)
        var high: UInt8?
        for digit in hex {
            guard let value = Self.value(of: digit) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return ChainHash(bytes)
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}

/// Reads the few shapes that an event's line is made of.
struct LineScanner {
    private let line: ArraySlice<UInt8>
    private var index: Int

    init(_ line: ArraySlice<UInt8>) {
        self.line = line
        self.index = line.startIndex
    }

    var isAtEnd: Bool { self.index == self.line.endIndex }

    mutating func skip(_ text: StaticString) -> Bool {
        for byte in text.description.utf8 {
            guard self.next == byte else { return false }
            self.index += 1
        }
        return true
    }

    mutating func integer() -> Int64? {
        let start = self.index
        if self.next == UInt8(ascii: "-") { self.index += 1 }
        while let byte = self.next, (48...57).contains(byte) { self.index += 1 }
        return Int64(String(decoding: self.line[start..<self.index], as: UTF8.self))
    }

    /// A text without escapes, as base64 and hexadecimal digits are.
    mutating func plainText() -> ArraySlice<UInt8>? {
        guard self.skip("\"") else { return nil }
        let start = self.index
        guard let end = self.line[start...].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        self.index = end + 1
        return self.line[start..<end]
    }

    /// Any text, or `null`; the outer `nil` is neither.
    mutating func textOrNull() -> (text: String?, Void)? {
        if self.skip("null") { return (nil, ()) }
        guard self.next == UInt8(ascii: "\"") else { return nil }
        let start = self.index
        self.index += 1
        while let byte = self.next, byte != UInt8(ascii: "\"") {
            self.index += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        guard self.index < self.line.endIndex else { return nil }
        self.index += 1
        let json = Data(self.line[start..<self.index])
        guard let text = try? JSONDecoder().decode(String.self, from: json) else { return nil }
        return (text, ())
    }

    private var next: UInt8? {
        self.index < self.line.endIndex ? self.line[self.index] : nil
    }
}
