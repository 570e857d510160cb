private import AsyncHTTPClient
private import NIOCore
private import NIOHTTP1

/// One request and its response, within a deadline.
struct Exchange: Sendable {
    /// A call made ready to leave.
    struct Call: Sendable {
        let method: String
        let terms: CallTerms
        let contentType: String
        let body: [UInt8]
    }

    /// How much longer than ours the deadline of the layer below is; it never fires first.
    private static let deadlineMargin = Duration.seconds(5)

    let endpoint: TelegramEndpoint
    let connections: Connections
    let clock: TelegramClock

    private enum Ending: Sendable {
        case answered(Attempt)
        case broken(TelegramError.Code, cause: String?)
    }

    /// Makes one attempt and says what it came to; never throws.
    func attempt(_ call: Call) async -> Attempt {
        let departure = Departure(call.body)
        let ending = await withTaskGroup(of: Ending.self) { group in
            group.addTask { await self.exchange(call, departure) }
            group.addTask { await self.expiry(of: call) }
            let first = await group.next()
            group.cancelAll()
            return first ?? .broken(.abandoned, cause: nil)
        }
        switch ending {
        case .answered(let attempt):
            return attempt
        case .broken(let code, let cause):
            // Asked only now, when nothing of the exchange runs any more: whatever went wrong, a
            // call that did not begin to leave was not made.
            let known = departure.hasBegun ? code : .notConnected
            return .failed(TelegramError(known, method: call.method, cause: cause))
        }
    }

    private func exchange(_ call: Call, _ departure: Departure) async -> Ending {
        do {
            let response = try await self.connections[call.terms.lane].execute(
                self.request(call, departure),
                deadline: .now() + TimeAmount(call.terms.deadline + Self.deadlineMargin)
            )
            let body = try await response.body.collect(upTo: call.terms.answerBytesMax)
            let answer = RawAnswer(
                status: Int(response.status.code),
                retryAfterSeconds: response.headers.first(name: "Retry-After").flatMap {
                    Int64($0)
                },
                body: [UInt8](body.readableBytesView)
            )
            return .answered(AnswerReading.read(answer, method: call.method))
        } catch is NIOTooManyBytesError {
            return .broken(.answerTooLarge, cause: nil)
        } catch {
            let code: TelegramError.Code = Task.isCancelled ? .abandoned : .connectionDropped
            return .broken(code, cause: self.endpoint.describe(error))
        }
    }

    private func expiry(of call: Call) async -> Ending {
        do {
            try await self.clock.expire(call.terms.deadline)
            return .broken(.timedOut, cause: nil)
        } catch {
            return .broken(.abandoned, cause: nil)
        }
    }

    private func request(_ call: Call, _ departure: Departure) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: self.endpoint.url(of: call.method))
        request.method = .POST
        request.headers.add(name: "Content-Type", value: call.contentType)
        request.headers.add(name: "Accept", value: "application/json")
        request.body = .stream(departure, length: .known(Int64(departure.byteCount)))
        return request
    }
}
