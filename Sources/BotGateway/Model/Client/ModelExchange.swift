internal import AsyncHTTPClient
private import NIOCore
private import NIOHTTP1
private import Synchronization

/// One request to a model and its answer.
struct ModelExchange: Sendable {
    /// What an attempt came to, if it did not fail.
    enum Said: Sendable {
        case answer(ModelAnswer)
        /// The server does not know a field; the same request can be put in these words.
        case otherWords(ModelDialect)
    }

    /// Counts the pieces of an answer, so that silence can be told from work.
    private final class Pulse: Sendable {
        private let count = Atomic(0)

        var beats: Int { self.count.load(ordering: .relaxed) }

        func beat() { self.count.add(1, ordering: .relaxed) }
    }

    /// How much longer than ours the deadline of the layer below is; it never fires first.
    private static let deadlineMargin = Duration.seconds(5)

    let endpoint: ModelEndpoint
    let limits: ModelLimits
    let clock: TelegramClock
    let http: HTTPClient

    /// Makes one attempt; never throws.
    func attempt(
        _ request: ModelRequest,
        _ dialect: ModelDialect
    ) async -> Result<Said, ModelFailure> {
        let body = dialect.body(of: request, for: self.endpoint.model)
        guard body.count <= self.limits.requestBytesMax else {
            return .failure(ModelFailure(.requestTooLarge, cause: "\(body.count) bytes"))
        }
        let departure = Departure(body)
        let pulse = Pulse()
        let result = await Race.run {
            await self.exchange(request, dialect, departure, pulse)
        } until: {
            await self.silence(of: pulse, dialect)
        }
        return result.mapError { failure in
            // Asked only now, when nothing of the exchange runs any more: whatever went wrong, a
            // request that did not begin to leave was not made.
            let isUnknown = [.connectionDropped, .silent].contains(failure.code)
            guard isUnknown, !departure.hasBegun else { return failure }
            return ModelFailure(.notConnected, cause: failure.cause)
        }
    }

    private func exchange(
        _ request: ModelRequest,
        _ dialect: ModelDialect,
        _ departure: Departure,
        _ pulse: Pulse
    ) async -> Result<Said, ModelFailure> {
        var gathering = AnswerGathering(textBytesMax: self.limits.textBytesMax)
        do {
            let response = try await self.http.execute(
                self.request(departure, dialect),
                deadline: .now() + TimeAmount(self.limits.totalTimeout + Self.deadlineMargin)
            )
            pulse.beat()
            guard response.status.code == 200 else {
                return await ModelRefusalReading(response).said(dialect)
            }
            try await self.read(response, into: &gathering, pulse)
            let (text, isCut) = try gathering.answer()
            let usage = gathering.usage(of: request)
            return .success(.answer(ModelAnswer(text: text, isCut: isCut, usage: usage)))
        } catch var failure as ModelFailure {
            failure.usage = gathering.usage(of: request)
            return .failure(failure)
        } catch {
            let code: ModelFailure.Code = Task.isCancelled ? .abandoned : .connectionDropped
            let cause = self.endpoint.describe(error)
            return .failure(ModelFailure(code, cause: cause, usage: gathering.usage(of: request)))
        }
    }

    private func read(
        _ response: HTTPClientResponse,
        into gathering: inout AnswerGathering,
        _ pulse: Pulse
    ) async throws {
        // A server may answer with a stream that nobody asked for, and the other way round.
        let type = response.headers.first(name: "Content-Type")?.lowercased() ?? ""
        let isStream = type.hasPrefix("text/event-stream")
        var events = EventStream()
        var whole: [UInt8] = []
        var byteCount = 0
        for try await chunk in response.body {
            pulse.beat()
            byteCount += chunk.readableBytes
            guard byteCount <= self.limits.answerBytesMax else {
                throw ModelFailure(.answerTooLarge)
            }
            guard isStream else {
                whole += chunk.readableBytesView
                continue
            }
            for event in events.take(chunk.readableBytesView) { try gathering.take(event: event) }
            if gathering.isDone { return }
        }
        guard isStream else { return try gathering.take(whole: whole) }
        for event in events.end() { try gathering.take(event: event) }
    }

    /// Returns when nothing came for too long.
    private func silence(of pulse: Pulse, _ dialect: ModelDialect) async -> ModelFailure.Code? {
        let limit =
            dialect.isStreaming ? self.limits.silenceTimeout : self.limits.wholeAnswerTimeout
        var heard = pulse.beats
        while true {
            do { try await self.clock.expire(limit) } catch { return nil }
            let beats = pulse.beats
            if beats == heard || !dialect.isStreaming { return .silent }
            heard = beats
        }
    }

    private func request(_ departure: Departure, _ dialect: ModelDialect) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: self.endpoint.url)
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Bearer \(self.endpoint.key.secret)")
        request.headers.add(name: "Content-Type", value: "application/json")
        let accept =
            dialect.isStreaming ? "text/event-stream, application/json" : "application/json"
        request.headers.add(name: "Accept", value: accept)
        request.body = .stream(departure, length: .known(Int64(departure.byteCount)))
        return request
    }
}
