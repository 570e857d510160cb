// What the service cost, and what went wrong.

/// A language model was called.
public struct ModelUsed: Hashable, Sendable {
    /// The model's name.
    public var model: String

    /// Tokens sent.
    public var promptTokens: Int64

    /// Tokens received.
    public var completionTokens: Int64

    /// The price, in millionths of a US dollar.
    public var costMicroUSD: Int64

    /// The reading or consultation it was for.
    public var use: Int64?

    /// Describes the event.
    public init(
        model: String,
        promptTokens: Int64 = 0,
        completionTokens: Int64 = 0,
        costMicroUSD: Int64 = 0,
        use: Int64? = nil
    ) {
        self.model = model
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
        self.costMicroUSD = costMicroUSD
        self.use = use
    }
}

extension ModelUsed: VisitablePayload {
    static var blank: Self {
        Self(model: "", promptTokens: 0, completionTokens: 0, costMicroUSD: 0, use: nil)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "model", &self.model)
        try coder.field(17, "prompt_tokens", &self.promptTokens)
        try coder.field(18, "completion_tokens", &self.completionTokens)
        try coder.field(19, "cost_micro_usd", &self.costMicroUSD)
        try coder.field(20, "use", &self.use)
    }
}

/// Something went wrong that a person may have noticed.
public struct ErrorRecorded: Hashable, Sendable {
    /// Where: it tells the operator what to look at.
    public var error: ErrorKind

    /// Describes the event.
    public init(
        error: ErrorKind
    ) {
        self.error = error
    }
}

extension ErrorRecorded: VisitablePayload {
    static var blank: Self {
        Self(error: .load)
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(16, "error", &self.error)
    }
}
