import AiogramCheck
import Logging
import TelegramSandbox
import Testing

/// Lends a simulated Telegram; afterwards aiogram must know every call that the bot made.
///
/// It stands before the sandbox's own in every test of this target.
func withSandbox<Result: Sendable>(
    _ settings: TelegramWorld.Settings = TelegramWorld.Settings(),
    controls: SandboxControls = SandboxControls(),
    logger: Logger? = nil,
    _ body: @Sendable (Sandbox) async throws -> Result
) async throws -> Result {
    try await TelegramSandbox.withSandbox(settings, controls: controls, logger: logger) { sandbox in
        let result = try await body(sandbox)
        let calls = sandbox.world.calls.map { AiogramCheck.Call($0) }
        let complaints = try AiogramCheck.complaints(about: calls)
        #expect(complaints == [])
        return result
    }
}
