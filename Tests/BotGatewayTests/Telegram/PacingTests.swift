import BotGateway
import Testing

/// When messages leave, by a clock that the tests hold.
@Suite struct PacingTests {
    static let chats: [(chat: ChatID, arrivals: [Int], departures: [Int])] = [
        // Three at once, then one a second.
        (.person, [0, 0, 0, 0, 0], [0, 0, 0, 1_000, 2_000]),
        // On schedule, nobody waits.
        (.person, [0, 1_000, 2_000, 3_000], [0, 1_000, 2_000, 3_000]),
        // A burst is earned again by silence, and never more than one.
        (
            .person, [0, 0, 0, 60_000, 60_000, 60_000, 60_000],
            [0, 0, 0, 60_000, 60_000, 60_000, 61_000]
        ),
        (.person, [0, 0, 0, 500], [0, 0, 0, 1_000]),
        // A group takes 20 a minute.
        (.group, [0, 0, 0, 0, 0], [0, 0, 0, 3_333, 6_666]),
    ]

    @Test("A chat takes a small burst and then its own pace, in milliseconds", arguments: chats)
    func pace(chat: ChatID, arrivals: [Int], departures: [Int]) {
        var pacing = Pacing()
        let moments = arrivals.map { pacing.reserve(chat, at: .milliseconds($0)) }
        #expect(moments.map { $0.map { Int($0 / .milliseconds(1)) } } == departures)
    }

    @Test("No minute of a group holds more than 20 messages")
    func groupMinute() throws {
        var pacing = Pacing()
        var moments: [Duration] = []
        var now = Duration.zero
        while moments.count < 100 {
            let reserved = pacing.reserve(.group, at: now)
            let moment = try #require(reserved)
            moments.append(moment)
            now = moment
        }
        for start in moments {
            let minute = moments.filter { $0 >= start && $0 < start + .seconds(60) }
            #expect(minute.count <= Pacing.groupPerMinute)
        }
    }

    @Test("No second of the bot holds more than 30 messages")
    func overallSecond() {
        var pacing = Pacing()
        let moments = (0..<200).compactMap { _ in
            if case .leaves(let moment) = pacing.admit(.prompt, at: .zero) { moment } else { nil }
        }
        #expect(moments.prefix(Pacing.overallBurst).allSatisfy { $0 == .zero })
        for start in moments {
            let second = moments.filter { $0 >= start && $0 < start + .seconds(1) }
            #expect(second.count <= Pacing.overallPerSecond)
        }
    }

    @Test("Readings that end all at once let a prompt answer go first, and leave one by one")
    func patience() {
        var pacing = Pacing()
        let moments = (0..<16).map { _ in pacing.admit(.patient, at: .zero) }
        #expect(moments.prefix(2) == [.leaves(at: .zero), .leaves(at: .zero)])
        #expect(Set(moments.dropFirst(2)) == [.asksAgain(at: .milliseconds(40))])
        #expect(pacing.admit(.prompt, at: .milliseconds(1)) == .leaves(at: .milliseconds(1)))
        // The prompt one took a place: the next reading waits for one more.
        let later = pacing.admit(.patient, at: .milliseconds(40))
        #expect(later == .asksAgain(at: .milliseconds(80)))
        #expect(pacing.admit(.patient, at: .milliseconds(80)) == .leaves(at: .milliseconds(80)))
    }

    @Test("A chat that waits takes nothing from another")
    func otherChats() {
        var pacing = Pacing()
        for _ in 1...30 { _ = pacing.reserve(.person, at: .zero) }
        #expect(pacing.reserve(.group, at: .zero) == .zero)
        #expect(pacing.admit(.prompt, at: .zero) == .leaves(at: .zero))
    }

    @Test("Silence that Telegram asked for holds one chat, and the pace goes on after it")
    func silence() {
        var pacing = Pacing()
        pacing.silence(.person, until: .seconds(10), at: .zero)
        pacing.silence(.person, until: .seconds(5), at: .zero)
        #expect(pacing.reserve(.person, at: .zero) == .seconds(10))
        #expect(pacing.reserve(.person, at: .zero) == .seconds(10))
        #expect(pacing.reserve(.group, at: .zero) == .zero)
    }

    @Test("A place more than a minute ahead is not given, and costs nothing")
    func full() {
        var pacing = Pacing()
        var given = 0
        while pacing.reserve(.person, at: .zero) != nil { given += 1 }
        #expect(given == 63)
        #expect(pacing.reserve(.person, at: .seconds(1)) == .seconds(61))
    }

    @Test("So many chats are remembered and no more, the idle ones forgotten first")
    func eviction() {
        var pacing = Pacing()
        for number in 1...Pacing.chatCountMax {
            _ = pacing.reserve(ChatID(rawValue: Int64(number)), at: .zero)
        }
        for _ in 1...5 { _ = pacing.reserve(.person, at: .zero) }
        let newcomer = ChatID(rawValue: Int64(Pacing.chatCountMax + 1))
        _ = pacing.reserve(newcomer, at: .milliseconds(1))
        #expect(pacing.chatCount == Pacing.chatCountMax)
        _ = pacing.reserve(ChatID(rawValue: -1), at: .milliseconds(1_500))
        #expect(pacing.chatCount == 2)
        #expect(pacing.reserve(.person, at: .milliseconds(1_500)) == .seconds(4))
    }

    @Test("The client waits for its turn, each chat for itself")
    func client() async throws {
        let clock = TestClock()
        try await withScriptedTelegram(clock: clock.clock()) { server, client in
            let message = ScriptedBotAPI.Reply.ok(SendOutcomeTests.message)
            server.expect("sendMessage", message, message, message, message, message)
            for _ in 1...4 { _ = try await client.send(SendMessage.hello) }
            #expect(clock.waits == [.seconds(1)])
            _ = try await client.send(SendMessage(to: .group, text: "x"))
            #expect(clock.waits == [.seconds(1)])
        }
    }
}
