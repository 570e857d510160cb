/// The newest photos that the bot sent, for the chat page; older ones are forgotten.
struct PhotoShelf {
    /// The most photos that are kept.
    private static let countMax = 64
    /// The most bytes that all of them have.
    private static let bytesMax = 32 << 20

    private struct Photo {
        let message: Int64
        let bytes: [UInt8]
        let size: PhotoSize?
    }

    private var photos: [Photo] = []
    private var byteCount = 0

    /// Keeps the photo of a message.
    mutating func keep(_ bytes: [UInt8], size: PhotoSize?, as message: Int64) {
        self.photos.append(Photo(message: message, bytes: bytes, size: size))
        self.byteCount += bytes.count
        while self.photos.count > Self.countMax || self.byteCount > Self.bytesMax {
            self.byteCount -= self.photos.removeFirst().bytes.count
        }
    }

    /// The photo of a message, if it is still kept.
    func bytes(of message: Int64) -> [UInt8]? {
        self.photos.last { $0.message == message }?.bytes
    }

    /// How large the photo of a message is, if that is known.
    func size(of message: Int64) -> PhotoSize? {
        self.photos.last { $0.message == message }?.size
    }
}

/// The width and height of a photo, and the limits that Telegram sets them.
///
/// - Source: Bot API, `sendPhoto`: at most 10 MB; width and height together at most 10,000;
///   neither more than twenty times the other.
struct PhotoSize: Hashable {
    /// The most bytes of a photo.
    private static let bytesMax = 10 << 20
    /// The most pixels of width and height together.
    private static let pixelsMax: Int64 = 10_000
    /// The most that one side may be of the other.
    private static let ratioMax: Int64 = 20
    /// What every PNG begins with, its first chunk's name included.
    private static let head: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
    ]

    let width: Int64
    let height: Int64

    /// Reads the size of a PNG; another file's is not known.
    init?(of file: [UInt8]) throws(BotFailure) {
        guard file.count <= Self.bytesMax else {
            throw .badRequest("file is too big for a photo")
        }
        guard file.starts(with: Self.head), file.count >= Self.head.count + 8 else { return nil }
        self.width = Self.number(file[16..<20])
        self.height = Self.number(file[20..<24])
        let (least, most) = (min(self.width, self.height), max(self.width, self.height))
        guard least > 0, self.width + self.height <= Self.pixelsMax, most <= Self.ratioMax * least
        else { throw .badRequest("PHOTO_INVALID_DIMENSIONS") }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int64 {
        bytes.reduce(0) { $0 << 8 | Int64($1) }
    }
}

extension TelegramWorld {
    /// The file of a photo that the bot sent, if it is among the newest.
    ///
    /// - Parameter message: The id of its message.
    /// - Returns: The bytes as they came.
    public func photo(of message: Int64) -> [UInt8]? {
        self.transact { $0.photos.bytes(of: message) }
    }
}
