/// Something that was waited for did not happen in time.
public struct SandboxTimeout: Error, CustomStringConvertible {
    /// What was waited for, and what there was instead.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension SandboxPerson {
    /// Waits for a message in the chat with the bot.
    ///
    /// - Parameters:
    ///   - after: Only messages with a higher id count; 0 counts all that are there already.
    ///   - timeout: Real time to wait at most.
    ///   - matches: What to look for; by default any message of the bot. Edits are looked at too.
    /// - Returns: The first message that matches, at the moment it appears.
    /// - Throws: ``SandboxTimeout``, which says what the chat holds instead.
    public func waitForMessage(
        after: Int64 = 0,
        timeout: Duration = .seconds(30),
        where matches: @escaping @Sendable (SandboxMessage) -> Bool = { $0.isFromBot }
    ) async throws -> SandboxMessage {
        try await self.world.waitForMessage(
            in: self.id,
            after: after,
            timeout: timeout,
            where: matches
        )
    }
}

extension TelegramWorld {
    /// Waits for a message in a chat; see ``SandboxPerson/waitForMessage(after:timeout:where:)``.
    public func waitForMessage(
        in chat: Int64,
        after: Int64 = 0,
        timeout: Duration = .seconds(30),
        where matches: @escaping @Sendable (SandboxMessage) -> Bool = { $0.isFromBot }
    ) async throws -> SandboxMessage {
        let found = await self.wait(timeout: timeout) { state in
            (state.chats[chat] ?? []).filter { $0.id > after }
        } where: { message in
            message.chat == chat && message.id > after && matches(message)
        } from: { change in
            guard case .message(let message) = change else { return nil }
            return message
        }
        if let found { return found }
        let tail = self.messages(in: chat).suffix(5).map { "\($0.id): \($0.content)" }
        throw SandboxTimeout(
            "no such message in chat \(chat) after \(after) within \(timeout); the chat ends with "
                + tail.joined(separator: " | ")
        )
    }

    /// Waits for a call of the bot that has been answered.
    ///
    /// - Parameters:
    ///   - method: Such as `sendMessage`; upper and lower case are the same.
    ///   - after: Only calls with a higher number count; 0 counts all that were made already.
    ///   - timeout: Real time to wait at most.
    ///   - matches: What to look for.
    /// - Returns: The first call that matches, as it ended.
    /// - Throws: ``SandboxTimeout``, which says what was called instead.
    public func waitForCall(
        _ method: String,
        after: Int = 0,
        timeout: Duration = .seconds(30),
        where matches: @escaping @Sendable (BotCall) -> Bool = { _ in true }
    ) async throws -> BotCall {
        try await self.waitForCall(
            method,
            after: after,
            timeout: timeout,
            matches: { call in
                call.isOver && matches(call)
            }
        )
    }

    /// Waits for a call of the bot that has arrived and is not answered yet.
    ///
    /// - Parameters:
    ///   - method: Such as `getUpdates`; upper and lower case are the same.
    ///   - timeout: Real time to wait at most.
    /// - Returns: The call, still under way.
    /// - Throws: ``SandboxTimeout``, which says what was called instead.
    public func waitForCallUnderWay(
        _ method: String,
        timeout: Duration = .seconds(30)
    ) async throws -> BotCall {
        try await self.waitForCall(method, after: 0, timeout: timeout, matches: { !$0.isOver })
    }

    private func waitForCall(
        _ method: String,
        after: Int,
        timeout: Duration,
        matches: @escaping @Sendable (BotCall) -> Bool
    ) async throws -> BotCall {
        let wanted = method.lowercased()
        let found = await self.wait(timeout: timeout) { state in
            state.calls
        } where: { call in
            call.method.lowercased() == wanted && call.number > after && matches(call)
        } from: { change in
            guard case .call(let call) = change else { return nil }
            return call
        }
        if let found { return found }
        let tail = self.calls.suffix(5).map { "\($0.method) \($0.parameters)" }
        throw SandboxTimeout(
            "no such \(method) within \(timeout); the last calls were "
                + tail.joined(separator: " | ")
        )
    }

    /// Waits until the bot has taken every update that is on its way: none is pending.
    ///
    /// - Parameter timeout: Real time to wait at most.
    /// - Throws: ``SandboxTimeout`` with the number of updates that are left.
    public func waitUntilUpdatesAreTaken(timeout: Duration = .seconds(30)) async throws {
        let found = await self.wait(timeout: timeout) { state in
            state.queue.isEmpty ? [true] : []
        } where: { (_: Bool) in
            self.pendingUpdateCount == 0
        } from: { change in
            // A confirmed offset and a finished push both tell of the purses.
            guard case .purses = change else { return nil }
            return true
        }
        guard found == nil else { return }
        throw SandboxTimeout("\(self.pendingUpdateCount) updates are left after \(timeout)")
    }

    /// Looks at what is there, then at what comes; a closure never runs inside the lock.
    private func wait<Subject: Sendable>(
        timeout: Duration,
        _ present: (WorldState) -> [Subject],
        where matches: @escaping @Sendable (Subject) -> Bool,
        from subject: @escaping @Sendable (WorldChange) -> Subject?
    ) async -> Subject? {
        let (id, changes, early) = self.transact { state in
            let (id, changes) = state.look()
            return (id, changes, present(state))
        }
        defer { self.transact { $0.stopLooking(id) } }
        if let found = early.first(where: matches) { return found }
        return await withTaskGroup(of: Subject?.self) { group in
            group.addTask {
                for await change in changes {
                    if let found = subject(change), matches(found) { return found }
                }
                return nil
            }
            group.addTask {
                try? await Task.sleep(for: timeout)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }
}
