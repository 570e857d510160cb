import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TelegramSandbox
import Testing

/// Photos as Telegram takes them, and as the page shows them.
@Suite struct PhotoTests {
    /// The beginning of a PNG of a size, which is all that the sandbox reads of it.
    private static func png(_ width: UInt32, _ height: UInt32, byteCount: Int = 40) -> [UInt8] {
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
        bytes += "IHDR".utf8
        for side in [width, height] {
            bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: side >> $0) }
        }
        return bytes + Array(repeating: 0x2A, count: max(0, byteCount - bytes.count))
    }

    private static func send(_ photo: [UInt8], by bot: Caller) async throws -> Caller.Answer {
        let head = "--x\r\nContent-Disposition: form-data; name="
        var body = Array("\(head)\"chat_id\"\r\n\r\n1001\r\n".utf8)
        body += "\(head)\"photo\"; filename=\"spread\"\r\n\r\n".utf8
        body += photo
        body += "\r\n--x--\r\n".utf8
        return try await bot.send(
            "sendPhoto",
            type: "multipart/form-data; boundary=x",
            body: ByteBuffer(bytes: body)
        )
    }

    private static func get(_ path: String, _ sandbox: Sandbox) async throws -> (UInt, [UInt8]) {
        let request = HTTPClientRequest(url: "\(sandbox.baseURL)\(path)")
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let body = try await response.body.collect(upTo: 16 << 20)
        return (response.status.code, Array(body.readableBytesView))
    }

    @Test("A photo comes back with its size, and the page shows its bytes")
    func size() async throws {
        try await withSandbox(.byHand) { sandbox in
            let photo = Self.png(1_080, 1_620)
            let sent = try await Self.send(photo, by: Caller(sandbox))
            #expect(sent.result["photo"]?[0]?["width"] == 1_080)
            #expect(sent.result["photo"]?[0]?["height"] == 1_620)
            let id = try #require(sent.result["message_id"]?.int)
            #expect(sandbox.world.photo(of: id) == photo)
            let (status, bytes) = try await Self.get("/sandbox/photos/\(id)", sandbox)
            #expect(status == 200)
            #expect(bytes == photo)
            #expect(try await Self.get("/sandbox/photos/\(id + 1)", sandbox).0 == 404)
        }
    }

    static let refusals: [(UInt32, UInt32, Int, String)] = [
        (9_000, 1_000, 40, ""), (9_001, 1_000, 40, "PHOTO_INVALID_DIMENSIONS"),
        (100, 2_000, 40, ""), (100, 2_001, 40, "PHOTO_INVALID_DIMENSIONS"),
        (0, 5, 40, "PHOTO_INVALID_DIMENSIONS"),
        (10, 10, 10 << 20 | 1, "file is too big for a photo"),
    ]

    @Test("A photo that Telegram would not take is refused", arguments: Self.refusals)
    func limits(width: UInt32, height: UInt32, byteCount: Int, error: String) async throws {
        try await withSandbox(.byHand) { sandbox in
            let photo = Self.png(width, height, byteCount: byteCount)
            let sent = try await Self.send(photo, by: Caller(sandbox))
            #expect(sent.error == (error.isEmpty ? "" : "Bad Request: \(error)"))
            #expect(sandbox.world.messages(in: 1001).count == (error.isEmpty ? 1 : 0))
        }
    }

    @Test("Only the newest photos are kept")
    func bounded() async throws {
        try await withSandbox(.byHand) { sandbox in
            let bot = Caller(sandbox)
            for side in 1...65 as ClosedRange<UInt32> {
                _ = try await Self.send(Self.png(side, side), by: bot)
            }
            let ids = sandbox.world.messages(in: 1001).map(\.id)
            #expect(ids.count == 65)
            #expect(
                ids.map { sandbox.world.photo(of: $0) != nil } == [false]
                    + Array(repeating: true, count: 64)
            )
        }
    }
}
