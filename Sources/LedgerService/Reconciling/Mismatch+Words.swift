internal import Ledger
public import Payments

extension Mismatch {
    /// What differs, in one line for an operator.
    public var sentence: String {
        let about = [
            self.user.map { "user \($0.rawValue)" }, self.sku?.rawValue,
            self.at.map { $0.rfc3339 }, self.charge.map { "charge \($0.rawValue)" },
        ].compactMap(\.self).joined(separator: ", ")
        return about.isEmpty ? self.what : "\(self.what) (\(about))"
    }

    private var what: String {
        let (ours, telegram) = ("\(self.ours ?? .zero)", "\(self.telegram ?? .zero)")
        let detail = self.detail ?? "?"
        return switch self.kind {
        case .amount: "the books say ⭐\(ours), Telegram says ⭐\(telegram)"
        case .user: "Telegram names another person: \(detail)"
        case .product: "Telegram's payload names another product: \(detail)"
        case .unmatched: "⭐\(ours) fit no product (\(detail)) and wait for you"
        case .paymentUnknownThere:
            self.detail == nil
                ? "the books have a payment of ⭐\(ours) that Telegram does not list"
                : "an imported payment of ⭐\(ours) is not in Telegram's list"
        case .refundUnknownThere: "the books have a refund (⭐\(ours)) that Telegram does not list"
        case .refundOfUnseen:
            "Telegram gave back a payment that nobody had seen (⭐\(telegram)); it is recorded"
        case .notARefund: "Stars went to a person (⭐\(telegram)), and it was no refund"
        case .beforeImport:
            "⭐\(telegram) from before the take-over are in no row of it"
                + (self.detail.map { ", and were \($0)" } ?? "")
        case .refundBeforeImport:
            "a refund (⭐\(telegram)) from before the take-over is in no row of it"
        case .nearGrant:
            "a payment of ⭐\(telegram) was missing, and a grant of the same product is near: "
                + detail
        case .balance:
            "Telegram's list comes to ⭐\(ours) and its balance is ⭐\(telegram): "
                + "a chargeback, or something unlisted"
        }
    }

    /// What to type next.
    public var next: String {
        let charge = self.charge?.rawValue ?? ""
        let history = "starledger history --charge \(charge)"
        let revoke =
            "/admin revoke \(self.user?.rawValue ?? 0) \(self.sku?.rawValue ?? "SKU") reason"
        return switch self.kind {
        case .amount, .user, .product: history
        case .unmatched:
            "/admin resolve \(charge) \(self.sku?.rawValue ?? "SKU"), or /refund \(charge)"
        case .paymentUnknownThere: "\(history), and \(revoke) if it never was paid"
        case .refundUnknownThere, .refundOfUnseen: history
        case .notARefund:
            "/admin incident \(self.user?.rawValue ?? 0) what it was, if the owner gave it away"
        case .beforeImport where self.detail == Mismatch.givenBack:
            "nothing: do not grant it, the Stars are back"
        case .beforeImport:
            "starledger repair-import, or "
                + "/admin grant \(self.user?.rawValue ?? 0) \(self.sku?.rawValue ?? "SKU") "
                + "charge=\(charge) reason"
        case .refundBeforeImport:
            ImportPairs.isOfRow(ChargeID(rawValue: charge)) || self.sku == nil
                ? revoke : "/refund \(charge) (Telegram says that it is back, and it is withdrawn)"
        case .nearGrant: "\(revoke), if that grant was for this payment"
        case .balance: "compare with the bot's Stars in @BotFather; /admin incident what it was"
        }
    }

    /// One object for scripts.
    var json: String {
        var line = JSONLine()
        line.add("kind", self.kind.rawValue)
        line.add("charge", self.charge?.rawValue)
        line.add("user", self.user?.rawValue)
        line.add("sku", self.sku?.rawValue)
        line.addRaw("ours", self.ours.map { "\($0)" } ?? "null")
        line.addRaw("telegram", self.telegram.map { "\($0)" } ?? "null")
        line.add("at", self.at)
        line.add("detail", self.detail)
        line.add("next", self.next)
        return line.finished
    }
}
