private import Foundation
internal import Ledger
internal import LedgerService

/// What plain text means to somebody at the moment.
enum Mode: Hashable, Sendable {
    /// Words to the language model: what it means unless somebody chose cards.
    case consultation
    /// A question to one card, about a theme if one was chosen.
    case reading(Theme?)
}

/// Remembers who chose cards a moment ago.
///
/// What lasts longer than the process lies sealed in the inbox, under a key of its own and without
/// a use; it is neither an event nor a part of any figure.
struct Modes: Sendable {
    /// How long somebody may be silent before plain text means a consultation again, in seconds.
    static let silenceSecondsMax: Int64 = 20 * 60

    /// How many rows of people who fell silent are cleared with each new one.
    private static let sweepCountMax = 64

    private static let keyPrefix = "mode:"

    /// What is kept of one person.
    private struct Choice {
        var theme: Theme?
        var touchedAt: Instant

        /// Whether the person was silent for too long.
        func isOver(at time: Instant) -> Bool {
            self.touchedAt.adding(seconds: Modes.silenceSecondsMax) <= time
        }
    }

    /// What lies in the row.
    private struct Sealed: Codable {
        var theme: String?
    }

    private final class Memory: Sendable {
        let choices = Lock<[UserID: Choice]>([:])
    }

    private let desk: Desk
    private let memory = Memory()

    init(desk: Desk) {
        self.desk = desk
    }

    /// What plain text means to somebody now; whatever they send keeps it so.
    @discardableResult
    func touch(_ visit: Visit) -> Mode {
        self.memory.choices.withLock { choices in
            guard let choice = choices[visit.user], !choice.isOver(at: visit.at) else {
                return .consultation
            }
            choices[visit.user]?.touchedAt = max(choice.touchedAt, visit.at)
            return .reading(choice.theme)
        }
    }

    /// Makes plain text mean something else from now on.
    func choose(_ mode: Mode, _ visit: Visit) async throws(LedgerError) {
        let before = self.memory.choices.withLock { $0 }
        var choices = before
        let changes = self.changes(for: mode, visit, in: &choices)
        guard !changes.isEmpty else { return }
        // Remembered only once it is on disk, so that memory and file never part.
        try await self.desk.ledger.change(changes)
        let (after, gone) = (choices[visit.user], Set(before.keys).subtracting(choices.keys))
        self.memory.choices.withLock { choices in
            choices[visit.user] = after
            for user in gone { choices[user] = nil }
        }
    }

    /// The changes that keep the mode beyond a restart, for a transaction that is made anyway.
    func renewal(_ visit: Visit) -> [WorkChange] {
        let choice = self.memory.choices.withLock { $0[visit.user] }
        guard let choice, !choice.isOver(at: visit.at) else { return [] }
        return self.rows(of: visit.user, choice)
    }

    /// Takes up what lay in the inbox at the start.
    ///
    /// - Returns: The rows that are not modes, and the changes that clear outdated modes.
    func takeUp(
        _ inbox: [InboxRow],
        at time: Instant
    ) -> (others: [InboxRow], outdated: [WorkChange]) {
        var others: [InboxRow] = []
        var outdated: [WorkChange] = []
        for row in inbox {
            guard row.key.hasPrefix(Self.keyPrefix) else {
                others.append(row)
                continue
            }
            let sealed = self.desk.ledger.keyring.openWork(row.sealed)
                .flatMap { try? JSONDecoder().decode(Sealed.self, from: Data($0)) }
            let theme = sealed?.theme.flatMap(Theme.init(named:))
            let choice = Choice(theme: theme, touchedAt: row.takenInAt)
            guard sealed != nil, !choice.isOver(at: time) else {
                outdated.append(.settle(key: row.key))
                continue
            }
            self.memory.choices.withLock { $0[row.user] = choice }
        }
        return (others, outdated)
    }

    private func changes(
        for mode: Mode,
        _ visit: Visit,
        in choices: inout [UserID: Choice]
    ) -> [WorkChange] {
        switch mode {
        case .consultation:
            guard choices.removeValue(forKey: visit.user) != nil else { return [] }
            return [.settle(key: Self.key(of: visit.user))]
        case .reading(let theme):
            let choice = Choice(theme: theme, touchedAt: visit.at)
            choices[visit.user] = choice
            let silent = choices.filter { $0.value.isOver(at: visit.at) }
                .keys.prefix(Self.sweepCountMax)
            for user in silent { choices[user] = nil }
            return silent.map { .settle(key: Self.key(of: $0)) } + self.rows(of: visit.user, choice)
        }
    }

    private func rows(of user: UserID, _ choice: Choice) -> [WorkChange] {
        let key = Self.key(of: user)
        let row = InboxRow(
            key: key,
            user: user,
            takenInAt: choice.touchedAt,
            use: 0,
            sealed: self.desk.ledger.keyring.sealWork(Self.bytes(of: choice))
        )
        return [.settle(key: key), .takeIn(row)]
    }

    private static func key(of user: UserID) -> String { "\(Self.keyPrefix)\(user.rawValue)" }

    private static func bytes(of choice: Choice) -> [UInt8] {
        do {
            return Array(try JSONEncoder().encode(Sealed(theme: choice.theme?.name)))
        } catch {
            // A string always encodes.
            preconditionFailure("a mode did not encode: \(error)")
        }
    }
}
