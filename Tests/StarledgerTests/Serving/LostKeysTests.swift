import Foundation
import TelegramSandbox
import Testing

@Suite("A keys.db that is gone is told: in the log, to the administrators, by the doctor")
struct LostKeysTests {
    private func keysCheck(_ place: Workplace, _ sandbox: Sandbox) async throws -> SandboxJSON? {
        let environment = [
            "TELEGRAM_BOT_TOKEN": sandbox.token, "TELEGRAM_API_BASE_URL": sandbox.baseURL,
        ]
        let run = try await place.run("doctor", "--json", with: environment)
        return try run.json().first { $0["check"] == "keys" }
    }

    @Test("gone, told at each start, and quiet again once the old file is back or all is erased")
    func lost() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let admin = sandbox.world.person(9001)
                _ = admin.say("/start")
                let first = try place.serve(sandbox)
                for person in [sandbox.world.person(1001), sandbox.world.person(1002)] {
                    for text in ["/feedback one", "/feedback two"] {
                        let said = person.say(text)
                        _ = try await person.waitForMessage(after: said.id) { $0.isFromBot }
                    }
                }
                first.send(SIGTERM)
                #expect(try await first.ended() == .exited(0))
                #expect(!first.output.contains("keys.db"))
                #expect(try await self.keysCheck(place, sandbox)?["level"] == "ok")
                let keys = place.folder.appending(path: "db/keys.db")
                let copy = place.folder.appending(path: "keys.copy")
                try FileManager.default.moveItem(at: keys, to: copy)

                for _ in 0..<2 {
                    let last = admin.lastMessageID
                    let bot = try place.serve(sandbox)
                    let line = try await bot.line(containing: "keys.db lacks keys of this log")
                    #expect(line.contains("feedback.unreadable=4"), "\(line)")
                    #expect(line.contains("feedback.users=2"), "\(line)")
                    let alarm = try await admin.waitForMessage(after: last) {
                        $0.text.contains("keys.db に以前の鍵がありません")
                    }
                    #expect(alarm.text.contains("ご意見 4 件（2 人分"), "\(alarm.text)")
                    let check = try await self.keysCheck(place, sandbox)
                    #expect(check?["level"] == "failed")
                    #expect(check?["message"]?.string?.contains("4 feedback entries of 2") == true)
                    #expect(
                        check?["next"]?.string?.hasSuffix("cp BACKUP/keys.db db/keys.db") == true
                    )
                    bot.send(SIGTERM)
                    #expect(try await bot.ended() == .exited(0))
                }
                let fresh = place.folder.appending(path: "keys.fresh")
                try FileManager.default.moveItem(at: keys, to: fresh)
                try FileManager.default.copyItem(at: copy, to: keys)
                #expect(try await self.keysCheck(place, sandbox)?["level"] == "ok")

                try FileManager.default.removeItem(at: keys)
                try FileManager.default.copyItem(at: fresh, to: keys)
                for user in ["1001", "1002"] {
                    #expect(try await self.keysCheck(place, sandbox)?["level"] == "failed")
                    #expect(try await place.run("erase", user, "--reason", "lost").status == 0)
                }
                #expect(try await self.keysCheck(place, sandbox)?["level"] == "ok")
            }
        }
    }
}
