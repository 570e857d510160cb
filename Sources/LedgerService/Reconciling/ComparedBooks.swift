private import Dispatch
internal import Ledger
internal import Payments
internal import Projections

/// The books that Telegram's list is compared with: a ledger's own, or a copy that is only read.
struct ComparedBooks: Sendable {
    private enum Origin: Sendable {
        case ledger(LedgerService)
        case copy(Books)
    }

    let place: LedgerPlace
    let clock: @Sendable () -> Instant
    private let catalogue: Catalogue
    private let origin: Origin

    init(_ ledger: LedgerService) {
        self.place = ledger.place
        self.clock = ledger.clock
        self.catalogue = ledger.catalogue
        self.origin = .ledger(ledger)
    }

    init(
        copy books: Books,
        place: LedgerPlace,
        catalogue: Catalogue,
        clock: @escaping @Sendable () -> Instant
    ) {
        self.place = place
        self.clock = clock
        self.catalogue = catalogue
        self.origin = .copy(books)
    }

    /// The ledger to append to; `nil` for a copy.
    var ledger: LedgerService? {
        guard case .ledger(let ledger) = self.origin else { return nil }
        return ledger
    }

    func read<Result: Sendable>(_ body: (borrowing Books) -> Result) -> Result {
        switch self.origin {
        case .ledger(let ledger): ledger.read(body)
        case .copy(let books): body(books)
        }
    }

    /// What a command would come to at this moment; nothing is appended.
    func rehearse(_ command: Command, _ request: Request) -> Decision {
        let standing = self.read { books in
            Standing(
                person: request.user.flatMap { books.person($0) } ?? Person(),
                charge: command.charge.flatMap { books.charge($0) },
                settings: books.settings,
                catalogue: self.catalogue,
                costToday: 0,
                earlier: nil,
                next: books.position + 1
            )
        }
        return Payments.decide(command, request, in: standing)
    }

    /// Until when an earlier database was kept, if one was taken over.
    func cutOver() async throws(LedgerError) -> Instant? {
        try await self.lookUp { reader throws(LedgerError) in
            try reader.last(of: .openingBalance)?.effectiveAt
        }
    }

    /// What the last comparison came to, if there was one.
    func lastReconciled() async throws(LedgerError) -> Reconciled? {
        try await self.lookUp { reader throws(LedgerError) in
            guard case .reconciled(let last)? = try reader.last(of: .reconciled)?.event else {
                return nil
            }
            return last
        }
    }

    /// When a copy was put back that no comparison has made good yet; `nil` if there is none.
    ///
    /// A comparison notes itself only once it has come to its end, and the first one after a start
    /// reads the whole list: so whatever is noted after a `restored` has made it good.
    func unreconciledRestore() async throws(LedgerError) -> Instant? {
        try await self.lookUp { reader throws(LedgerError) in
            guard let restored = try reader.last(of: .restored) else { return nil }
            let reconciled = try reader.last(of: .reconciled)?.position ?? 0
            return reconciled > restored.position ? nil : restored.effectiveAt
        }
    }

    /// Which of some grants fulfil no charge.
    func unlinked(_ units: [Unit]) async throws(LedgerError) -> [Unit] {
        guard !units.isEmpty else { return [] }
        return try await self.lookUp { reader throws(LedgerError) in
            var unlinked: [Unit] = []
            for unit in units {
                guard case .granted(let grant)? = try reader.event(at: unit.position)?.event,
                    grant.charge == nil
                else { continue }
                unlinked.append(unit)
            }
            return unlinked
        }
    }

    /// Reads the file on a thread of its own, so that a long log holds up nobody.
    private func lookUp<Value: Sendable>(
        _ body: @escaping @Sendable (EventReader) throws(LedgerError) -> Value
    ) async throws(LedgerError) -> Value {
        let path = self.place.database
        let result: Result<Value, LedgerError> = await withCheckedContinuation { done in
            DispatchQueue.global().async {
                done.resume(returning: Self.result(of: body, in: path))
            }
        }
        return try result.get()
    }

    private static func result<Value>(
        of body: (EventReader) throws(LedgerError) -> Value,
        in path: String
    ) -> Result<Value, LedgerError> {
        do throws(LedgerError) {
            return .success(try body(EventReader(path: path)))
        } catch {
            return .failure(error)
        }
    }
}
