/// What goes back to the bot.
enum BotReply: Sendable {
    case result(SandboxJSON)
    case failure(BotFailure)
    /// Nothing: the connection is broken.
    case drop
}

extension TelegramWorld {
    /// The longest that a call hangs, in real time.
    static let hangMax = Duration.seconds(600)

    /// Carries out one call, with the fault that waits for it.
    func answer(_ method: String, _ parameters: BotParameters) async -> BotReply {
        let name = method.lowercased()
        let hang = OneShot<Void>()
        let (number, fault) = self.transact { state in
            let fault = state.takeFault(for: name)
            if fault == .hang { state.hold(hang) }
            return (state.record(method, parameters), fault)
        }
        self.passPageHook(name, parameters)
        let reply = await self.reply(name, parameters, fault, hang)
        self.transact { state in
            var outcome = Self.outcome(of: reply, fault)
            // A long history is read in thousands of pages that nobody looks at again.
            if state.history != nil, name == "getstartransactions", case .answered = outcome {
                outcome = .answered([:])
            }
            state.end(number, outcome)
        }
        return reply
    }

    private func reply(
        _ name: String,
        _ parameters: BotParameters,
        _ fault: SandboxFault?,
        _ hang: OneShot<Void>
    ) async -> BotReply {
        switch fault {
        case .none:
            return await self.carryOut(name, parameters)
        case .internalError:
            return .failure(.internalError)
        case .tooManyRequests(let seconds):
            return .failure(.tooManyRequests(retryAfterSeconds: seconds))
        case .failure(let code, let description):
            return .failure(BotFailure(code: code, description: description))
        case .dropConnection:
            return .drop
        case .loseAnswer:
            _ = await self.carryOut(name, parameters)
            return .drop
        case .delay(let duration):
            // The delay is what the simulated fault consists of.
            try? await Task.sleep(for: duration)
            return await self.carryOut(name, parameters)
        case .hang:
            await hang.value(within: Self.hangMax)
            return .drop
        }
    }

    private func carryOut(_ name: String, _ parameters: BotParameters) async -> BotReply {
        do throws(BotFailure) {
            if name == "getupdates" { return .result(try await self.getUpdates(parameters)) }
            if let step = BotMethods.all[name] {
                return .result(
                    try self.transact { state throws(BotFailure) in try step(&state, parameters) }
                )
            }
            return BotMethods.harmless.contains(name) ? .result(true) : .failure(.methodNotFound)
        } catch {
            return .failure(error)
        }
    }

    private static func outcome(of reply: BotReply, _ fault: SandboxFault?) -> BotCall.Outcome {
        switch reply {
        case .result(let result): .answered(result)
        case .failure(let failure):
            .failed(code: failure.code, description: failure.description)
        case .drop: .dropped(carriedOut: fault == .loseAnswer)
        }
    }
}
