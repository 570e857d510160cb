internal import Hummingbird

extension PageRoutes {
    /// What a person does: `text`, `sticker`, `press`, `pay`, `decline`, `start`, `block`, and
    /// `renew`, `cancel`, `resume`, `fail` with their newest subscription.
    func carryOut(
        _ deed: String,
        _ body: BotParameters,
        by person: SandboxPerson
    ) async -> Response {
        switch deed {
        case "text":
            return Self.done(["message_id": .int(person.say(body.text("text")).id)])
        case "start":
            return Self.done(["message_id": .int(person.openDeepLink(body.text("payload")).id)])
        case "sticker":
            return Self.done(["message_id": .int(person.sendSticker().id)])
        case "block":
            if body.bool("blocked") { person.blockBot() } else { person.unblockBot() }
            return Self.done()
        case "press":
            guard let message = self.message(body, of: person) else {
                return Self.refused("no such message")
            }
            return Self.done(["id": .string(person.press(body.text("data"), on: message))])
        case "decline":
            return Self.done()
        case "pay":
            return await self.pay(body, by: person)
        case "renew", "cancel", "resume", "fail":
            return self.change(person.subscriptions.last, deed, by: person)
        default:
            return Self.refused("nobody can do \(deed)")
        }
    }

    private func change(
        _ subscription: SandboxSubscription?,
        _ deed: String,
        by person: SandboxPerson
    ) -> Response {
        guard let subscription else { return Self.refused("no subscription yet") }
        defer { self.world.transact { $0.tell(.purses) } }
        switch deed {
        case "renew":
            guard person.renew(subscription) != nil else {
                return Self.refused("it does not renew")
            }
        case "cancel": person.cancel(subscription)
        case "fail": person.failRenewal(of: subscription)
        default:
            guard person.resume(subscription) else { return Self.refused("the bot ended it") }
        }
        return Self.done()
    }

    private func pay(_ body: BotParameters, by person: SandboxPerson) async -> Response {
        let outcome: SandboxPaymentOutcome
        let link = body.text("link")
        if link.isEmpty {
            guard let message = self.message(body, of: person), message.invoice != nil else {
                return Self.refused("no such invoice")
            }
            outcome = await person.pay(message)
        } else {
            guard self.world.transact({ $0.invoiceLinks[link] }) != nil else {
                return Self.refused("no such link")
            }
            outcome = await person.pay(link: link)
        }
        switch outcome {
        case .paid(let payment): return Self.done(["charge_id": .string(payment.chargeID)])
        case .refused(let reason): return Self.unpaid(reason)
        case .timedOut: return Self.unpaid("BOT_PRECHECKOUT_TIMEOUT")
        case .abandoned: return Self.unpaid("cancelled")
        case .balanceTooLow: return Self.unpaid("BALANCE_TOO_LOW")
        }
    }

    /// No payment came of it; the request itself was in order.
    private static func unpaid(_ reason: String) -> Response {
        BotRoutes.response(.ok, ["ok": false, "description": .string(reason)])
    }

    private func message(_ body: BotParameters, of person: SandboxPerson) -> SandboxMessage? {
        let chat = body.int("chat_id") ?? person.id
        return self.world.transact { $0.message(body.int("message_id") ?? 0, in: chat) }
    }

    /// What goes wrong at a click.
    func carryOut(_ fault: String, _ body: BotParameters) async throws -> Response {
        let method = body.text("method")
        let target = method.isEmpty ? nil : method
        switch fault {
        case "redeliver":
            let id = self.world.redeliverLastUpdate()
            guard let id else { return Self.refused("no update was sent yet") }
            return Self.done(["update_id": .int(id)])
        case "lose-answer": self.world.inject(.loseAnswer, on: target)
        case "fail-500": self.world.inject(.internalError, on: target)
        case "fail-429": self.world.inject(.tooManyRequests(retryAfterSeconds: 3), on: target)
        case "clear": self.world.clearFaults()
        case "refund":
            guard self.world.refundOutside(body.text("charge_id")) else {
                return Self.refused("no such payment, or it is refunded already")
            }
        case "treasury":
            self.world.list(
                SandboxTransaction(
                    id: "own-\(self.world.transactions.count)",
                    amountStars: body.int("stars") ?? 10,
                    date: self.world.transact { $0.nowSeconds },
                    isOutgoing: true,
                    partner: .fragment
                )
            )
        case "charge-back": self.world.chargeBack(stars: body.int("stars") ?? 100)
        case "advance":
            try await self.advance(seconds: Double(body.int("seconds") ?? 86_400))
        case "kill": try await self.controls.killBot?()
        case "start": try await self.controls.startBot?()
        default: return Self.refused("no such fault: \(fault)")
        }
        self.world.transact { $0.tell(.purses) }
        return Self.done()
    }

    private func advance(seconds: Double) async throws {
        if let advance = self.controls.advanceClock {
            try await advance(seconds)
        } else {
            self.world.clock.advance(seconds: seconds)
        }
    }
}
