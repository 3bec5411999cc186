/// The fault of a schema, and its place.
package struct JSONSchemaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The place in the schema as RFC 6901 writes it: `/properties/age/type`, and nothing for the schema itself.
    package var pointer: String
    /// The fault at that place, as the rest of a sentence that begins with the place: `is a string where an array is wanted`.
    package var message: String
    /// Where that stands in the text that the schema is a part of.
    package var position: JSONPosition

    package var description: String { "\(pointer.isEmpty ? "the schema" : pointer) \(message) (\(position))" }
}

/// How a value violates a schema, and the place.
package struct JSONSchemaViolation: Hashable, Sendable, CustomStringConvertible {
    /// The place in the value as RFC 6901 writes it: `/city/0`, and nothing for the value itself.
    package var pointer: String
    /// The fault at that place, as the rest of a sentence that begins with the place: `is a string where an integer is wanted`.
    package var message: String

    package var description: String { "\(pointer.isEmpty ? "the value" : "\(pointer):") \(message)" }
}
