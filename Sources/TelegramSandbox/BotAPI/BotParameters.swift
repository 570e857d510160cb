/// The parameters of one call, whichever of Telegram's four ways they came.
///
/// In a query string or a form every value is text, in a JSON body it has a type of its own;
/// reading one by the wanted type hides the difference, as the real server does.
struct BotParameters: Sendable {
    /// Values by name.
    var values: [String: SandboxJSON] = [:]
    /// Uploaded files by the name of their part.
    var uploads: [String: [UInt8]] = [:]

    func text(_ name: String) -> String {
        switch self.values[name] {
        case .string(let text): text
        case .none, .null: ""
        case .some(let value): value.text
        }
    }

    func int(_ name: String) -> Int64? {
        switch self.values[name] {
        case .string(let text): Int64(text)
        case .some(let value): value.int
        case .none: nil
        }
    }

    func bool(_ name: String) -> Bool {
        switch self.values[name] {
        case .bool(let truth): truth
        case .string(let text): ["true", "yes", "1"].contains(text.lowercased())
        default: false
        }
    }

    /// A list or an object; as text it is JSON inside JSON.
    func structure(_ name: String) throws(BotFailure) -> SandboxJSON? {
        switch self.values[name] {
        case .string(let text):
            guard !text.isEmpty else { return nil }
            guard let value = try? SandboxJSON(parsing: text) else {
                throw .badRequest("can't parse \(Self.spoken(name)) JSON object")
            }
            return value
        case .none, .null: return nil
        case .some(let value): return value
        }
    }

    var json: SandboxJSON { .object(self.values) }

    private static func spoken(_ name: String) -> String {
        name.replacing("_", with: " ")
    }
}
