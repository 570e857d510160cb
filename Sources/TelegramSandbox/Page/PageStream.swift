internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import ServiceLifecycle

extension PageRoutes {
    /// What happens, as Server-Sent Events: first `hello` with everything, then one event a change.
    func stream() -> Response {
        Self.events { @concurrent writer in
            let (id, changes) = self.world.transact { $0.look() }
            defer { self.world.transact { $0.stopLooking(id) } }
            try await writer.write(Self.event("hello", self.snapshot()))
            for await change in changes.cancelOnGracefulShutdown() {
                guard let event = self.event(change) else { continue }
                try await writer.write(event)
            }
        }
    }

    /// The ledger's events, as Server-Sent Events.
    func ledger() async -> Response {
        guard let open = self.controls.ledgerEvents else {
            return Self.refused("no ledger is connected")
        }
        return Self.events { @concurrent writer in
            let lines = await open()
            for await line in lines.cancelOnGracefulShutdown() {
                try await writer.write(ByteBuffer(string: "data: \(line)\n\n"))
            }
        }
    }

    private func event(_ change: WorldChange) -> ByteBuffer? {
        switch change {
        case .message(let message):
            return Self.event("message", Self.json(message))
        case .deleted(let chat, let message):
            return Self.event("deleted", ["chat": .int(chat), "id": .int(message)])
        case .toast(let answer):
            guard !answer.text.isEmpty else { return nil }
            return Self.event(
                "toast",
                [
                    "user": .int(answer.user), "text": .string(answer.text),
                    "alert": .bool(answer.isAlert),
                ]
            )
        case .payment(let progress):
            return Self.event(
                "payment",
                [
                    "user": .int(progress.user), "message": .int(progress.message ?? 0),
                    "step": .string(progress.step.rawValue), "detail": .string(progress.detail),
                ]
            )
        case .call(let call):
            // An ordinary poll says nothing; what else the bot did may have used up a fault.
            guard call.isOver, call.method.lowercased() != "getupdates" else { return nil }
            return Self.event("purses", self.world.transact { self.purses($0) })
        case .purses:
            return Self.event("purses", self.world.transact { self.purses($0) })
        }
    }

    private static func events(
        _ write: @escaping @Sendable @concurrent (inout any ResponseBodyWriter) async throws -> Void
    ) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { @concurrent writer in
                try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
                try await write(&writer)
                try await writer.finish(nil)
            }
        )
    }

    private static func event(_ name: String, _ data: SandboxJSON) -> ByteBuffer {
        ByteBuffer(string: "event: \(name)\ndata: \(data.text)\n\n")
    }
}
