import Ledger
import LedgerService
import Payments
import Projections
import TelegramSandbox
import Testing

extension TestBot {
    /// What an administrator reads after a command: the next message, with changing names masked.
    ///
    /// `<rid>` stands for a request id, `<charge>` for a charge of the simulated Telegram.
    func answer(_ command: String) async throws -> String {
        Self.masked(try await self.ask(command, by: self.admin).text)
    }

    /// Everything that was said in a chat after a message, in order, in one text.
    func transcript(of person: SandboxPerson, after id: Int64) async throws -> String {
        try await self.settle(person)
        return person.messages
            .filter { $0.id > id && $0.isFromBot && !$0.text.contains("🔒") }
            .map { Self.masked($0.text) }.joined(separator: "\n----\n")
    }

    /// Puts names in the place of what is drawn anew each time.
    static func masked(_ text: String) -> String {
        text.replacing(/rid=[a-z0-9]{8}/, with: "rid=<rid>")
            .replacing(/stx[A-Za-z0-9_-]{20,}/, with: "<charge>")
    }

    /// Submits a command as something other than an update would.
    @discardableResult
    func submit(
        _ command: Command,
        about user: Int64? = nil,
        cause: Cause = .update,
        actor: Actor = .system,
        at time: Instant? = nil
    ) async throws -> Answer<Ruling> {
        let request = Request(
            user: user.map { UserID(rawValue: $0) },
            at: time ?? self.ledger.clock(),
            cause: cause,
            actor: actor,
            rid: "test"
        )
        return try await self.ledger.submit(command, request)
    }
}
