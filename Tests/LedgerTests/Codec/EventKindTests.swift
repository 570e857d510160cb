import Ledger
import Testing

@Suite struct EventKindTests {
    @Test("The stored numbers are 1 to 35, for ever")
    func rawValues() {
        #expect(EventKind.allCases.map(\.rawValue) == Array(1...35))
    }

    @Test("A name means one kind, and finds it again")
    func names() {
        let names = EventKind.allCases.map(\.name)
        #expect(Set(names).count == names.count)
        for kind in EventKind.allCases { #expect(EventKind(name: kind.name) == kind) }
        #expect(EventKind(name: "payment") == nil)
    }

    @Test("Each sample is of its own kind", arguments: EventKind.allCases)
    func samples(kind: EventKind) {
        let samples = Event.samples(of: kind)
        #expect(!samples.isEmpty)
        for sample in samples { #expect(sample.event.kind == kind) }
        #expect(Set(samples.map(\.name)).count == samples.count)
    }

    @Test(
        "The charge that an event names is the charge of its column",
        arguments: EventKind.allCases
    )
    func charges(kind: EventKind) {
        var codec = EventCodec()
        for sample in EventSample.all(of: kind) {
            let stored = codec.encode(sample.event, recordedAt: EventSample.recordedAt)
            #expect(stored.charge == sample.event.event.charge?.rawValue)
        }
    }

    @Test(
        "The numbers of every enumeration that is stored are pinned",
        arguments: [
            (Access.allCases.map { "\($0.rawValue) \($0.name)" }, "free pass ticket admin open"),
            (
                Cause.allCases.map { "\($0.rawValue) \($0.name)" },
                "update command_line reconciliation import start"
            ),
            (Language.allCases.map { "\($0.rawValue) \($0.code)" }, "ja en pt"),
            (Spread.allCases.map { "\($0.rawValue) \($0.name)" }, "one three hexagram celtic"),
            (Theme.allCases.map { "\($0.rawValue) \($0.name)" }, "love marriage work life"),
            (ErrorKind.allCases.map { "\($0.rawValue) \($0.name)" }, "payment load connection"),
            (
                FailureReason.allCases.map { "\($0.rawValue) \($0.name)" },
                "undeliverable model abandoned fault"
            ),
            (
                SubscriptionState.allCases.map { "\($0.rawValue) \($0.name)" },
                "active canceled failed"
            ),
            (SubscriptionTerm.allCases.map { "\($0.rawValue) \($0.name)" }, "first renewal"),
            (
                TicketKind.allCases.map { "\($0.rawValue) \($0.sku.rawValue)" },
                "TICKET_3 TICKET_7 TICKET_10"
            ),
        ]
    )
    func enumerations(found: [String], names: String) {
        let expected = names.split(separator: " ").enumerated().map { "\($0 + 1) \($1)" }
        #expect(found == expected)
    }
}
