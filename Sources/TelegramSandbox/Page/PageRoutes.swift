internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import ServiceLifecycle

/// The chat page, what it shows, and what a person does on it.
///
/// A program in another process may do the same: every deed is one `POST` with a JSON body.
struct PageRoutes {
    let world: TelegramWorld
    let controls: SandboxControls

    func add(to router: Router<SandboxContext>) {
        router.get("/") { _, _ in Self.text(SandboxPage.html, "text/html; charset=utf-8") }
        router.get("/sandbox/page.css") { _, _ in
            Self.text(SandboxPage.css, "text/css; charset=utf-8")
        }
        router.get("/sandbox/page.js") { _, _ in
            Self.text(SandboxPage.javaScript, "text/javascript; charset=utf-8")
        }
        router.get("/sandbox/state") { _, _ in BotRoutes.response(.ok, self.snapshot()) }
        router.get("/sandbox/stream") { _, _ in self.stream() }
        router.get("/sandbox/photos/:message") { _, context in
            self.photo(try context.parameters.require("message", as: Int64.self))
        }
        router.get("/sandbox/ledger") { _, _ in await self.ledger() }
        router.post("/sandbox/users/:user/:deed") { request, context in
            try await self.userDeed(request, context)
        }
        router.post("/sandbox/faults/:fault") { request, context in
            try await self.faultDeed(request, context)
        }
    }

    private func userDeed(_ request: Request, _ context: SandboxContext) async throws -> Response {
        let id = try context.parameters.require("user", as: Int64.self)
        guard self.world.users.contains(where: { $0.id == id }) else {
            return Self.refused("nobody here has the id \(id)")
        }
        let deed = try context.parameters.require("deed")
        let body = try await BotParameters(of: request)
        return await self.carryOut(deed, body, by: self.world.person(id))
    }

    private func faultDeed(_ request: Request, _ context: SandboxContext) async throws -> Response {
        let fault = try context.parameters.require("fault")
        let body = try await BotParameters(of: request)
        do {
            return try await self.carryOut(fault, body)
        } catch {
            return Self.refused("\(error)")
        }
    }

    private func photo(_ message: Int64) -> Response {
        guard let bytes = self.world.photo(of: message) else {
            return Response(status: .notFound)
        }
        return Response(
            status: .ok,
            headers: [.contentType: "image/png"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    static func done(_ result: SandboxJSON = [:]) -> Response {
        BotRoutes.response(.ok, ["ok": true, "result": result])
    }

    static func refused(_ reason: String) -> Response {
        BotRoutes.response(.badRequest, ["ok": false, "description": .string(reason)])
    }

    private static func text(_ text: String, _ type: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}
