/// Why there is no picture.
package struct PictureFailure: Error, Hashable, CustomStringConvertible {
    /// What went wrong.
    package enum Code: Hashable, Sendable {
        /// The program is not installed.
        case programMissing(String)
        /// It could not be started, or talked to.
        case programUnreachable(String)
        /// It ended in failure.
        case programFailed(String, status: String)
        /// What it wrote is longer than it may be.
        case tooManyBytes
        /// What it wrote is no PNG.
        case notAPNG
        /// It took too long and was ended.
        case tookTooLong
        /// Too many wait already.
        case tooManyWait
        /// No font has Japanese letters.
        case noJapaneseFont
        /// The bot is shutting down.
        case interrupted
    }

    /// What went wrong.
    package let code: Code

    init(_ code: Code) {
        self.code = code
    }

    /// What went wrong, in a few words.
    package var description: String {
        switch self.code {
        case .programMissing(let program): "\(program) is not installed"
        case .programUnreachable(let program): "\(program) cannot be run"
        case .programFailed(let program, let status): "\(program) failed: \(status)"
        case .tooManyBytes: "the picture has too many bytes"
        case .notAPNG: "what came is not a PNG"
        case .tookTooLong: "it took too long"
        case .tooManyWait: "too many pictures wait already"
        case .noJapaneseFont: "no font has Japanese letters"
        case .interrupted: "it was interrupted"
        }
    }
}
