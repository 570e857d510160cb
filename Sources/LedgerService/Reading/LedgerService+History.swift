private import Dispatch
public import Ledger

extension LedgerService {
    /// How many events one look-up keeps at most.
    public static let historyCountMax = 500

    /// The last events that a filter lets through, the oldest first.
    ///
    /// Reads the file on a thread of its own, so that a long log holds up nobody.
    ///
    /// - Parameters:
    ///   - filter: Which events.
    ///   - count: How many, up to ``historyCountMax``.
    /// - Returns: The events.
    /// - Throws: ``LedgerError`` if the file cannot be read.
    public func history(
        _ filter: HistoryFilter,
        last count: Int
    ) async throws(LedgerError) -> [RecordedEvent] {
        let place = self.place
        let limit = min(count, Self.historyCountMax)
        let result: Result<[RecordedEvent], LedgerError> = await withCheckedContinuation { done in
            DispatchQueue.global().async {
                done.resume(returning: Self.lookUp(filter, last: limit, in: place))
            }
        }
        return try result.get()
    }

    private static func lookUp(
        _ filter: HistoryFilter,
        last count: Int,
        in place: LedgerPlace
    ) -> Result<[RecordedEvent], LedgerError> {
        do throws(LedgerError) {
            var found: [RecordedEvent] = []
            try LedgerView(place: place).forEach(matching: filter) { event, _ in
                found.append(event)
                if found.count > count * 2 { found.removeFirst(found.count - count) }
            }
            return .success(found.suffix(count))
        } catch {
            return .failure(error)
        }
    }
}
