internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// The Bot API over HTTP, at `/bot<token>/<method>`, as Telegram serves it.
struct BotRoutes {
    let world: TelegramWorld

    func add(to router: Router<SandboxContext>) {
        for path in ["/bot{token}/:method", "/bot{token}/test/:method"] as [RouterPath] {
            router.on(path, method: .get, use: self.call)
            router.on(path, method: .post, use: self.call)
        }
    }

    @Sendable private func call(
        _ request: Request,
        _ context: SandboxContext
    ) async throws -> Response {
        let method = try context.parameters.require("method")
        guard context.parameters.get("token") == self.world.settings.token else {
            return Self.response(to: .unauthorized)
        }
        let parameters: BotParameters
        do {
            parameters = try await BotParameters(of: request)
        } catch let failure as BotFailure {
            return Self.response(to: failure)
        }
        switch await self.world.answer(method, parameters) {
        case .result(let result):
            return Self.response(.ok, ["ok": true, "result": result])
        case .failure(let failure):
            return Self.response(to: failure)
        case .drop:
            try? await context.channel.close()
            return Response(status: .internalServerError)
        }
    }

    private static func response(to failure: BotFailure) -> Response {
        var response = Self.response(.init(code: failure.code), failure.json)
        if let seconds = failure.retryAfterSeconds {
            response.headers[.retryAfter] = String(seconds)
        }
        return response
    }

    static func response(_ status: HTTPResponse.Status, _ json: SandboxJSON) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.bytes))
        )
    }
}
