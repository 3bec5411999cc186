/// Knows the prefixes of conversations that the provider has read or written, as DeepSeek's context cache does: the end of
/// a request's input and the end of the reply are ends of units, and only whole units hit
/// (https://api-docs.deepseek.com/guides/kv_cache).
///
/// Holds two generations: when the young one is full it becomes the old one, and what was in the old one and not used
/// since is forgotten.
struct PrefixCache: Sendable {
    private let capacity: Int
    private var young: Set<UInt64> = []
    private var old: Set<UInt64> = []

    /// - Parameter capacity: how many prefixes are kept at most.
    init(capacity: Int) { self.capacity = max(2, capacity) }

    var count: Int { young.count + old.count }

    mutating func insert(_ prefix: UInt64) {
        guard young.insert(prefix).inserted else { return }
        if young.count >= capacity / 2 {
            old = young
            young = []
        }
    }

    /// Whether the prefix is known; being asked for keeps it from being forgotten.
    mutating func contains(_ prefix: UInt64) -> Bool {
        if young.contains(prefix) { return true }
        guard old.contains(prefix) else { return false }
        insert(prefix)
        return true
    }
}
