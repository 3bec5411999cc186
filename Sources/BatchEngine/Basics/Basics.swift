// Basics: the smallest values that every floor above speaks in (instants, durations, seeded chance, bounds). Floor 0.

/// Sizes that protect the process from what a file or a server may send. All in bytes unless said otherwise.
public enum Bounds {
    /// The longest line of a job file that is read.
    public static let jobLine = 64 << 20
    /// The largest response body that a transfer keeps; a longer one ends the attempt.
    public static let responseBody = 64 << 20
    /// How deep JSON may be nested before it is refused (levels, not bytes).
    public static let jsonDepth = 512
    /// How much of a provider's error text is kept in a record or shown (characters).
    public static let errorText = 500
}
