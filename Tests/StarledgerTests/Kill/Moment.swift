import Foundation
import Synchronization
import TelegramSandbox
import Testing

/// One life and death of the bot while a customer buys: killed at one place, sometimes killed once
/// more while it recovers, then left alone.
struct Moment: Sendable {
    /// The place at which the first life ends, counted from its start.
    var first: Int
    /// The place at which the second life ends, if it does.
    var second: Int?

    /// How far the customer was when a kill came.
    enum Stage: String, CaseIterable, Sendable {
        case beforeTheInvoice
        case betweenInvoiceAndThanks
        case afterTheThanks
    }

    /// What became of it.
    struct Fate: Sendable {
        /// Where kills came: how far the customer was, and the name of the place.
        var kills: [(stage: Stage, place: String)] = []
        /// How many payments were made there and are not in the log.
        var lostCount = 0
        /// How many payments are in the log more than once, or were never made.
        var doubledCount = 0
        /// How many places of the first life were passed when the customer got that far.
        var placeCounts: [Customer.Milestone: Int] = [:]
        /// How many places all lives passed.
        var placeCount = 0
    }

    /// A bot that is set ahead by this much in each further life, as if it had been down.
    private static let pauseSeconds = 60

    /// Lives through it and checks what is left.
    func live() async throws -> Fate {
        var settings = TelegramWorld.Settings()
        settings.preCheckoutSecondsMax = 4
        return try await withSandbox(settings) { sandbox in
            try await withWorkplace { place in
                let fate = try await self.live(in: place, sandbox)
                return try await Aftermath(place: place, sandbox: sandbox).check(fate)
            }
        }
    }

    private func live(in place: Workplace, _ sandbox: Sandbox) async throws -> Fate {
        let life = Life(moment: self, place: place, sandbox: sandbox)
        return try await withThrowingTaskGroup(of: Fate?.self) { group in
            group.addTask { try await life.untilClosed() }
            group.addTask {
                let me = sandbox.world.person(1001)
                do {
                    try await Customer(me: me, reaches: life.note).comesBuysAndReads()
                } catch {
                    throw Unhappy(
                        moment: self,
                        cause: error,
                        history: try await place.run("history", "--json").lines,
                        pendingUpdateCount: sandbox.world.pendingUpdateCount
                    )
                }
                try await Aftermath(place: place, sandbox: sandbox).waitUntilSettled()
                life.close()
                return nil
            }
            var fate = Fate()
            for try await end in group { fate = end ?? fate }
            return fate
        }
    }

    /// A customer who was not served: which moment it was, and what the ledger says.
    struct Unhappy: Error, CustomStringConvertible {
        let moment: Moment
        let cause: any Error
        let history: [String]
        let pendingUpdateCount: Int

        var description: String {
            let kinds = self.history.compactMap { line in
                line.firstMatch(of: /"kind":"([a-z_]+)"/).map { String($0.output.1) }
            }
            let second = self.moment.second.map(String.init) ?? "none"
            return "killed at \(self.moment.first), then \(second); ledger: "
                + "\(kinds.joined(separator: " ")); updates pending: "
                + "\(self.pendingUpdateCount); \(self.cause)"
        }
    }

    /// Keeps the bot going as a supervisor does.
    private final class Life: Sendable {
        private struct State {
            var isClosing = false
            var current: Child?
            var placeCounts: [Customer.Milestone: Int] = [:]
        }

        private let moment: Moment
        private let place: Workplace
        private let sandbox: Sandbox
        private let state = Mutex(State())

        init(moment: Moment, place: Workplace, sandbox: Sandbox) {
            self.moment = moment
            self.place = place
            self.sandbox = sandbox
        }

        /// The customer is done: the bot may end.
        func close() {
            let current = self.state.withLock { state in
                state.isClosing = true
                return state.current
            }
            current?.send(SIGTERM)
        }

        /// The customer got that far.
        @Sendable
        func note(_ milestone: Customer.Milestone) {
            let count = self.lines(of: 1).count
            self.state.withLock { $0.placeCounts[milestone] = count }
        }

        /// Starts the bot again each time it was killed.
        func untilClosed() async throws -> Fate {
            var fate = Fate()
            for number in 1... {
                let bot = try self.start(number)
                let isClosing = self.state.withLock { state in
                    state.current = bot
                    return state.isClosing
                }
                if isClosing { try await self.stop(bot) }
                switch try await bot.ended(within: .seconds(120)) {
                case .exited(0):
                    fate.placeCounts = self.state.withLock { $0.placeCounts }
                    return fate
                case .killed(SIGTERM): continue
                case .killed(SIGKILL): fate.kills.append((self.stage(), self.lastPlace(of: number)))
                case let other:
                    throw Child.Overdue(
                        awaited: "a clean end instead of \(other)",
                        said: bot.output + bot.complaints
                    )
                }
            }
            return fate
        }

        private func start(_ number: Int) throws -> Child {
            var environment = [
                "STARLEDGER_PLACES": self.places(of: number),
                "STARLEDGER_CLOCK_AHEAD_SECONDS": "\((number - 1) * Moment.pauseSeconds)",
            ]
            let target = number == 1 ? self.moment.first : number == 2 ? self.moment.second : nil
            if let target { environment["STARLEDGER_KILL_AT"] = "\(target)" }
            return try self.place.serve(self.sandbox, [], environment)
        }

        private func stop(_ bot: Child) async throws {
            // A signal before this line would find nobody who listens for it.
            do {
                try await bot.line(containing: "Starting starledger")
                bot.send(SIGTERM)
            } catch {
                // It was killed before the line: its end says so.
            }
        }

        private func stage() -> Stage {
            let messages = self.sandbox.world.person(1001).messages
            if messages.contains(where: { $0.buttonData.contains { $0.hasPrefix("read:three:") } })
            {
                return .afterTheThanks
            }
            let isInvoiced = messages.contains { $0.invoice != nil }
            return isInvoiced ? .betweenInvoiceAndThanks : .beforeTheInvoice
        }

        private func places(of number: Int) -> String {
            self.place.folder.appending(path: "places-\(number)").path
        }

        private func lastPlace(of number: Int) -> String {
            self.lines(of: number).last ?? "?"
        }

        private func lines(of number: Int) -> [String] {
            let text = try? String(contentsOfFile: self.places(of: number), encoding: .utf8)
            return text?.split(separator: "\n").map(String.init) ?? []
        }
    }
}
