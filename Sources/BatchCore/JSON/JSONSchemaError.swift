/// A fault of a schema, and its place.
package struct JSONSchemaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The place in the schema, as a JSON pointer (RFC 6901): `/properties/age/type`, and the empty text for the schema itself.
    package var pointer: String
    /// The fault at that place, as the rest of a sentence that begins with the place: `is a string, expected an array`.
    package var message: String
    /// The position of the fault in the text that contains the schema.
    package var position: JSONPosition

    package var description: String { "\(pointer.isEmpty ? "the schema" : pointer) \(message) (\(position))" }
}

/// A violation of a schema by a value, and its place.
package struct JSONSchemaViolation: Hashable, Sendable, CustomStringConvertible {
    /// The place in the value, as a JSON pointer (RFC 6901): `/city/0`, and the empty text for the value itself.
    package var pointer: String
    /// The fault at that place, as the rest of a sentence that begins with the place: `is a string, expected an integer`.
    package var message: String

    package var description: String { "\(pointer.isEmpty ? "the value" : "\(pointer):") \(message)" }
}
