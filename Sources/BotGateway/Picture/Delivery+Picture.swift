internal import Ledger
internal import LedgerService
internal import Logging

extension Delivery {
    /// How often a picture is known not to have arrived before the reading goes without it.
    static let pictureFailureCountMax = 3

    /// Sends the picture of a reading, then the reading.
    ///
    /// The reading's words are what is paid for. Before the picture leaves, its order leaves the
    /// outbox, so that it is never sent twice, whatever becomes of it or of the process. It goes
    /// back only if nothing at all reaches Telegram at the moment, and then the words wait as well.
    func deliver(
        _ row: OutboxRow,
        showing order: PictureOrder,
        before reply: Reply
    ) async throws -> Next {
        let photo = try await self.photo(order, to: ChatID(rawValue: reply.chat))
        var words = reply
        words.picture = nil
        guard let rest = try await self.replace(row, by: words) else { return .done([]) }
        guard let photo, let pause = try await self.obstacle(to: photo) else {
            return .again(rest, after: .zero)
        }
        words.picture = order
        words.picture?.failureCount += 1
        if order.failureCount + 1 >= Self.pictureFailureCountMax { words.picture = nil }
        let failure: LedgerError
        do throws(LedgerError) {
            guard let again = try await self.replace(rest, by: words) else { return .done([]) }
            return .again(again, after: pause)
        } catch {
            failure = error
        }
        guard failure.code != .closing else { throw failure }
        // The order is out of the outbox already: the words go without their picture.
        return .again(rest, after: pause)
    }

    /// The picture, or `nil` if there is none to be had.
    private func photo(_ order: PictureOrder, to chat: ChatID) async throws -> SendPhoto? {
        guard let drawing = order.drawing else {
            self.desk.logger.error("a picture's order cannot be read; the reading goes without it")
            return nil
        }
        do {
            return try SendPhoto(to: chat, bytes: try await self.picture.png(of: drawing))
        } catch {
            try Task.checkCancellation()
            self.desk.logger.warning(
                "a picture could not be made; the reading goes without it",
                metadata: ["error": "\(error)"]
            )
            return nil
        }
    }

    /// Sends a picture.
    ///
    /// - Returns: How long to wait if nothing reaches Telegram at the moment; else `nil`.
    private func obstacle(to photo: SendPhoto) async throws -> Duration? {
        switch try await self.client.send(photo) {
        case .sent: return nil
        case .notSent(let obstacle):
            switch obstacle {
            case .rateLimited, .notConnected: return Self.pause(after: obstacle)
            case .serverFailed(let status):
                self.noteLoss("status \(status)")
                return nil
            }
        case .unknown(let error):
            self.noteLoss("\(error)")
            return nil
        case .refused(let refusal):
            if !refusal.isUnreachable { self.noteLoss(refusal.text) }
            return nil
        }
    }

    private func noteLoss(_ reason: String) {
        self.desk.logger.warning(
            "a picture may not have arrived; it is not sent again",
            metadata: ["error": "\(reason)"]
        )
    }

    /// Owes another answer instead of one, in one step.
    private func replace(
        _ row: OutboxRow,
        by reply: Reply
    ) async throws(LedgerError) -> OutboxRow? {
        try await self.desk.ledger.change([
            .discharge(id: row.id), self.desk.owe(reply, at: row.owedAt),
        ]).first
    }
}
