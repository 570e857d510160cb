import BotGateway

/// A reader that hangs until it is let go, and then reads like the built-in one.
struct HeldReader: Sendable {
    let asked = Gate()
    let gate = Gate()

    var reader: Reader {
        Reader { order in
            self.asked.open()
            try await self.gate.pass()
            return try await Reader.builtIn.read(order)
        }
    }
}
