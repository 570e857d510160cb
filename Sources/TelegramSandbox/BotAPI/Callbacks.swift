internal import Foundation

/// A button that somebody pressed.
struct PressedButton: Sendable {
    let user: Int64
    let deadline: Date
    let answer = OneShot<CallbackAnswer>()
}

extension WorldState {
    /// The most characters that a toast shows.
    static let toastCharactersMax = 200

    mutating func answerCallbackQuery(_ call: BotParameters) throws(BotFailure) -> SandboxJSON {
        let id = call.text("callback_query_id")
        guard let pressed = self.callbacks[id], pressed.answer.value == nil,
            self.now <= pressed.deadline
        else { throw .queryTooOld }
        let text = call.text("text")
        guard text.unicodeScalars.count <= Self.toastCharactersMax else {
            throw .badRequest("MESSAGE_TOO_LONG")
        }
        let answer = CallbackAnswer(
            id: id,
            user: pressed.user,
            text: text,
            isAlert: call.bool("show_alert")
        )
        pressed.answer.resolve(answer)
        self.tell(.toast(answer))
        return true
    }
}
