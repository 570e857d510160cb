import Dispatch
import Foundation
import Ledger
import Testing

/// Many threads put, one takes, one closes, at the same time.
@Suite(.timeLimit(.minutes(1))) struct MailboxTests {
    @Test("Items come out in order, as many as are asked for")
    func order() {
        let mailbox = Mailbox<Int>(itemCountMax: 3)
        #expect(mailbox.take(upTo: 9, waitingSeconds: 0) == [])
        for item in 1...3 { #expect(mailbox.put(item) == .accepted) }
        #expect(mailbox.put(4) == .full)
        #expect(mailbox.take(upTo: 2) == [1, 2])
        #expect(mailbox.put(5) == .accepted)
        mailbox.close()
        #expect(mailbox.put(6) == .closed)
        #expect(mailbox.count == 2)
        #expect(mailbox.take(upTo: 9) == [3, 5])
        #expect(mailbox.take(upTo: 9) == nil)
    }

    @Test("Whatever was accepted is taken, once, however threads race", arguments: 1...30)
    func races(round: Int) {
        let mailbox = Mailbox<Int>(itemCountMax: 64)
        let taken = Lock<[Int]>([])
        let accepted = Lock<[Int]>([])
        let isTaken = DispatchSemaphore(value: 0)
        let taker = Thread {
            // Waits with a limit and without take turns, as a writer's do.
            var count = 0
            while let batch = mailbox.take(upTo: 7, waitingSeconds: count % 2 == 0 ? nil : 0) {
                taken.withLock { $0 += batch }
                count += 1
            }
            isTaken.signal()
        }
        taker.start()
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            for item in 0..<200 {
                let number = thread * 1_000 + item
                switch mailbox.put(number) {
                case .accepted: accepted.withLock { $0.append(number) }
                case .full: continue
                case .closed: return
                }
            }
            if thread == round % 8, round % 3 == 0 { mailbox.close() }
        }
        mailbox.close()
        #expect(isTaken.wait(timeout: .now() + 20) == .success)
        #expect(taken.withLock { $0.sorted() } == accepted.withLock { $0.sorted() })
    }
}
