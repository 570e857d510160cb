import BotGateway
import Synchronization
import Testing

/// In order within a lane, lanes side by side.
@Suite struct LanesTests {
    private final class Diary: Sendable {
        private let pages = Mutex<[Int]>([])
        var entries: [Int] { self.pages.withLock { $0 } }
        func write(_ entry: Int) { self.pages.withLock { $0.append(entry) } }
    }

    @Test("Errands of one lane are carried out in order, and none is left at the end")
    func order() async {
        let lanes = Lanes<String, Int>()
        let diary = Diary()
        for number in 0..<200 { lanes.add(number, to: "a") }
        lanes.finish()
        await lanes.run { number in
            await Task.yield()
            diary.write(number)
        }
        #expect(diary.entries == Array(0..<200))
        #expect(lanes.count == 0)
    }

    @Test("A lane that hangs holds up no other lane, and shows as busy")
    func sideBySide() async throws {
        let lanes = Lanes<String, Int>()
        let diary = Diary()
        let (began, gate, passed) = (Gate(), Gate(), Gate())
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await lanes.run { number in
                    if number == 1 {
                        began.open()
                        try? await gate.pass()
                    }
                    diary.write(number)
                    if number == 3 { passed.open() }
                }
            }
            lanes.add(1, to: "slow")
            lanes.add(2, to: "slow")
            group.addTask {
                try await began.pass()
                lanes.add(3, to: "fast")
                try await passed.pass()
                #expect(lanes.isBusy("slow"))
                #expect(!lanes.isBusy("never"))
                gate.open()
                lanes.finish()
            }
        }
        #expect(diary.entries == [3, 1, 2])
        #expect(!lanes.isBusy("slow"))
    }

    @Test("Errands that wait for nothing run side by side")
    func alone() async throws {
        let lanes = Lanes<String, Int>()
        let gates = (0..<3).map { _ in Gate() }
        for number in 0..<3 { lanes.add(number) }
        lanes.finish()
        // The first waits for the last: in one lane this would never end.
        await lanes.run { number in
            if number < 2 { try? await gates[number + 1].pass() }
            gates[number].open()
        }
        #expect(lanes.count == 0)
    }

    @Test("An errand that adds to its own lane is followed by what it added")
    func adding() async {
        let lanes = Lanes<String, Int>()
        let diary = Diary()
        lanes.add(3, to: "a")
        lanes.finish()
        await lanes.run { number in
            diary.write(number)
            if number > 0 { lanes.add(number - 1, to: "a") }
        }
        #expect(diary.entries == [3, 2, 1, 0])
    }

    @Test("Intake waits while too many errands wait, and goes on when there is room")
    func limit() async throws {
        let lanes = Lanes<Int, Int>()
        for number in 0..<Lanes<Int, Int>.errandCountMax { lanes.add(number, to: number % 7) }
        let gate = Gate()
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await lanes.waitForRoom()
                gate.open()
                lanes.finish()
            }
            group.addTask { await lanes.run { _ in } }
            group.addTask { try await gate.pass() }
        }
        #expect(lanes.count == 0)
    }
}
