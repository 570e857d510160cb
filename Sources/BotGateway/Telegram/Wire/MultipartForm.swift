/// A picture and its fields as `multipart/form-data`, the only form in which Telegram takes files.
struct MultipartForm {
    /// The line between the parts.
    let boundary: String
    private(set) var body: [UInt8] = []

    /// Starts a form.
    ///
    /// - Parameter boundary: A text that no part contains; a fresh random one does not occur.
    init(boundary: String) {
        self.boundary = boundary
    }

    /// The header that goes with the form.
    var contentType: String {
        "multipart/form-data; boundary=\(self.boundary)"
    }

    /// Makes the form of a picture: its JSON members become fields, texts without their quotes.
    static func form(of photo: SendPhoto, json: [UInt8], boundary: String) -> MultipartForm {
        var form = MultipartForm(boundary: boundary)
        for member in JSONScanner.members(of: json[...]) ?? [] where member.key != SendPhoto.part {
            let text = AnswerReading.decode(String.self, member.value)
            form.add(
                name: member.key,
                value: text.map { [UInt8]($0.utf8) } ?? [UInt8](member.value)
            )
        }
        form.addFile(name: SendPhoto.part, fileName: "picture", bytes: photo.bytes)
        form.write("--\(boundary)--\r\n")
        return form
    }

    private mutating func add(name: String, value: [UInt8]) {
        self.write("--\(self.boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n")
        self.body += value
        self.write("\r\n")
    }

    private mutating func addFile(name: String, fileName: String, bytes: [UInt8]) {
        self.write("--\(self.boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"; ")
        self.write("filename=\"\(fileName)\"\r\nContent-Type: application/octet-stream\r\n\r\n")
        self.body += bytes
        self.write("\r\n")
    }

    private mutating func write(_ text: String) {
        self.body += text.utf8
    }
}
