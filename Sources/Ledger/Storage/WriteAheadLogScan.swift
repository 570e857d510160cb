private import Foundation

/// Reads a write-ahead log as it lies, and tells damage in its middle from an end that was torn.
///
/// SQLite stops silently at the first frame whose checksum is wrong. A transaction that was being
/// written when the power went may leave such a frame, and never more than one mark of a commit after
/// it. Two marks say that something committed lies beyond.
///
/// Source: sqlite.org, *Database File Format*, section 4.
struct WriteAheadLogScan {
    private static let headerByteCount = 32
    private static let frameHeaderByteCount = 24

    /// The first frame that SQLite will not read although later ones were committed, from 1.
    let damagedFrame: Int?

    /// How many frames of this log lie behind the last one that SQLite reads: a transaction that was
    /// being written when the process ended, or damage.
    let unreadFrameCount: Int

    /// Reads the log beside a ledger's file; nobody may be writing it.
    init(beside path: String) {
        let file = URL(filePath: path + "-wal")
        guard let data = try? Data(contentsOf: file, options: .mappedIfSafe),
            data.count > Self.headerByteCount
        else {
            (self.damagedFrame, self.unreadFrameCount) = (nil, 0)
            return
        }
        (self.damagedFrame, self.unreadFrameCount) = Self.scan(data)
    }

    private static func scan(_ data: Data) -> (damagedFrame: Int?, unreadCount: Int) {
        let words = (0..<8).map { Self.word(data, at: $0 * 4) }
        let isBigEndian = words[0] & 1 == 1
        var sum = Checksum(isBigEndian: isBigEndian)
        sum.add(data, 0..<24)
        let isHeaderWhole =
            words[0] & ~1 == 0x377F_0682 && (sum.first, sum.second) == (words[6], words[7])
        let pageByteCount = isHeaderWhole ? Int(words[2]) : Self.pageByteCount(of: data)
        let frameByteCount = Self.frameHeaderByteCount + pageByteCount
        let frameCount = (data.count - Self.headerByteCount) / frameByteCount
        func start(_ frame: Int) -> Int { Self.headerByteCount + frame * frameByteCount }
        var whole = 0
        if isHeaderWhole {
            while whole < frameCount,
                Self.isWhole(
                    data,
                    at: start(whole),
                    pageByteCount,
                    &sum,
                    salts: (words[4], words[5])
                )
            {
                whole += 1
            }
        }
        // Behind a damaged header the first frame that has a companion names the salts.
        let salts =
            isHeaderWhole ? [words[4], words[5]] : Self.salts(data, frameCount, start)
        let unread = (whole..<max(whole, frameCount)).filter { frame in
            // One of the two is enough: a changed byte changes one.
            let header = start(frame)
            let found = [Self.word(data, at: header + 8), Self.word(data, at: header + 12)]
            return zip(found, salts).contains { $0 == $1 }
        }
        let commitCount = unread.count { Self.word(data, at: start($0) + 4) != 0 }
        return (commitCount >= 2 ? whole + 1 : nil, unread.count)
    }

    private static func isWhole(
        _ data: Data,
        at start: Int,
        _ pageByteCount: Int,
        _ sum: inout Checksum,
        salts: (UInt32, UInt32)
    ) -> Bool {
        guard Self.word(data, at: start + 8) == salts.0, Self.word(data, at: start + 12) == salts.1
        else { return false }
        sum.add(data, start..<(start + 8))
        let page = start + Self.frameHeaderByteCount
        sum.add(data, page..<(page + pageByteCount))
        return Self.word(data, at: start + 16) == sum.first
            && Self.word(data, at: start + 20) == sum.second
    }

    /// The page size that two frames in a row agree on, where the header cannot be believed.
    private static func pageByteCount(of data: Data) -> Int {
        let sizes = (9...16).map { 1 << $0 }
        return sizes.first { size in
            let second = Self.headerByteCount + Self.frameHeaderByteCount + size
            guard second + Self.frameHeaderByteCount <= data.count else { return false }
            let first = Self.headerByteCount
            return Self.word(data, at: first + 8) == Self.word(data, at: second + 8)
                && Self.word(data, at: first + 12) == Self.word(data, at: second + 12)
        } ?? 4_096
    }

    private static func salts(_ data: Data, _ frameCount: Int, _ start: (Int) -> Int) -> [UInt32] {
        guard frameCount > 0 else { return [] }
        return [8, 12].map { Self.word(data, at: start(0) + $0) }
    }

    private static func word(_ data: Data, at offset: Int) -> UInt32 {
        guard offset + 4 <= data.count else { return 0 }
        let start = data.startIndex + offset
        return data[start..<(start + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The running checksum of a write-ahead log: two sums over pairs of words.
    private struct Checksum {
        let isBigEndian: Bool
        var first: UInt32 = 0
        var second: UInt32 = 0

        mutating func add(_ data: Data, _ range: Range<Int>) {
            guard range.upperBound <= data.count else { return }
            unsafe data.withUnsafeBytes { bytes in
                for offset in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
                    unsafe self.first &+= self.read(bytes, offset) &+ self.second
                    unsafe self.second &+= self.read(bytes, offset + 4) &+ self.first
                }
            }
        }

        private func read(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
            let word = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            return self.isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
        }
    }
}
