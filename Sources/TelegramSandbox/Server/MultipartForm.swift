/// A body of `multipart/form-data`, taken apart.
///
/// Source: RFC 7578.
struct MultipartForm {
    struct Part {
        var name = ""
        var isFile = false
        var content: ArraySlice<UInt8>
    }

    private(set) var parts: [Part] = []

    init(_ bytes: [UInt8], contentType: String) {
        guard let found = contentType.firstRange(of: "boundary=") else { return }
        let boundary = contentType[found.upperBound...].prefix { $0 != ";" }
            .filter { $0 != "\"" }
        let delimiter = Array("--\(boundary)".utf8)
        var places = Self.places(of: delimiter, in: bytes)[...]
        while let start = places.popFirst(), let end = places.first {
            // A part lies between two delimiters, without the line ends that belong to them.
            let from = start + delimiter.count + 2
            let to = end - 2
            guard from < to, let part = Self.part(bytes[from..<to]) else { continue }
            self.parts.append(part)
        }
    }

    private static func part(_ bytes: ArraySlice<UInt8>) -> Part? {
        let blank = Array("\r\n\r\n".utf8)
        guard let split = Self.places(of: blank, in: Array(bytes)).first else { return nil }
        let head = String(decoding: bytes.prefix(split), as: UTF8.self)
        var part = Part(content: bytes.dropFirst(split + blank.count))
        for line in head.split(separator: "\r\n") {
            guard line.lowercased().hasPrefix("content-disposition:") else { continue }
            part.name = Self.attribute("name", in: line) ?? ""
            part.isFile = Self.attribute("filename", in: line) != nil
        }
        return part.name.isEmpty ? nil : part
    }

    private static func attribute(_ name: String, in line: Substring) -> String? {
        for piece in line.split(separator: ";").dropFirst() {
            let halves = piece.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            guard halves.count == 2, halves[0] == name else { continue }
            return halves[1].filter { $0 != "\"" }
        }
        return nil
    }

    private static func places(of needle: [UInt8], in bytes: [UInt8]) -> [Int] {
        guard let first = needle.first, bytes.count >= needle.count else { return [] }
        var places: [Int] = []
        var index = 0
        while index <= bytes.count - needle.count {
            if bytes[index] == first, bytes[index...].starts(with: needle) {
                places.append(index)
                index += needle.count
            } else {
                index += 1
            }
        }
        return places
    }
}
