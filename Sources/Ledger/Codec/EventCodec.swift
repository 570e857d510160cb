/// The stored form of an event: a version byte, the envelope's fields, the payload's fields.
///
/// Position, user, kind, `recorded_at` and charge stand in columns of their own. The bytes are
/// pinned by golden files; an unknown version or field is an error, never skipped.
package struct EventCodec {
    /// The version this code writes; every version ever written is read.
    package static let version: UInt8 = 1

    private var encoder = FieldEncoder()

    package init() {}

    /// Encodes an event.
    ///
    /// - Parameters:
    ///   - event: What is to be stored.
    ///   - recordedAt: When the writer records it; the envelope's time is stored as a difference.
    /// - Returns: The body, and the charge for its column.
    package mutating func encode(
        _ event: NewEvent,
        recordedAt: Instant
    ) -> (body: [UInt8], charge: String?) {
        self.encoder.reset()
        self.encoder.append(Self.version)
        do throws(CodecError) {
            var envelope = StoredEnvelope(event.envelope, recordedAt: recordedAt)
            try envelope.visit(&self.encoder)
            var visited = event.event
            try visited.visit(&self.encoder)
        } catch {
            // The encoder's methods do not throw; the protocol's do, for the decoder's sake.
            preconditionFailure("encoding failed: \(error)")
        }
        return (self.encoder.bytes, self.encoder.charge)
    }

    /// Decodes a stored event.
    ///
    /// - Throws: ``CodecError`` if this is not a form that some version of ours writes.
    package static func decode(
        position: Position,
        user: Int64,
        kind: UInt8,
        recordedAt: Instant,
        charge: String?,
        body: UnsafeRawBufferPointer
    ) throws(CodecError) -> RecordedEvent {
        guard let kind = EventKind(rawValue: kind) else {
            throw CodecError(message: "kind \(kind) does not exist")
        }
        var decoder = unsafe FieldDecoder(body, charge: charge)
        let version = try decoder.byte()
        guard version == Self.version else {
            throw CodecError(message: "codec version \(version) is newer than this program")
        }
        var envelope = StoredEnvelope.blank
        try envelope.visit(&decoder)
        var event = Event.blank(kind)
        try event.visit(&decoder)
        try decoder.finish()
        return RecordedEvent(
            position: position,
            recordedAt: recordedAt,
            envelope: try envelope.opened(user: user, recordedAt: recordedAt),
            event: event
        )
    }
}

/// The envelope as it is stored.
struct StoredEnvelope: VisitablePayload {
    private var delay: Int64
    private var cause: Cause
    private var actorKind: Int64
    private var actorID: Int64
    private var actorName: String
    private var rid: String
    private var key: String?

    static let blank = StoredEnvelope()

    private init() {
        self.delay = 0
        self.cause = .update
        self.actorKind = 0
        self.actorID = 0
        self.actorName = ""
        self.rid = ""
        self.key = nil
    }

    init(_ envelope: Envelope, recordedAt: Instant) {
        self = .blank
        // Wraps, and wraps back in `opened`: no moment is so absurd that it cannot be stored.
        self.delay = recordedAt.microseconds &- envelope.effectiveAt.microseconds
        self.cause = envelope.cause
        self.rid = envelope.rid
        self.key = envelope.key
        switch envelope.actor {
        case .user: self.actorKind = 0
        case .system: self.actorKind = 1
        case .administrator(let user):
            self.actorKind = 2
            self.actorID = user.rawValue
        case .operator(let name):
            self.actorKind = 3
            self.actorName = name
        }
    }

    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError) {
        try coder.field(2, "delay", &self.delay)
        try coder.field(3, "cause", &self.cause)
        try coder.field(4, "actor", &self.actorKind)
        try coder.field(5, "actor_id", &self.actorID)
        try coder.field(6, "actor_name", &self.actorName)
        try coder.field(7, "rid", &self.rid)
        try coder.field(8, "key", &self.key)
    }

    func opened(user: Int64, recordedAt: Instant) throws(CodecError) -> Envelope {
        Envelope(
            user: user == 0 ? nil : UserID(rawValue: user),
            effectiveAt: Instant(microseconds: recordedAt.microseconds &- self.delay),
            cause: self.cause,
            actor: try self.actor(),
            rid: self.rid,
            key: self.key
        )
    }

    private func actor() throws(CodecError) -> Actor {
        switch self.actorKind {
        case 0: .user
        case 1: .system
        case 2: .administrator(UserID(rawValue: self.actorID))
        case 3: .operator(self.actorName)
        default: throw .outOfRange("actor")
        }
    }
}
