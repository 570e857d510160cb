import TelegramSandbox
import Testing

/// What a person should have: a model of a few lines, made from the town's diary alone.
struct Entitlements: Equatable, CustomStringConvertible {
    var tickets: [String: Int64] = ["TICKET_3": 0, "TICKET_7": 0, "TICKET_10": 0]
    /// When the last pass ends, Unix seconds.
    var passUntil: Int64?

    /// What a person has after a morning that is on record, and an afternoon of which only
    /// Telegram's list is left: no reading was made, nothing was given.
    ///
    /// - Parameters:
    ///   - morning: All that happened before noon.
    ///   - afternoon: All that happened after it.
    init(morning: [Bazaar.Deed], afternoon: [Bazaar.Deed]) {
        var passes: [(charge: String, at: Int64)] = []
        var skus: [String: String] = [:]
        for deed in morning + afternoon.filter(\.isOnTelegramsList) {
            switch deed {
            case .bought("PASS_7D", let charge, let at): passes.append((charge, at))
            case .bought(let sku, let charge, _):
                skus[charge] = sku
                self.tickets[sku, default: 0] += 1
            case .granted(let sku): self.tickets[sku, default: 0] += 1
            case .read(let sku): self.tickets[sku, default: 0] -= 1
            case .refunded(let charge):
                passes.removeAll { $0.charge == charge }
                // A ticket that is used up already is not owed.
                guard let sku = skus[charge] else { continue }
                self.tickets[sku] = max(0, (self.tickets[sku] ?? 0) - 1)
            }
        }
        for pass in passes { self.passUntil = max(self.passUntil ?? 0, pass.at) + 7 * 86_400 }
    }

    /// What `status --json` says.
    init(_ status: SandboxJSON) {
        for sku in self.tickets.keys { self.tickets[sku] = status["tickets"]?[sku]?.int }
        self.passUntil = status["pass_until"]?.string.flatMap { Self.seconds($0) }
    }

    var description: String {
        let counts = self.tickets.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return "\(counts.joined(separator: " ")) pass=\(self.passUntil.map(String.init) ?? "none")"
    }

    private static func seconds(_ text: String) -> Int64? {
        guard let match = text.wholeMatch(of: /(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)(\.\d+)?Z/) else {
            return nil
        }
        let parts = [match.1, match.2, match.3, match.4, match.5, match.6].compactMap { Int64($0) }
        guard parts.count == 6 else { return nil }
        let year = parts[1] <= 2 ? parts[0] - 1 : parts[0]
        let month = parts[1] > 2 ? parts[1] - 3 : parts[1] + 9
        let ofYear = (153 * month + 2) / 5 + parts[2] - 1
        let days = year * 365 + year / 4 - year / 100 + year / 400 + ofYear - 719_468
        return days * 86_400 + parts[3] * 3_600 + parts[4] * 60 + parts[5]
    }
}

extension Bazaar.Deed {
    /// Whether Telegram's list of Stars tells of it.
    var isOnTelegramsList: Bool {
        switch self {
        case .bought, .refunded: true
        case .read, .granted: false
        }
    }
}
