/// Visits the fields of an event, in ascending tag order.
///
/// One `visit(_:)` per payload serves the encoder, the decoder and JSON, so that the three cannot
/// disagree. Tag 1 is the charge, which the log keeps in a column; tags 2 to 15 belong to the
/// envelope; a payload's own tags run from 16 to 63.
protocol FieldCoder {
    mutating func field<Value: IntegerField>(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Value
    ) throws(CodecError)

    mutating func field<Value: IntegerField>(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Value?
    ) throws(CodecError)

    mutating func field<Value: TextField>(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Value
    ) throws(CodecError)

    mutating func field<Value: TextField>(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Value?
    ) throws(CodecError)

    mutating func field(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout [UInt8]
    ) throws(CodecError)

    mutating func field(
        _ tag: UInt8,
        _ name: StaticString,
        _ value: inout Draw
    ) throws(CodecError)
}

/// What an event of one kind carries, and how to visit it.
protocol VisitablePayload {
    /// A value to decode into: every field as it is when absent.
    static var blank: Self { get }

    /// Visits every field, in ascending tag order.
    mutating func visit(_ coder: inout some FieldCoder) throws(CodecError)
}

/// A value stored as one integer.
protocol IntegerField {
    /// The stored form; 0 is left out of the stored bytes.
    var stored: Int64 { get }

    /// The form in JSON.
    var json: JSONScalar { get }

    /// Reads the stored form, or `nil` if no such value exists.
    init?(stored: Int64)
}

/// A value stored as text.
protocol TextField {
    /// The stored form; the empty text is left out of the stored bytes.
    var stored: String { get }

    /// Reads the stored form.
    init(stored: String)
}

/// A value that JSON shows as one token.
enum JSONScalar {
    case integer(Int64)
    case boolean(Bool)
    case text(String)
}

/// Bytes that no version of ours writes.
package struct CodecError: Error, Hashable {
    /// What is wrong, without any stored value.
    package let message: String
}

extension CodecError: CustomStringConvertible {
    package var description: String { self.message }
}
