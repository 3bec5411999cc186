/// What is wrong with a schema, and where.
public struct JSONSchemaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The place in the schema as RFC 6901 writes it: `/properties/age/type`, and nothing for the schema itself.
    public var pointer: String
    /// What is wrong there, as the rest of a sentence that begins with the place: `is a string where an array is wanted`.
    public var message: String
    /// Where that stands in the text that the schema is a part of.
    public var position: JSONPosition

    public var description: String { "\(pointer.isEmpty ? "the schema" : pointer) \(message) (\(position))" }
}

/// How a value goes against a schema, and where.
public struct JSONSchemaViolation: Hashable, Sendable, CustomStringConvertible {
    /// The place in the value as RFC 6901 writes it: `/city/0`, and nothing for the value itself.
    public var pointer: String
    /// What is wrong there, as the rest of a sentence that begins with the place: `is a string where an integer is wanted`.
    public var message: String

    public var description: String { "\(pointer.isEmpty ? "the value" : "\(pointer):") \(message)" }
}
