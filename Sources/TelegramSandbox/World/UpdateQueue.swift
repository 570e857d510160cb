internal import Foundation

/// The updates that wait for the bot, with Telegram's rules for handing them out.
///
/// Source: tdlib/telegram-bot-api, `Client.cpp` and `TQueue.cpp`.
struct UpdateQueue {
    /// The most updates that wait; beyond, new ones are dropped without a word.
    static let countMax = 100_000
    /// The largest update, in bytes of JSON; larger ones are dropped without a word.
    static let updateBytesMax = 65_536
    /// The most updates remembered for redelivery.
    static let historyMax = 100_000
    /// What a bot gets that never named a list.
    static let kindsNotSentByDefault: Set<String> = [
        "chat_member", "message_reaction", "message_reaction_count",
    ]

    struct Entry: Sendable {
        let id: Int64
        let kind: String
        let json: SandboxJSON
        let expiry: Date
        /// Updates of one lane are pushed to a webhook one after the other.
        let lane: String
    }

    /// New updates, earliest first, ids without gaps.
    private(set) var pending: [Entry] = []
    /// Updates to hand out once more whatever the offset, before the pending ones.
    private(set) var replays: [Entry] = []
    private(set) var history: [Entry] = []
    /// Kinds named by the bot; empty is the default set.
    var allowedKinds: Set<String> = []
    /// Whether every update is handed out twice.
    var deliversTwice = false

    private(set) var nextID: Int64
    private var handedOut: Set<Int64> = []

    init(firstID: Int64) {
        self.nextID = firstID
    }

    func allows(_ kind: String) -> Bool {
        guard self.allowedKinds.isEmpty else { return self.allowedKinds.contains(kind) }
        return !Self.kindsNotSentByDefault.contains(kind)
    }

    /// Takes in one update.
    ///
    /// - Returns: Its id, or `nil` if the bot does not want its kind or it does not fit.
    mutating func add(
        _ kind: String,
        _ body: [String: SandboxJSON],
        lane: String,
        expiry: Date
    ) -> Int64? {
        guard self.allows(kind), self.pending.count < Self.countMax else { return nil }
        let id = self.nextID
        let json = SandboxJSON.object(body).with("update_id", .int(id))
        guard json.bytes.count <= Self.updateBytesMax else { return nil }
        self.nextID += 1
        let entry = Entry(id: id, kind: kind, json: json, expiry: expiry, lane: lane)
        self.pending.append(entry)
        self.history.append(entry)
        if self.history.count > Self.historyMax { self.history.removeFirst(1_000) }
        return id
    }

    mutating func replay(_ entry: Entry) {
        self.replays.append(entry)
    }

    mutating func drop(expiredAt now: Date) {
        guard self.pending.contains(where: { $0.expiry <= now }) else { return }
        self.pending.removeAll { $0.expiry <= now }
    }

    mutating func dropAll() {
        self.pending.removeAll()
        self.replays.removeAll()
    }

    /// Moves the offset: confirms what lies before it, by the rules for negative and odd ones.
    ///
    /// - Returns: Whether something was confirmed.
    mutating func confirm(offset: Int64) -> Bool {
        guard offset != 0 else { return false }
        // Minus N keeps the last N and forgets the others.
        guard offset > 0 else { return self.forget(before: self.nextID + offset) }
        // An offset from another time starts again from the head of the queue.
        let head = self.pending.first?.id ?? self.nextID
        guard offset <= self.nextID + 10, offset >= head - 100_000 else { return false }
        return self.forget(before: offset)
    }

    /// The next updates, earliest first; they stay pending until the offset passes them.
    mutating func next(limit: Int) -> [Entry] {
        let again = Array(self.replays.prefix(limit))
        self.replays.removeFirst(again.count)
        let fresh = self.pending.prefix(limit - again.count)
        if self.deliversTwice {
            for entry in fresh where self.handedOut.insert(entry.id).inserted {
                self.replays.append(entry)
            }
        }
        return again + fresh
    }

    /// The next update to push in one lane; replays go first.
    func first(in lane: String) -> Entry? {
        self.replays.first { $0.lane == lane } ?? self.pending.first { $0.lane == lane }
    }

    /// Takes one pushed update off the queue, one copy of it.
    mutating func removePushed(_ entry: Entry) {
        if let replay = self.replays.firstIndex(where: { $0.id == entry.id }) {
            self.replays.remove(at: replay)
            return
        }
        self.pending.removeAll { $0.id == entry.id }
        if self.deliversTwice, self.handedOut.insert(entry.id).inserted {
            self.replays.append(entry)
        }
    }

    var isEmpty: Bool { self.pending.isEmpty && self.replays.isEmpty }

    private mutating func forget(before id: Int64) -> Bool {
        let confirmed = self.pending.prefix { $0.id < id }.count
        self.pending.removeFirst(confirmed)
        return confirmed > 0
    }
}
