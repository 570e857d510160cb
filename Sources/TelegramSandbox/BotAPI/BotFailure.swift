/// An answer with `"ok": false`.
///
/// Source: <https://core.telegram.org/bots/api#making-requests>; texts as Telegram's server and
/// backend write them.
struct BotFailure: Error, Hashable {
    let code: Int
    let description: String
    var retryAfterSeconds: Int?

    static func badRequest(_ text: String) -> BotFailure {
        BotFailure(code: 400, description: "Bad Request: \(text)")
    }

    static func conflict(_ text: String) -> BotFailure {
        BotFailure(code: 409, description: "Conflict: \(text)")
    }

    static func tooManyRequests(retryAfterSeconds: Int) -> BotFailure {
        BotFailure(
            code: 429,
            description: "Too Many Requests: retry after \(retryAfterSeconds)",
            retryAfterSeconds: retryAfterSeconds
        )
    }

    static let blocked = BotFailure(
        code: 403,
        description: "Forbidden: bot was blocked by the user"
    )
    static let chatNotFound = BotFailure.badRequest("chat not found")
    static let internalError = BotFailure(code: 500, description: "Internal Server Error")
    static let restart = BotFailure(code: 500, description: "Internal Server Error: restart")
    static let methodNotFound = BotFailure(code: 404, description: "Not Found: method not found")
    static let notFound = BotFailure(code: 404, description: "Not Found")
    static let queryTooOld = BotFailure.badRequest(
        "query is too old and response timeout expired or query ID is invalid"
    )
    static let unauthorized = BotFailure(code: 401, description: "Unauthorized")

    /// The body that goes out.
    var json: SandboxJSON {
        let body: SandboxJSON = [
            "ok": false, "error_code": .int(Int64(self.code)),
            "description": .string(self.description),
        ]
        return body.with(
            "parameters",
            self.retryAfterSeconds.map { ["retry_after": .int(Int64($0))] }
        )
    }
}
