private import Dispatch
public import Ledger

/// What the log still holds of a person whose key was destroyed.
public struct LedgerRemains: Hashable, Sendable {
    /// How many events are about them.
    public var eventCount: Int64 = 0
    /// How many of these carry feedback that nobody can read any more.
    public var feedbackCount: Int64 = 0
}

extension LedgerService {
    /// Counts what the log holds of a person.
    ///
    /// Reads the file on a thread of its own, so that a long log holds up nobody.
    ///
    /// - Parameter user: Whom it is about.
    /// - Returns: The counts.
    /// - Throws: ``LedgerError`` if the file cannot be read.
    public func remains(of user: UserID) async throws(LedgerError) -> LedgerRemains {
        let place = self.place
        let result: Result<LedgerRemains, LedgerError> = await withCheckedContinuation { done in
            DispatchQueue.global().async {
                done.resume(returning: Self.count(user, in: place))
            }
        }
        return try result.get()
    }

    /// The work beside the log at this moment: what was taken in, and the answers that are owed.
    ///
    /// - Returns: The rows, each kind the oldest first.
    /// - Throws: ``LedgerError`` if the file cannot be read.
    public func workAtThisMoment() async throws(LedgerError) -> PendingWork {
        let path = self.place.database
        let result: Result<PendingWork, LedgerError> = await withCheckedContinuation { done in
            DispatchQueue.global().async {
                do throws(LedgerError) {
                    done.resume(returning: .success(try PendingWork(path: path)))
                } catch {
                    done.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }

    private static func count(
        _ user: UserID,
        in place: LedgerPlace
    ) -> Result<LedgerRemains, LedgerError> {
        do throws(LedgerError) {
            var filter = HistoryFilter()
            filter.user = user
            var remains = LedgerRemains()
            try LedgerView(place: place).forEach(matching: filter) { event, _ in
                remains.eventCount += 1
                if event.event.kind == .feedbackLeft { remains.feedbackCount += 1 }
            }
            return .success(remains)
        } catch {
            return .failure(error)
        }
    }
}
