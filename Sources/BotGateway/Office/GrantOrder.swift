internal import Ledger

/// The arguments of `/admin grant` and `/admin revoke`.
struct GrantOrder: Equatable, Sendable {
    var user: UserID
    var sku: SKU
    var reason: String
    var charge: ChargeID?
    var isQuiet: Bool

    /// Reads the words after the verb, or returns `nil` if the first two are not a user and a SKU.
    init?(_ words: [String]) {
        guard words.count >= 2, let user = UserID(typed: words[0]) else { return nil }
        self.user = user
        self.sku = SKU(rawValue: words[1])
        let rest = words.dropFirst(2)
        let named = rest.first { $0.hasPrefix("charge=") }
        self.charge = named.map { ChargeID(rawValue: String($0.dropFirst("charge=".count))) }
        if self.charge?.rawValue.isEmpty == true { return nil }
        self.isQuiet = rest.contains("quiet")
        let reason = rest.filter { $0 != named && $0 != "quiet" }.joined(separator: " ")
        self.reason = reason.isEmpty ? AdminWords.noReason : reason
    }
}

/// The arguments of `/admin hold` and `/admin release`.
struct HoldOrder: Equatable, Sendable {
    var user: UserID
    var reason: String
    var isQuiet: Bool

    /// Reads the words after the verb, or returns `nil` if the first is not a user.
    init?(_ words: [String]) {
        guard let user = UserID(typed: words.first) else { return nil }
        self.user = user
        self.isQuiet = words.contains("quiet")
        let reason = words.dropFirst().filter { $0 != "quiet" }.joined(separator: " ")
        self.reason = reason.isEmpty ? AdminWords.noReason : reason
    }
}
