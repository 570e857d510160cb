internal import Ledger
internal import Payments

/// What an operator asks of the ledger: a deed, and its circumstances.
///
/// The command line carries it out itself, or sends it to the bot; either way it comes to the same
/// ``OperatorReport``.
package struct OperatorOrder: Hashable, Sendable {
    /// What is to be done.
    package var deed: OperatorDeed
    /// The operator's name, for the audit trail.
    package var actor: String
    /// The request id.
    package var rid: String
    /// The idempotency key: the same order under the same key is carried out once.
    package var key: String
    /// Whether the report is one of JSON lines.
    package var isJSON: Bool

    /// Describes an order.
    ///
    /// - Parameters:
    ///   - deed: What is to be done.
    ///   - actor: The operator's name.
    ///   - rid: The request id; `nil` for a new one.
    ///   - key: The idempotency key; `nil` for a new one.
    ///   - isJSON: Whether the report is one of JSON lines.
    package init(
        _ deed: OperatorDeed,
        actor: String,
        rid: String?,
        key: String?,
        isJSON: Bool
    ) {
        self.deed = deed
        self.actor = actor
        self.rid = rid ?? RequestID.new()
        // Twice the length of a request id: a key must not be drawn twice in the life of a ledger.
        self.key = key ?? RequestID.new() + RequestID.new()
        self.isJSON = isJSON
    }

    /// The circumstances of the command that it comes to.
    func request(about user: UserID?, at time: Instant) -> Request {
        Request(
            user: user,
            at: time,
            cause: .commandLine,
            actor: .operator(self.actor),
            rid: self.rid,
            key: "cli:\(self.key)",
            clientLanguage: nil
        )
    }
}

extension OperatorOrder: Codable {
    private enum CodingKeys: String, CodingKey {
        case verb, arguments, actor, rid, key, json
    }

    /// Reads an order: `{"verb": …, "arguments": {…}, "actor": …, "rid": …, "key": …, "json": …}`.
    ///
    /// `rid`, `key` and `json` may be absent, for people who write it by hand.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try Self.deed(in: fields),
            actor: try fields.decode(String.self, forKey: .actor),
            rid: try fields.decodeIfPresent(String.self, forKey: .rid),
            key: try fields.decodeIfPresent(String.self, forKey: .key),
            isJSON: try fields.decodeIfPresent(Bool.self, forKey: .json) ?? false
        )
    }

    /// Writes the order as ``init(from:)`` reads it.
    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(self.deed.verb, forKey: .verb)
        switch self.deed {
        case .grant(let arguments): try fields.encode(arguments, forKey: .arguments)
        case .revoke(let arguments): try fields.encode(arguments, forKey: .arguments)
        case .refund(let arguments): try fields.encode(arguments, forKey: .arguments)
        case .erase(let arguments): try fields.encode(arguments, forKey: .arguments)
        case .reconcile(let arguments): try fields.encode(arguments, forKey: .arguments)
        }
        try fields.encode(self.actor, forKey: .actor)
        try fields.encode(self.rid, forKey: .rid)
        try fields.encode(self.key, forKey: .key)
        try fields.encode(self.isJSON, forKey: .json)
    }

    private static func deed(in fields: KeyedDecodingContainer<CodingKeys>) throws -> OperatorDeed {
        let name = try fields.decode(String.self, forKey: .verb)
        guard let verb = OperatorVerb(rawValue: name) else { throw OperatorMistake.unknownVerb }
        switch verb {
        case .grant: return .grant(try fields.decode(GrantArguments.self, forKey: .arguments))
        case .revoke: return .revoke(try fields.decode(RevokeArguments.self, forKey: .arguments))
        case .refund: return .refund(try fields.decode(RefundArguments.self, forKey: .arguments))
        case .erase: return .erase(try fields.decode(EraseArguments.self, forKey: .arguments))
        case .reconcile:
            return .reconcile(try fields.decode(ReconcileArguments.self, forKey: .arguments))
        }
    }
}
