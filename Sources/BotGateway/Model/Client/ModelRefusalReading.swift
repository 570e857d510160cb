internal import AsyncHTTPClient
private import NIOCore
private import NIOHTTP1

/// Makes sense of an answer that is not 200.
///
/// Of what the server says, only the provider's names for errors are kept: its sentences may
/// repeat the question or the key.
struct ModelRefusalReading {
    /// How much of a refusal is read.
    ///
    /// Unit: bytes.
    private static let bytesMax = 64 * 1_024
    /// The longest wait that is believed.
    private static let retryAfterSecondsMax = 86_400.0

    private let response: HTTPClientResponse

    init(_ response: HTTPClientResponse) {
        self.response = response
    }

    /// What the refusal comes to for a request in a dialect.
    func said(_ dialect: ModelDialect) async -> Result<ModelExchange.Said, ModelFailure> {
        let status = Int(self.response.status.code)
        // Without its words a refusal is still one.
        let buffer = try? await self.response.body.collect(upTo: Self.bytesMax)
        let body = buffer.map { Array($0.readableBytesView) } ?? []
        if let other = dialect.otherWords(afterRefusal: status, body) {
            return .success(.otherWords(other))
        }
        let trouble = Completion.read(body)?.trouble
        let cause = trouble.flatMap { $0.name.isEmpty ? nil : $0.name }
        return .failure(ModelFailure(self.code(status, trouble), cause: cause))
    }

    private func code(_ status: Int, _ trouble: Completion.Trouble?) -> ModelFailure.Code {
        switch status {
        case 429 where trouble?.isQuota == true: .quotaExhausted
        case 429: .rateLimited(retryAfter: self.retryAfter)
        case 401, 403: .unauthorized
        case 408, 500...599: .serverFailed(status: status)
        default: .requestRefused(status: status)
        }
    }

    /// How long to stay away, if the server says so in numbers.
    private var retryAfter: Duration? {
        let headers = self.response.headers
        let precise = headers.first(name: "Retry-After-Ms").flatMap(Double.init).map { $0 / 1_000 }
        let seconds = precise ?? headers.first(name: "Retry-After").flatMap(Double.init)
        guard let seconds, seconds.isFinite, seconds >= 0 else { return nil }
        return .seconds(min(seconds, Self.retryAfterSecondsMax))
    }
}
