/// Why the bot does not take an operator's order; nothing was recorded then.
enum OperatorMistake: Error, Equatable, Sendable {
    /// No verb that writes has this name.
    case unknownVerb
    /// It is not an order; the words say where it goes wrong.
    case unreadable(String)
    /// It is larger than an order can be.
    case tooLarge
    /// It did not arrive in time.
    case tooSlow
    /// Whoever sent it is neither the owner of the bot's process nor root.
    case stranger
    /// Too many are being carried out.
    case busy
    /// The bot is ending.
    case stopping

    /// What is wrong and what to do, in one line.
    var sentence: String {
        switch self {
        case .unknownVerb:
            let verbs = OperatorVerb.allCases.map(\.rawValue).joined(separator: ", ")
            return "the bot knows no such verb; it knows \(verbs). Is it of an earlier version?"
        case .unreadable(let words):
            return "this is not an order of an operator: \(words); nothing was recorded"
        case .tooLarge:
            return "an order has at most \(OperatorServer.bodyBytesMax) bytes; nothing was recorded"
        case .tooSlow:
            return "the order did not arrive within \(OperatorServer.bodySecondsMax) s; "
                + "nothing was recorded"
        case .stranger:
            return "only the owner of the bot's process and root may use this socket"
        case .busy:
            return "the bot is carrying out \(OperatorServer.orderCountMax) orders already; "
                + "nothing was recorded, try again in a moment"
        case .stopping:
            return "the bot is stopping; nothing was recorded, try again when it has stopped"
        }
    }
}

extension OperatorMistake {
    /// Says where the JSON goes wrong, without what it holds.
    init(_ error: any Error) {
        switch error {
        case let mistake as OperatorMistake: self = mistake
        case BodyFailure.tooLarge: self = .tooLarge
        case BodyFailure.tooSlow: self = .tooSlow
        case DecodingError.keyNotFound(let key, _):
            self = .unreadable("\(key.stringValue) is missing")
        case DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context):
            self = .unreadable("\(Self.path(context)) is of another type")
        case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
            self = .unreadable("\(Self.path(context)) cannot be read")
        default: self = .unreadable("it is not JSON")
        }
    }

    private static func path(_ context: DecodingError.Context) -> String {
        let path = context.codingPath.map(\.stringValue).joined(separator: ".")
        return path.isEmpty ? "the whole" : path
    }
}
