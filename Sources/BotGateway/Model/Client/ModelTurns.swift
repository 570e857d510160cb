private import Synchronization

/// Lets a bounded number of calls out at once, the others in the order they came, and turns away
/// who finds the line full.
final class ModelTurns: Sendable {
    private typealias Turn = CheckedContinuation<Bool, Never>

    private struct Place {
        let ticket: Int
        /// Who waits, or `nil` for the moment between taking the place and standing in it.
        var turn: Turn?
    }

    private struct State {
        var running = 0
        var line: [Place] = []
        var ticketCount = 0
        /// What became of those whose place was gone before they stood in it.
        var verdicts: [Int: Bool] = [:]
    }

    private enum Arrival {
        case refused
        case goes
        case waits(ticket: Int)
    }

    private let runningMax: Int
    private let waitingMax: Int
    private let state = Mutex(State())

    init(runningMax: Int, waitingMax: Int) {
        precondition(runningMax > 0, "nobody would ever have a turn")
        self.runningMax = runningMax
        self.waitingMax = waitingMax
    }

    /// How many have their turn, and how many wait for it.
    var counts: (running: Int, waiting: Int) {
        self.state.withLock { ($0.running, $0.line.count) }
    }

    /// Waits for a turn and takes it.
    ///
    /// - Throws: ``ModelFailure`` `.busy` if the line is full, `.abandoned` if the task is
    ///   cancelled; then there is no turn to give back.
    func take() async throws(ModelFailure) {
        switch self.state.withLock({ self.arrive(&$0) }) {
        case .refused: throw ModelFailure(.busy)
        case .goes: return
        case .waits(let ticket):
            let hasTurn = await withTaskCancellationHandler {
                await withCheckedContinuation { self.stand($0, ticket: ticket) }
            } onCancel: {
                self.leave(ticket: ticket)
            }
            if !hasTurn { throw ModelFailure(.abandoned) }
        }
    }

    /// Gives a turn back, to the first in line.
    func giveBack() {
        let next = self.state.withLock { state -> Turn? in
            guard !state.line.isEmpty else {
                state.running -= 1
                return nil
            }
            return self.release(&state, at: 0, verdict: true)
        }
        next?.resume(returning: true)
    }

    private func arrive(_ state: inout State) -> Arrival {
        if state.running < self.runningMax {
            state.running += 1
            return .goes
        }
        guard state.line.count < self.waitingMax else { return .refused }
        state.ticketCount += 1
        state.line.append(Place(ticket: state.ticketCount))
        return .waits(ticket: state.ticketCount)
    }

    private func stand(_ turn: Turn, ticket: Int) {
        let verdict = self.state.withLock { state -> Bool? in
            if let verdict = state.verdicts.removeValue(forKey: ticket) { return verdict }
            guard let place = state.line.firstIndex(where: { $0.ticket == ticket }) else {
                preconditionFailure("a place in the line vanished")
            }
            state.line[place].turn = turn
            return nil
        }
        if let verdict { turn.resume(returning: verdict) }
    }

    private func leave(ticket: Int) {
        let turn = self.state.withLock { state -> Turn? in
            // Who is not in the line has their turn already.
            guard let place = state.line.firstIndex(where: { $0.ticket == ticket }) else {
                return nil
            }
            return self.release(&state, at: place, verdict: false)
        }
        turn?.resume(returning: false)
    }

    /// Takes a place out of the line; returns who stands there and is to be told the verdict.
    private func release(_ state: inout State, at place: Int, verdict: Bool) -> Turn? {
        let place = state.line.remove(at: place)
        if place.turn == nil { state.verdicts[place.ticket] = verdict }
        return place.turn
    }
}
