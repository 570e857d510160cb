extension RecordedEvent {
    /// One line of JSON, in the shape that `history --json` promises.
    ///
    /// - Parameter hash: The event's link in the chain, in hexadecimal, where it is at hand.
    /// - Returns: The line.
    public func json(hash: String?) -> String {
        var line = JSONLine()
        line.add("position", self.position)
        line.add("user", self.user?.rawValue)
        line.add("kind", self.event.kind.name)
        line.add("recorded_at", self.recordedAt)
        line.add("effective_at", self.effectiveAt)
        line.add("actor", self.envelope.actor.name)
        line.add("rid", self.envelope.rid)
        line.add("cause", self.envelope.cause.name)
        line.add("idempotency_key", self.envelope.key)
        line.addRaw("data", self.event.json)
        line.add("hash", hash)
        return line.finished
    }
}

extension Event {
    /// The payload as one JSON object.
    public var json: String {
        var writer = JSONFieldWriter()
        var event = self
        do throws(CodecError) {
            try event.visit(&writer)
        } catch {
            // The writer's methods do not throw; the protocol's do, for the decoder's sake.
            preconditionFailure("writing JSON failed: \(error)")
        }
        return writer.line.finished
    }
}
