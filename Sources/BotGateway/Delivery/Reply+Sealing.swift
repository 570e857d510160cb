private import Foundation
internal import Ledger
internal import LedgerService

extension Reply {
    /// The change that makes this reply owed.
    func owed(at time: Instant, sealedBy keyring: Keyring) -> WorkChange {
        let user = UserID(rawValue: self.chat)
        return .owe(user: user, at: time, sealed: keyring.sealWork(Self.bytes(of: self)))
    }

    /// Reads a reply out of the outbox, or `nil` if the keys are not those it was sealed with.
    init?(_ row: OutboxRow, openedBy keyring: Keyring) {
        guard let bytes = keyring.openWork(row.sealed),
            let reply = try? JSONDecoder().decode(Reply.self, from: Data(bytes))
        else { return nil }
        self = reply
    }

    private static func bytes(of reply: Reply) -> [UInt8] {
        do {
            return Array(try JSONEncoder().encode(reply))
        } catch {
            // Strings and integers always encode.
            preconditionFailure("a reply did not encode: \(error)")
        }
    }
}
