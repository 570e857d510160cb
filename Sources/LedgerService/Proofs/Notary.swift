private import Dispatch
internal import Ledger
internal import Logging

/// Keeps the Merkle tree of a log that is being written, and signs where it stands.
///
/// The writer only hands over the links of what is on disk. A queue of its own hashes them, two
/// SHA-256 an event, and writes a checkpoint now and then: nobody who waits for an answer waits for
/// that. The tree is never made of the file again, so that a log that was changed behind the back
/// of the program does not get a new signature.
final class Notary: Sendable {
    /// How many events are signed together at most.
    static let eventCountMax: Int64 = 10_000

    /// How old an event gets at most before it is signed, while events arrive.
    ///
    /// Unit: seconds.
    static let secondsMax: Int64 = 3_600

    /// How many links wait for the queue before the writer waits for it.
    static let waitingLinkCountMax = 65_536

    /// How long after a failure the folder is tried again.
    ///
    /// Unit: seconds.
    static let secondsAfterFailure: Int64 = 60

    /// What the writer handed over and the queue has not taken yet.
    private struct Tray {
        var links: [ChainHash] = []
        var head: LedgerHead?
        var isCalled = false
    }

    /// What has been hashed; only the queue touches it.
    private struct Register {
        var frontier = MerkleFrontier()
        var head: LedgerHead?
        /// Up to where all is signed.
        var signed: (epoch: Int64, position: Position) = (0, 0)
        var signedAt: Instant
        /// Not before, after a failure.
        var triedAgainAt: Instant
        var isBroken = false
    }

    private let folder: CheckpointFolder
    private let key: SigningKey?
    private let clock: @Sendable () -> Instant
    private let logger: Logger
    private let tray = Lock(Tray())
    private let register: Lock<Register>
    private let queue = DispatchQueue(label: "ledger.notary", qos: .utility)

    /// Creates a notary; it begins with ``begin(with:)``.
    ///
    /// - Parameters:
    ///   - folder: Where the checkpoints go.
    ///   - key: What signs them; without one the tree is kept and nothing is signed.
    ///   - clock: The clock that they are dated by.
    ///   - logger: Where failures are logged: nothing waits for a checkpoint.
    init(
        folder: CheckpointFolder,
        key: SigningKey?,
        clock: @escaping @Sendable () -> Instant,
        logger: Logger
    ) {
        self.folder = folder
        self.key = key
        self.clock = clock
        self.logger = logger
        let now = clock()
        self.register = Lock(Register(signedAt: now, triedAgainAt: now))
    }

    /// Brings the tree up to a log that has been opened: from the newest checkpoint that the log
    /// holds, or from its first event.
    ///
    /// A new epoch is signed at once.
    ///
    /// - Throws: ``LedgerError`` `damaged` if the links cannot be read.
    func begin(with reader: EventReader) throws(LedgerError) {
        let newest = try self.key.flatMap { (key) throws(LedgerError) in
            try self.folder.newest(below: reader.head, signedBy: key.publicKey) {
                (position) throws(LedgerError) in try reader.hash(at: position)
            }
        }
        var frontier = newest?.frontier ?? MerkleFrontier()
        try reader.complete(&frontier)
        self.register.withLock { register in
            register.frontier = frontier
            register.head = reader.head
            register.signed = (newest?.epoch ?? 0, newest?.position ?? 0)
        }
        if reader.head.position > 0, newest?.epoch != reader.head.epoch { _ = self.sign() }
    }

    /// Takes the links of events that are on disk; called on the writer's thread.
    func note(_ head: LedgerHead, _ links: [ChainHash]) {
        let (isFull, mustCall) = self.tray.withLock { tray in
            tray.links += links
            tray.head = head
            defer { tray.isCalled = true }
            return (tray.links.count > Self.waitingLinkCountMax, !tray.isCalled)
        }
        if isFull {
            self.queue.sync { self.work() }
        } else if mustCall {
            self.queue.async { self.work() }
        }
    }

    /// Signs what is on disk, for somebody who asks for it.
    ///
    /// - Returns: The checkpoint at the head, or `nil` if there is no event or it cannot be signed.
    func checkpoint() async -> Checkpoint? {
        await withCheckedContinuation { asked in
            self.queue.async {
                self.takeTray()
                asked.resume(returning: self.sign())
            }
        }
    }

    /// Signs what is on disk before a clean stop.
    func end() {
        self.queue.sync {
            self.takeTray()
            let isSigned = self.register.withLock { register in
                register.head.map { ($0.epoch, $0.position) == register.signed } ?? true
            }
            if !isSigned { _ = self.sign() }
        }
    }

    // MARK: - On the queue

    private func work() {
        self.takeTray()
        let now = self.clock()
        let isDue = self.register.withLock { register in
            let count = register.frontier.count - register.signed.position
            let seconds = now.seconds - register.signedAt.seconds
            return count > 0 && now >= register.triedAgainAt
                && (count >= Self.eventCountMax || seconds >= Self.secondsMax)
        }
        if isDue { _ = self.sign() }
    }

    private func takeTray() {
        let (links, head) = self.tray.withLock { tray in
            defer { tray = Tray() }
            return (tray.links, tray.head)
        }
        guard let head else { return }
        let isWhole = self.register.withLock { register in
            for link in links { register.frontier.append(link) }
            register.head = head
            defer {
                register.isBroken = register.isBroken || register.frontier.count != head.position
            }
            return register.isBroken || register.frontier.count == head.position
        }
        if !isWhole {
            self.logger.error(
                "the tree over the log lost an event; nothing is signed until the next start",
                metadata: ["ledger.head": "\(head.position)"]
            )
        }
    }

    /// Signs where the log stands and writes it down.
    private func sign() -> Checkpoint? {
        let (frontier, head) = self.register.withLock { ($0.frontier, $0.isBroken ? nil : $0.head) }
        guard let key = self.key, let head, head.position > 0 else { return nil }
        let now = self.clock()
        do throws(LedgerError) {
            let checkpoint = try Checkpoint(head, frontier, at: now, by: key)
            try self.folder.write(checkpoint)
            self.register.withLock { register in
                register.signed = (head.epoch, head.position)
                register.signedAt = now
            }
            return checkpoint
        } catch {
            self.logger.warning(
                "no checkpoint was written; it is tried again",
                metadata: ["error": "\(error)"]
            )
            self.register.withLock { register in
                register.triedAgainAt = now.adding(seconds: Self.secondsAfterFailure)
            }
            return nil
        }
    }
}
