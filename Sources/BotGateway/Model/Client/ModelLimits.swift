/// How long a call may take, how often it is made, and how many may be out.
package struct ModelLimits: Sendable {
    /// How long a connection may take to come about.
    package var connectTimeout = Duration.seconds(3)

    /// The longest silence of a streaming server: before the first byte, and between two.
    ///
    /// Judged at multiples of itself, so that a silence is found before it lasts twice as long.
    package var silenceTimeout = Duration.seconds(20)

    /// How long an answer that comes in one piece may take.
    package var wholeAnswerTimeout = Duration.seconds(60)

    /// How long a call may take in all: its turn, its attempts and the waits between them.
    package var totalTimeout = Duration.seconds(90)

    /// How often a call is made at most.
    package var attemptCountMax = 3

    /// The wait before the first repetition; each further one is twice as long.
    package var firstWait = Duration.milliseconds(500)

    /// The longest wait that we choose ourselves.
    package var waitMax = Duration.seconds(8)

    /// How many calls may be out at once.
    package var callCountMax = 16

    /// How many more may stand in line; who comes after them is refused.
    package var waitingCountMax = 512

    /// The largest request.
    ///
    /// Unit: bytes of JSON.
    package var requestBytesMax = 64 * 1_024

    /// The largest answer, its stream included.
    ///
    /// Unit: bytes.
    package var answerBytesMax = 4 * 1_024 * 1_024

    /// The longest text taken from an answer.
    ///
    /// Unit: bytes of UTF-8.
    package var textBytesMax = 64 * 1_024

    /// The usual limits.
    package init() {}
}
