// Basics: the smallest values, used by every floor above (instants, durations, seeded randomness, bounds). Floor 0.

/// Sizes that protect the process from what a file or a server may send. In bytes unless stated otherwise.
package enum Bounds {
    /// The longest line of a job file.
    package static let jobLine = 64 << 20
    /// The largest response body. A larger one ends the attempt.
    package static let responseBody = 64 << 20
    /// The longest answer of a program to a tool call.
    package static let toolAnswer = 1 << 20
    /// The deepest nesting of JSON that is accepted (levels).
    package static let jsonDepth = 512
    /// The most schemas applied to a value and its contents (a count). At more, the value counts as invalid. Without this limit, a schema
    /// whose branches refer to themselves could take practically forever.
    package static let schemaSteps = 5_000_000
    /// The deepest nesting of schemas that are applied within each other (levels), so that the stack suffices.
    package static let schemaDepth = 128
    /// The most of a provider's error text that is stored or shown (characters).
    package static let errorText = 500
}
