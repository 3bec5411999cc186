// Basics: the smallest values that every floor above speaks in (instants, durations, seeded chance, bounds). Floor 0.

/// Sizes that protect the process from what a file or a server may send. All in bytes unless said otherwise.
package enum Bounds {
    /// The longest line of a job file that is read.
    package static let jobLine = 64 << 20
    /// The largest response body that a transfer keeps; a longer one ends the attempt.
    package static let responseBody = 64 << 20
    /// The longest answer that a program may give to a call of a tool.
    package static let toolAnswer = 1 << 20
    /// How deep JSON may be nested before it is refused (levels, not bytes).
    package static let jsonDepth = 512
    /// How many schemas may be applied to a value and to what it holds before a JSON Schema's answer is no (a count): a schema
    /// whose branches refer to themselves can ask for more than anyone can wait for.
    package static let schemaSteps = 5_000_000
    /// How many schemas may be applied one within another (a count), so that the stack holds them.
    package static let schemaDepth = 128
    /// How much of a provider's error text is kept in a record or shown (characters).
    package static let errorText = 500
}
