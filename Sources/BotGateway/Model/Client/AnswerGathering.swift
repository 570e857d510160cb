/// Gathers an answer from its pieces, and judges it at its end.
struct AnswerGathering {
    private let textBytesMax: Int
    private(set) var text = ""
    private var isRefusal = false
    private var finish: String?
    private var usage: ModelUsage?
    private var hasBegun = false
    private(set) var isDone = false

    init(textBytesMax: Int) {
        self.textBytesMax = textBytesMax
    }

    /// Takes the data of one event of a stream.
    mutating func take(event: [UInt8]) throws(ModelFailure) {
        guard !self.isDone else { return }
        if event.elementsEqual("[DONE]".utf8) {
            self.isDone = true
            return
        }
        guard let piece = Completion.read(event) else { throw ModelFailure(.malformed) }
        try self.take(piece)
    }

    /// Takes an answer that came in one piece.
    mutating func take(whole body: [UInt8]) throws(ModelFailure) {
        guard let whole = Completion.read(body) else { throw ModelFailure(.malformed) }
        try self.take(whole)
        guard whole.hasChoice else { throw ModelFailure(.malformed, cause: "no choices") }
        // A whole body says by itself that nothing is missing; not every server gives a reason.
        self.isDone = true
    }

    private mutating func take(_ piece: Completion) throws(ModelFailure) {
        self.hasBegun = true
        self.usage = piece.usage ?? self.usage
        if let trouble = piece.trouble { throw Self.failure(trouble) }
        self.text += piece.content ?? ""
        self.isRefusal = self.isRefusal || piece.isRefusal
        self.finish = piece.finish ?? self.finish
        guard self.text.utf8.count <= self.textBytesMax else {
            throw ModelFailure(.answerTooLarge)
        }
    }

    /// The answer to a request.
    func answer() throws(ModelFailure) -> (text: String, isCut: Bool) {
        guard self.isDone || self.finish != nil else { throw ModelFailure(.truncated) }
        if self.finish == "content_filter" {
            throw ModelFailure(.declined, cause: "content_filter")
        }
        guard self.text.contains(where: { !$0.isWhitespace }) else {
            throw ModelFailure(self.isRefusal ? .declined : .empty)
        }
        return (self.text, self.finish == "length")
    }

    /// What the answer cost, also one that failed; nothing if nothing of a model's came.
    func usage(of request: ModelRequest) -> ModelUsage {
        if let usage { return usage }
        return self.hasBegun ? .estimated(for: request.messages, answer: self.text) : .none
    }

    /// What an error in a stream counts as if it has no number.
    private static let statusWithoutNumber = 500

    private static func failure(_ trouble: Completion.Trouble) -> ModelFailure {
        if trouble.isQuota { return ModelFailure(.quotaExhausted, cause: trouble.name) }
        switch trouble.status {
        case 429: return ModelFailure(.rateLimited(retryAfter: nil), cause: trouble.name)
        case .some(400..<500): return ModelFailure(.malformed, cause: trouble.name)
        default:
            let status = trouble.status ?? Self.statusWithoutNumber
            return ModelFailure(.serverFailed(status: status), cause: trouble.name)
        }
    }
}
