import Foundation
import TelegramSandbox
import Testing

@Suite(
    "Whatever comes in at the operators' socket: one sentence back, bounded, and the bot goes on"
)
struct HostileSocketTests {
    /// What came back: the status over HTTP, and the first complaint or line.
    private struct Answer: Equatable {
        var status: Int
        var words: String
    }

    /// Talks to the socket as a program of nobody's making would; prints one answer a line.
    private static let talk = """
        import json, socket, sys
        PATH, JOB, COUNT = sys.argv[1], sys.argv[2], int(sys.argv[3])
        def order(reason="x", verb="grant", **more):
            deed = {"user": 1001, "sku": "TICKET_3", "reason": reason}
            return json.dumps(dict({"verb": verb, "arguments": deed, "actor": "eve"}, **more))
        def dial():
            s = socket.socket(socket.AF_UNIX); s.settimeout(20); s.connect(PATH); return s
        def head(length, path="/orders", method="POST"):
            return f"{method} {path} HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: {length}\\r\\n\\r\\n".encode()
        def hear(s):
            data = b""
            try:
                while b"\\r\\n\\r\\n" not in data or b"}" not in data.split(b"\\r\\n\\r\\n", 1)[1]:
                    more = s.recv(65536)
                    if not more: break
                    data += more
            except (ConnectionError, socket.timeout):
                pass
            if not data: return "0 closed"
            top, _, body = data.partition(b"\\r\\n\\r\\n")
            status = top.split()[1].decode()
            try:
                report = json.loads(body)
                return f"{status} " + (report["complaints"] + report["output"])[0]
            except ValueError:
                return f"{status} {body[:60]!r}"
        def send(body):
            s = dial(); s.sendall(head(len(body)) + body); return hear(s)
        if JOB == "mistakes":
            print(send(b"Dear diary"))
            print(send(b"[1, 2]"))
            print(send(b'{"verb": "grant"}'))
            print(send(order(verb="dance").encode()))
            print(send(order(actor=7).encode()))
            print(send(order(arguments={"user": "x", "sku": "s", "reason": "r"}).encode()))
            print(send(order(reason="x" * 70_000).encode()))
            s = dial(); s.sendall(head(10_000_000)); print(hear(s))
            s = dial()
            s.sendall(b"POST /orders HTTP/1.1\\r\\nHost: x\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n")
            try:
                for _ in range(100): s.sendall(b"1000\\r\\n" + b"y" * 4096 + b"\\r\\n")
            except ConnectionError: pass
            print(hear(s))
            s = dial(); s.sendall(b"\\x16\\x03\\x01\\x02\\x00 not http at all\\r\\n\\r\\n"); hear(s)
            s = dial(); s.sendall(head(100) + b'{"verb"'); s.close()
        elif JOB == "slow":
            line = [dial() for _ in range(COUNT)]
            for s in line: s.sendall(head(100) + b"{")
            for s in line: print(hear(s), flush=True)
        elif JOB == "crowd":
            line = [dial() for _ in range(COUNT)]
            for n, s in enumerate(line):
                body = order(key=f"crowd-{n}").encode(); s.sendall(head(len(body)) + body)
            for s in line: print(hear(s), flush=True)
        elif JOB == "one":
            print(send(order().encode()))
        elif JOB == "half":
            s = dial(); s.sendall(head(100) + b"{")
            for _ in range(8):
                # Whoever comes later is answered: by then the half of an order is being read.
                t = dial(); t.sendall(head(0, "/", "GET")); hear(t)
            print("half", flush=True); print(hear(s))
        """

    private func talk(
        _ job: String,
        _ place: Workplace,
        count: Int = 1,
        as uid: UInt32? = nil
    ) throws -> Child {
        try place.write(Self.talk, to: "talk.py")
        let script = place.folder.appending(path: "talk.py").path
        let words = [script, place.database + ".sock", job, "\(count)"]
        let environment = ["PATH": "/usr/bin:/bin"]
        guard let uid else {
            let python = URL(filePath: "/usr/bin/python3")
            return try Child(python, words, environment: environment, in: place.folder)
        }
        return try Child(
            URL(filePath: "/usr/bin/setpriv"),
            ["--reuid=\(uid)", "--clear-groups", "/usr/bin/python3"] + words,
            environment: environment,
            in: place.folder
        )
    }

    private func answers(_ child: Child) async throws -> [Answer] {
        #expect(try await child.ended(within: .seconds(60)) == .exited(0), "\(child.complaints)")
        return child.output.split(separator: "\n").map { line in
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            return Answer(status: Int(parts[0]) ?? -1, words: parts.last ?? "")
        }
    }

    private func withBot(
        _ body: @Sendable @escaping (Workplace, Child) async throws -> Void
    ) async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let bot = try place.serve(sandbox)
                try await bot.line(containing: "Operators' socket")
                try await body(place, bot)
                let grant = ["grant", "1002", "TICKET_7", "--reason", "still here"]
                #expect(try await place.run(grant).status == 0)
                bot.send(SIGTERM)
                #expect(try await bot.ended(within: .seconds(10)) == .exited(0))
                #expect(try await place.run("verify").status == 0)
            }
        }
    }

    @Test("what is no order is refused in a sentence, and records nothing")
    func mistakes() async throws {
        try await self.withBot { place, _ in
            let before = try await place.run("history", "--json").lines
            let answers = try await self.answers(try self.talk("mistakes", place))
            let refused = "this is not an order of an operator: "
            let end = "; nothing was recorded"
            let large = "an order has at most 65536 bytes; nothing was recorded"
            #expect(
                answers == [
                    Answer(status: 400, words: "\(refused)it is not JSON\(end)"),
                    Answer(status: 400, words: "\(refused)the whole is of another type\(end)"),
                    Answer(status: 400, words: "\(refused)arguments is missing\(end)"),
                    Answer(
                        status: 404,
                        words: "the bot knows no such verb; it knows grant, revoke, refund, "
                            + "erase, reconcile. Is it of an earlier version?"
                    ),
                    Answer(status: 400, words: "\(refused)actor is of another type\(end)"),
                    Answer(status: 400, words: "\(refused)arguments.user is of another type\(end)"),
                    Answer(status: 413, words: large), Answer(status: 413, words: large),
                    Answer(status: 413, words: large),
                ]
            )
            #expect(try await place.run("history", "--json").lines == before)
        }
    }

    @Test(
        "200 who never finish their order: 32 are waited for, 5 s; the others hear that it is busy"
    )
    func slowCrowd() async throws {
        try await self.withBot { place, _ in
            let answers = try await self.answers(try self.talk("slow", place, count: 200))
            let counts = Dictionary(grouping: answers, by: \.status).mapValues(\.count)
            #expect(counts == [408: 32, 503: 168])
            let busy = answers.first { $0.status == 503 }
            #expect(busy?.words.contains("carrying out 32 orders already") == true)
            let slow = answers.first { $0.status == 408 }
            #expect(slow?.words.contains("did not arrive within 5 s") == true)
        }
    }

    @Test("200 orders at once: each is carried out once, or refused with nothing recorded")
    func crowd() async throws {
        try await self.withBot { place, _ in
            let answers = try await self.answers(try self.talk("crowd", place, count: 200))
            let (done, others) = (
                answers.filter { $0.status == 200 }, answers.filter { $0.status != 200 }
            )
            #expect(answers.count == 200 && done.count >= 32)
            #expect(others.allSatisfy { $0.status == 503 && $0.words.contains("nothing was") })
            let grants = try await place.run(
                "history",
                "1001",
                "--json",
                "--kind",
                "granted",
                "--limit",
                "1000"
            )
            #expect(grants.lines.count == done.count)
        }
    }

    @Test(
        "another user of the machine is kept out by the file, and by their uid where it fails",
        .enabled(if: geteuid() == 0, "only root may become somebody else")
    )
    func stranger() async throws {
        try await self.withBot { place, _ in
            let socket = place.database + ".sock"
            let outside = try self.talk("one", place, as: 65_534)
            #expect(try await outside.ended() != .exited(0))
            #expect(outside.complaints.contains("PermissionError"), "\(outside.complaints)")
            for path in [place.folder.path, (socket as NSString).deletingLastPathComponent] {
                unsafe chmod(path, 0o755)
            }
            unsafe chmod(socket, 0o666)
            let inside = try await self.answers(try self.talk("one", place, as: 65_534))
            let words = "only the owner of the bot's process and root may use this socket"
            #expect(inside == [Answer(status: 403, words: words)])
            let granted = try await place.run("history", "--json", "--kind", "granted")
            #expect(granted.lines.isEmpty)
        }
    }

    @Test(
        "SIGTERM while an order is arriving: it is refused in a sentence, and the stop is not held up"
    )
    func stopping() async throws {
        try await withSandbox { sandbox in
            try await withWorkplace { place in
                let bot = try place.serve(sandbox)
                try await bot.line(containing: "Operators' socket")
                let half = try self.talk("half", place)
                try await half.line(containing: "half")
                let begin = ContinuousClock.now
                bot.send(SIGTERM)
                #expect(try await bot.ended(within: .seconds(10)) == .exited(0))
                #expect(ContinuousClock.now - begin < .seconds(6))
                _ = try await half.ended()
                #expect(half.output.contains("503 the bot is stopping"), "\(half.output)")
                #expect(!place.has("db/ledger.db.sock"))
            }
        }
    }
}
