/// What became of a job: words, or why there are none; nothing of it is on disk yet.
struct Composition: Sendable {
    /// How it ended.
    enum Ending: Sendable {
        /// Words to be delivered.
        case words(String)
        /// None: the cost is given back.
        case failed
        /// The use was settled in the meantime: only its row is left.
        case settled
    }

    /// What was to be composed.
    var job: ReadingJob
    /// How it ended.
    var ending: Ending
    /// Whether the built-in reader stood in for the language model.
    var isFallback = false
    /// What the language model cost, whether it answered or not.
    var usage = ModelUsage.none
    /// How the language model failed, if it did.
    var failure: ModelFailure.Code?
    /// Names this attempt, so that it is counted once however often it is recorded.
    var nonce: String
}
