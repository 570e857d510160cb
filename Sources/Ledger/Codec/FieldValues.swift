// How each type of the vocabulary is stored, and how JSON shows it.

extension Int64: IntegerField {
    var stored: Int64 { self }
    var json: JSONScalar { .integer(self) }
    init?(stored: Int64) { self = stored }
}

extension Bool: IntegerField {
    var stored: Int64 { self ? 1 : 0 }
    var json: JSONScalar { .boolean(self) }
    init?(stored: Int64) {
        guard (0...1).contains(stored) else { return nil }
        self = stored == 1
    }
}

extension Instant: IntegerField {
    var stored: Int64 { self.microseconds }
    var json: JSONScalar { .text(self.rfc3339) }
    init?(stored: Int64) { self.init(microseconds: stored) }
}

extension Stars: IntegerField {
    var stored: Int64 { self.count }
    var json: JSONScalar { .integer(self.count) }
    init?(stored: Int64) {
        guard let stars = try? Stars(stored) else { return nil }
        self = stars
    }
}

extension Gift: IntegerField {
    /// Tickets are 1 to 3, the option is 4, a pass is its seconds above this.
    private static let passBase: Int64 = 16

    var stored: Int64 {
        switch self {
        case .ticket(let kind): Int64(kind.rawValue)
        case .option: 4
        case .pass(let seconds): Self.passBase + Self.checked(seconds)
        }
    }

    /// A pass outside its range would be read back as something else.
    private static func checked(_ seconds: Int64) -> Int64 {
        precondition((1...Self.passSecondsMax).contains(seconds), "a pass has at least one second")
        return seconds
    }

    var json: JSONScalar {
        switch self {
        case .ticket(let kind): .text("ticket:\(kind.spread.name)")
        case .option: .text("images")
        case .pass(let seconds): .text("pass:\(seconds)")
        }
    }

    init?(stored: Int64) {
        if stored > Self.passBase {
            self = .pass(seconds: stored - Self.passBase)
        } else if stored == 4 {
            self = .option
        } else if let kind = TicketKind(stored: stored) {
            self = .ticket(kind)
        } else {
            return nil
        }
    }
}

/// An enumeration stored by its raw value and shown by its name.
protocol NamedField: IntegerField, RawRepresentable where RawValue == UInt8 {
    var name: String { get }
}

extension NamedField {
    var stored: Int64 { Int64(self.rawValue) }
    var json: JSONScalar { .text(self.name) }
    init?(stored: Int64) {
        guard let raw = UInt8(exactly: stored) else { return nil }
        self.init(rawValue: raw)
    }
}

extension Access: NamedField {}
extension Cause: NamedField {}
extension CheckoutRefusal: NamedField {}
extension ErrorKind: NamedField {}
extension FailureReason: NamedField {}
extension MismatchReason: NamedField {}
extension Spread: NamedField {}
extension SubscriptionState: NamedField {}
extension SubscriptionTerm: NamedField {}
extension Theme: NamedField {}

extension Language: NamedField {
    var name: String { self.code }
}

extension TicketKind: NamedField {
    var name: String { self.sku.rawValue }
}

extension String: TextField {
    var stored: String { self }
    init(stored: String) { self = stored }
}

extension SKU: TextField {
    var stored: String { self.rawValue }
    init(stored: String) { self.init(rawValue: stored) }
}

extension ChargeID: TextField {
    var stored: String { self.rawValue }
    init(stored: String) { self.init(rawValue: stored) }
}
