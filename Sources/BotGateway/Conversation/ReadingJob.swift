private import Foundation
internal import Ledger
internal import LedgerService

/// A reading or a consultation that was begun: what it takes to compose and deliver it, also after
/// a restart.
struct ReadingJob: Codable, Hashable, Sendable {
    /// How long a question is kept that nobody could answer, in seconds.
    static let keptSeconds: Int64 = 86_400

    /// The use: the position of the event that began it.
    var use: Int64
    /// Names the update in the inbox.
    var inboxKey: String
    /// Whose it is.
    var user: Int64
    /// The language it is spoken in.
    var language: String
    /// The request id.
    var rid: String
    /// What was asked in the person's own words; it lies sealed in the inbox and nowhere else.
    var question: String?

    init(
        use: Position,
        key: String,
        question: String?,
        in language: Language,
        _ visit: Visit
    ) {
        self.use = use
        self.inboxKey = key
        self.user = visit.user.rawValue
        self.language = language.code
        self.rid = visit.rid
        self.question = question
    }

    /// Reads a job out of the inbox, or returns `nil` if the keys are not those it was sealed with.
    init?(_ row: InboxRow, openedBy keyring: Keyring) {
        guard let bytes = keyring.openWork(row.sealed),
            let job = try? JSONDecoder().decode(ReadingJob.self, from: Data(bytes))
        else { return nil }
        self = job
        self.use = row.use
    }
}

extension ReadingJob {
    /// Whose it is.
    var owner: UserID { UserID(rawValue: self.user) }

    /// The language it is spoken in.
    var spoken: Language { Language(code: self.language) ?? .japanese }

    /// The change that takes its update in.
    func takenIn(at time: Instant, sealedBy keyring: Keyring) -> WorkChange {
        .takeIn(
            InboxRow(
                key: self.inboxKey,
                user: self.owner,
                takenInAt: time,
                use: self.use,
                sealed: keyring.sealWork(self.bytes)
            )
        )
    }

    private var bytes: [UInt8] {
        do {
            return Array(try JSONEncoder().encode(self))
        } catch {
            // Strings and integers always encode.
            preconditionFailure("a job did not encode: \(error)")
        }
    }
}
