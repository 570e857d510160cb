internal import Hummingbird
internal import NIOCore

/// Why a body was not read to its end.
enum BodyFailure: Error {
    case tooLarge
    case tooSlow
}

extension Request {
    /// Reads a body that is as small and as quick as it should be.
    ///
    /// - Parameters:
    ///   - countMax: How many bytes it may have.
    ///   - limit: How long it may take to arrive.
    /// - Returns: Its bytes.
    /// - Throws: ``BodyFailure``, or what broke the connection.
    func bytes(upTo countMax: Int, within limit: Duration) async throws -> [UInt8] {
        let length = self.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard length <= countMax else { throw BodyFailure.tooLarge }
        let body = self.body
        return try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask {
                do {
                    let buffer = try await body.collect(upTo: countMax)
                    return [UInt8](buffer.readableBytesView)
                } catch is NIOTooManyBytesError {
                    throw BodyFailure.tooLarge
                }
            }
            group.addTask {
                // A deadline: whichever ends first cancels the other.
                try await Task.sleep(for: limit)
                throw BodyFailure.tooSlow
            }
            defer { group.cancelAll() }
            return try await group.next() ?? []
        }
    }
}
