/// The data of Server-Sent Events, out of bytes that come in any pieces.
///
/// - Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
struct EventStream {
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var followsReturn = false

    /// Takes more bytes and returns the data of the events that are complete now.
    mutating func take(_ bytes: some Sequence<UInt8>) -> [[UInt8]] {
        var events: [[UInt8]] = []
        for byte in bytes {
            let isSecondOfPair = self.followsReturn && byte == UInt8(ascii: "\n")
            self.followsReturn = byte == UInt8(ascii: "\r")
            if isSecondOfPair { continue }
            guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
                self.line.append(byte)
                continue
            }
            if let event = self.endLine() { events.append(event) }
        }
        return events
    }

    /// Ends the stream: what had no blank line behind it counts too, since some servers leave the
    /// last one out.
    mutating func end() -> [[UInt8]] {
        [self.endLine(), self.endLine()].compactMap(\.self)
    }

    private mutating func endLine() -> [UInt8]? {
        defer { self.line.removeAll(keepingCapacity: true) }
        guard !self.line.isEmpty else {
            guard self.hasData else { return nil }
            defer {
                self.data.removeAll(keepingCapacity: true)
                self.hasData = false
            }
            return self.data
        }
        let name = Array("data:".utf8)
        // Comments and the other fields say nothing to us.
        guard self.line.starts(with: name) else { return nil }
        let value = self.line.dropFirst(name.count)
        if self.hasData { self.data.append(UInt8(ascii: "\n")) }
        self.data += value.first == UInt8(ascii: " ") ? value.dropFirst() : value
        self.hasData = true
        return nil
    }
}
