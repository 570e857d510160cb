private import Foundation

/// What one attempt came to.
enum Attempt: Sendable {
    /// Telegram did it; the value of `result`, as sent.
    case accepted([UInt8])
    /// Telegram said no.
    case refused(TelegramRefusal)
    /// There is no answer to go by.
    case failed(TelegramError)
}

/// An HTTP response, read to its end.
struct RawAnswer: Sendable {
    /// The HTTP status.
    var status: Int
    /// The header `Retry-After`, if it is a number of seconds.
    var retryAfterSeconds: Int64?
    /// The body.
    var body: [UInt8]
}

/// Makes an ``Attempt`` of a response, by its code and parameters; words count only in refusals.
enum AnswerReading {
    private struct Parameters: Decodable {
        var retryAfter: Int64?
        var migrateToChatID: Int64?

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: JSONKey.self)
            self.retryAfter = fields.lenient(Int64.self, "retry_after")
            self.migrateToChatID = fields.lenient(Int64.self, "migrate_to_chat_id")
        }
    }

    /// How long to wait if Telegram asks to wait and does not say how long.
    static let retryAfterSecondsDefault: Int64 = 1
    /// The longest wait that is believed.
    static let retryAfterSecondsMax: Int64 = 86_400

    /// Reads a response to a method.
    static func read(_ answer: RawAnswer, method: String) -> Attempt {
        let members = JSONScanner.members(of: answer.body[...]) ?? []
        let fields = Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
        if let ok = fields["ok"], ok.elementsEqual("true".utf8), let result = fields["result"],
            (200..<300).contains(answer.status)
        {
            return .accepted([UInt8](result))
        }
        let written = fields["error_code"].flatMap { Int(String(decoding: $0, as: UTF8.self)) }
        let code = written.flatMap { (400..<600).contains($0) ? $0 : nil } ?? answer.status
        return Self.unsuccessful(code: code, fields, answer, method: method)
    }

    private static func unsuccessful(
        code: Int,
        _ fields: [String: ArraySlice<UInt8>],
        _ answer: RawAnswer,
        method: String
    ) -> Attempt {
        let parameters = Self.decode(Parameters.self, fields["parameters"])
        switch code {
        case 401: return .failed(TelegramError(.unauthorized, method: method))
        case 404: return .failed(TelegramError(.notFound, method: method))
        case 409: return .failed(TelegramError(.conflict, method: method))
        case 429:
            let seconds = parameters?.retryAfter ?? answer.retryAfterSeconds
            let wait = Self.believable(seconds ?? Self.retryAfterSecondsDefault)
            return .failed(TelegramError(.rateLimited(retryAfter: wait), method: method))
        case 500...599:
            return .failed(TelegramError(.serverFailed(status: code), method: method))
        case 400...499:
            let text = Self.decode(String.self, fields["description"]) ?? "no description"
            let migratedTo = parameters?.migrateToChatID.map(ChatID.init(rawValue:))
            return .refused(TelegramRefusal(code: code, text: text, migratedTo: migratedTo))
        default:
            let cause = "status \(answer.status), \(answer.body.count) bytes"
            return .failed(TelegramError(.unreadableAnswer, method: method, cause: cause))
        }
    }

    /// Reads one value; a value of another type is `nil`.
    static func decode<Value: Decodable>(
        _ type: Value.Type,
        _ bytes: ArraySlice<UInt8>?
    ) -> Value? {
        bytes.flatMap { try? JSONDecoder().decode(type, from: Data($0)) }
    }

    private static func believable(_ seconds: Int64) -> Duration {
        .seconds(min(max(seconds, 0), Self.retryAfterSecondsMax))
    }
}
