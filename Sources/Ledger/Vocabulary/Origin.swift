/// What brought an event about.
public enum Cause: UInt8, CaseIterable, Sendable {
    /// An update from Telegram.
    case update = 1
    /// A command on the command line, or over HTTP.
    case commandLine = 2
    /// A comparison with Telegram's own list.
    case reconciliation = 3
    /// The take-over of an earlier database.
    case imported = 4
    /// The start of the program.
    case start = 5
}

extension Cause {
    /// The name in JSON.
    public var name: String {
        switch self {
        case .update: "update"
        case .commandLine: "command_line"
        case .reconciliation: "reconciliation"
        case .imported: "import"
        case .start: "start"
        }
    }
}

/// Who did it.
public enum Actor: Hashable, Sendable {
    /// The program itself.
    case system
    /// The user whom the event is about.
    case user
    /// An administrator, in chat.
    case administrator(UserID)
    /// An operator, by the name given on the command line.
    case `operator`(String)
}

extension Actor {
    /// The form that JSON and listings show.
    public var name: String {
        switch self {
        case .system: "system"
        case .user: "user"
        case .administrator(let user): "admin:\(user.rawValue)"
        case .operator(let name): "operator:\(name)"
        }
    }
}
