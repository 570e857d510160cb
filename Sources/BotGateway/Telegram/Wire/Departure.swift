internal import NIOCore
private import Synchronization

/// The body of a request, which remembers whether it began to leave.
///
/// The connection asks for the body only when it is up and the head is written. As long as nobody
/// asked, Telegram cannot have acted on the call, whatever the error says; from then on it may
/// have. This holds for every kind of failure, without a list of the errors below.
final class Departure: AsyncSequence, Sendable {
    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let departure: Departure
        fileprivate var isTaken = false

        mutating func next() async throws -> ByteBuffer? {
            guard !self.isTaken else { return nil }
            self.isTaken = true
            return self.departure.leave()
        }
    }

    private let bytes: ByteBuffer
    private let isGone = Atomic(false)

    init(_ bytes: [UInt8]) {
        self.bytes = ByteBuffer(bytes: bytes)
    }

    /// Whether any byte of the body may have reached the other side.
    var hasBegun: Bool {
        self.isGone.load(ordering: .acquiring)
    }

    /// How many bytes the body has.
    var byteCount: Int {
        self.bytes.readableBytes
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(departure: self)
    }

    private func leave() -> ByteBuffer {
        self.isGone.store(true, ordering: .releasing)
        return self.bytes
    }
}
