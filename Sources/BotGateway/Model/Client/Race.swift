/// Lets a piece of work run until it ends or its time does.
enum Race {
    private enum Runner<Value: Sendable>: Sendable {
        case work(Result<Value, ModelFailure>)
        case time(ModelFailure.Code?)
    }

    /// Runs the work; when its time is over it is cancelled, and fails for that reason.
    ///
    /// What the cancelled work says it cost is kept, and if it came to its end at the same moment,
    /// that is what counts.
    ///
    /// - Parameters:
    ///   - work: Ends soon after it is cancelled.
    ///   - expiry: Returns when the time is over, with what to call it, or with `nil` if
    ///     cancelled.
    /// - Returns: How the work ended.
    static func run<Value: Sendable>(
        _ work: @escaping @Sendable () async -> Result<Value, ModelFailure>,
        until expiry: @escaping @Sendable () async -> ModelFailure.Code?
    ) async -> Result<Value, ModelFailure> {
        await withTaskGroup(of: Runner<Value>.self) { group in
            group.addTask { .work(await work()) }
            group.addTask { .time(await expiry()) }
            var reason: ModelFailure.Code?
            var result = Result<Value, ModelFailure>.failure(ModelFailure(.abandoned))
            for await runner in group {
                group.cancelAll()
                switch runner {
                case .time(let code): reason = code
                case .work(let ending):
                    result = reason.map { Self.renamed(ending, $0) } ?? ending
                }
            }
            return result
        }
    }

    private static func renamed<Value>(
        _ ending: Result<Value, ModelFailure>,
        _ reason: ModelFailure.Code
    ) -> Result<Value, ModelFailure> {
        ending.mapError { ModelFailure(reason, usage: $0.usage) }
    }
}
