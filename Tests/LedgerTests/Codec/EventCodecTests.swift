import Ledger
import Testing

/// The decoder reads what the encoder writes, and answers anything else with an error.
@Suite struct EventCodecTests {
    @Test("A random event comes back as it was", arguments: EventKind.allCases)
    func roundTrip(kind: EventKind) throws {
        let seed = UInt64(kind.rawValue) * 1_000
        for offset in UInt64(0)..<200 {
            var dice = Dice(seed: seed + offset)
            let event = NewEvent(.random(kind, &dice), in: dice.envelope())
            let recordedAt = dice.instant()
            let stored = StoredSample(event, recordedAt: recordedAt)
            let decoded = try stored.decoded()
            #expect(decoded.event == event.event, "seed \(seed + offset)")
            #expect(decoded.envelope == event.envelope, "seed \(seed + offset)")
            #expect(decoded.recordedAt == recordedAt, "seed \(seed + offset)")
            // Listings show whatever is stored, also the absurd.
            #expect(decoded.json(hash: "00").hasPrefix("{\"position\":9,"))
        }
    }

    @Test(
        "A changed byte is an error or another event, never unseen",
        arguments: EventKind.allCases
    )
    func flips(kind: EventKind) {
        for sample in EventSample.all(of: kind) {
            let stored = StoredSample(sample.event, recordedAt: EventSample.recordedAt)
            for index in stored.body.indices {
                for mask in [1, 2, 4, 8, 16, 32, 64, 128, 255] as [UInt8] {
                    var changed = stored
                    changed.body[index] ^= mask
                    Self.expect(changed, differsFrom: sample, "byte \(index) by \(mask)")
                }
            }
        }
    }

    @Test(
        "A shortened or lengthened body is an error or another event",
        arguments: EventKind.allCases
    )
    func lengths(kind: EventKind) {
        for sample in EventSample.all(of: kind) {
            let stored = StoredSample(sample.event, recordedAt: EventSample.recordedAt)
            for count in 0..<stored.body.count {
                var changed = stored
                changed.body.removeLast(stored.body.count - count)
                Self.expect(changed, differsFrom: sample, "cut to \(count)")
            }
            for extra in [0, 1, 32, 127, 128, 255] as [UInt8] {
                var changed = stored
                changed.body.append(extra)
                Self.expect(changed, differsFrom: sample, "\(extra) added")
            }
        }
    }

    @Test("Random bytes never trap", arguments: EventKind.allCases)
    func noise(kind: EventKind) {
        for seed in UInt64(0)..<300 {
            var dice = Dice(seed: seed)
            var stored = StoredSample(
                kind: kind.rawValue,
                body: [EventCodec.version] + dice.bytes()
            )
            stored.charge = dice.maybe { $0.text() }
            stored.recordedAt = dice.instant()
            _ = (try? stored.decoded())?.json(hash: nil)
        }
    }

    @Test("A kind or a version that does not exist is refused", arguments: [0, 36, 255] as [UInt8])
    func unknown(number: UInt8) {
        let body = StoredSample(EventSample.everyone[0].event, recordedAt: .init(seconds: 0)).body
        #expect(throws: CodecError.self) { try StoredSample(kind: number, body: body).decoded() }
        let later = [number] + body.dropFirst()
        #expect(throws: CodecError.self) { try StoredSample(kind: 1, body: later).decoded() }
    }

    @Test("An unknown field is refused, not skipped")
    func unknownField() throws {
        var stored = StoredSample(EventSample.everyone[0].event, recordedAt: .init(seconds: 0))
        stored.body += [63 << 1, 2]
        let error = #expect(throws: CodecError.self) { try stored.decoded() }
        #expect(error?.message == "2 bytes too many")
    }

    @Test("A number has one stored form: padded ones and ones above 64 bits are refused")
    func numbers() {
        // Tag 2, the envelope's `delay`; the erased user's own fields are left out.
        let kind = EventKind.userErased.rawValue
        let largest: [UInt8] = Array(repeating: 0xFF, count: 9) + [0x01]
        #expect(throws: Never.self) {
            try StoredSample(kind: kind, body: [1, 4] + largest + [6, 2]).decoded()
        }
        for number: [UInt8] in [
            [0x82, 0x00], [0x80], Array(repeating: 0xFF, count: 9) + [0x03],
            Array(repeating: 0xFF, count: 10) + [0x01],
        ] {
            #expect(throws: CodecError.self) {
                try StoredSample(kind: kind, body: [1, 4] + number + [6, 2]).decoded()
            }
        }
    }

    private static func expect(
        _ changed: StoredSample,
        differsFrom sample: EventSample,
        _ what: String
    ) {
        guard let decoded = try? changed.decoded() else { return }
        let isSame =
            decoded.event == sample.event.event && decoded.envelope == sample.event.envelope
        #expect(!isSame, "\(sample.name): \(what)")
        _ = decoded.json(hash: nil)
    }
}

/// An event as its columns hold it.
struct StoredSample {
    var user: Int64 = 0
    var kind: UInt8
    var recordedAt = EventSample.recordedAt
    var charge: String?
    var body: [UInt8]

    init(kind: UInt8, body: [UInt8]) {
        self.kind = kind
        self.body = body
    }

    init(_ event: NewEvent, recordedAt: Instant) {
        var codec = EventCodec()
        let (body, charge) = codec.encode(event, recordedAt: recordedAt)
        self.init(kind: event.event.kind.rawValue, body: body)
        self.user = event.envelope.user?.rawValue ?? 0
        self.recordedAt = recordedAt
        self.charge = charge
    }

    func decoded() throws(CodecError) -> RecordedEvent {
        let result: Result<RecordedEvent, CodecError> = unsafe self.body.withUnsafeBytes { body in
            do throws(CodecError) {
                return .success(
                    try unsafe EventCodec.decode(
                        position: 9,
                        user: self.user,
                        kind: self.kind,
                        recordedAt: self.recordedAt,
                        charge: self.charge,
                        body: body
                    )
                )
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
