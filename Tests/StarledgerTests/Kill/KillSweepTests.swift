import Foundation
import TelegramSandbox
import Testing

/// `STARLEDGER_MOMENTS` sets how many moments are swept; `scripts/kill-sweep` does.
@Suite("A purchase survives `kill -9` of the bot at any moment")
struct KillSweepTests {
    /// How many moments the suite sweeps.
    private static let momentCount = 40

    /// How many moments are lived through side by side; the bot waits more than it works.
    private static let parallelCount = 4

    /// About how many places a start passes until it has recovered.
    private static let recoveryPlaceCount = 60

    @Test("the ticket is there exactly once, the reading is delivered or the ticket held")
    func sweep() async throws {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["STARLEDGER_MOMENTS"].flatMap { Int($0) } ?? Self.momentCount
        let start = ContinuousClock.now
        // Nobody kills this one: it says how many places there are.
        let calm = try await Moment(first: .max).live()
        #expect(calm.kills.isEmpty)
        let moments = try Self.moments(count, of: calm)
        let fates = try await Self.live(moments)
        Self.report(moments, fates, calm, seconds: (ContinuousClock.now - start) / .seconds(1))
        #expect(fates.allSatisfy { $0.lostCount == 0 && $0.doubledCount == 0 })
        let reached = fates.count { !$0.kills.isEmpty }
        #expect(reached * 10 >= count * 9, "most of the moments were reached")
    }

    /// Three of four kills fall between the invoice and the thank-you, the others anywhere from the first press on.
    static func moments(_ count: Int, of calm: Moment.Fate) throws -> [Moment] {
        let begins = try #require(calm.placeCounts[.beginsToBuy])
        let isOffered = try #require(calm.placeCounts[.isOffered])
        let isThanked = try #require(calm.placeCounts[.isThanked])
        #expect(begins < isOffered && isOffered + 10 < isThanked && isThanked < calm.placeCount)
        let within = count * 3 / 4
        return Self.moments(within, among: isOffered..<isThanked)
            + Self.moments(count - within, among: begins..<calm.placeCount)
    }

    /// Spreads kills evenly over places; when there are more moments than places, a second kill meets
    /// the bot while it recovers from the first.
    private static func moments(_ count: Int, among places: Range<Int>) -> [Moment] {
        let placeCount = places.count
        let laps = (count + placeCount - 1) / placeCount
        return (0..<count).map { index in
            let place = places.lowerBound + 1 + index * laps * placeCount / count % placeCount
            let lap = index * laps / count
            guard lap > 0 else { return Moment(first: place) }
            return Moment(
                first: place,
                second: 1 + (index * 7 + lap * 13) % Self.recoveryPlaceCount
            )
        }
    }

    private static func live(_ moments: [Moment]) async throws -> [Moment.Fate] {
        try await withThrowingTaskGroup(of: Moment.Fate.self) { group in
            var fates: [Moment.Fate] = []
            for (index, moment) in moments.enumerated() {
                if index >= Self.parallelCount, let fate = try await group.next() {
                    fates.append(fate)
                }
                group.addTask { try await moment.live() }
            }
            for try await fate in group { fates.append(fate) }
            return fates
        }
    }

    private static func report(
        _ moments: [Moment],
        _ fates: [Moment.Fate],
        _ calm: Moment.Fate,
        seconds: Double
    ) {
        let kills = fates.flatMap(\.kills)
        let stages = Moment.Stage.allCases.map { stage in
            "\(stage.rawValue)=\(kills.count { $0.stage == stage })"
        }
        let lost = fates.reduce(0) { $0 + $1.lostCount }
        let doubled = fates.reduce(0) { $0 + $1.doubledCount }
        let places = Dictionary(grouping: kills, by: \.place).map { "\($0.key)=\($0.value.count)" }
        print(
            """
            kill sweep: moments=\(moments.count) places=\(calm.placeCount) milestones=\(calm.placeCounts.values.sorted()) kills=\(kills.count) \
            \(stages.joined(separator: " ")) survived=\(fates.count) lost=\(lost) \
            doubled=\(doubled) seconds=\(Int(seconds))
            kill sweep places: \(places.sorted().joined(separator: " "))
            """
        )
    }
}
