/// A cache of prefixes of conversations, like DeepSeek's context cache: a unit ends with a request's input or with a reply, and
/// only whole units hit (https://api-docs.deepseek.com/guides/kv_cache).
///
/// It has two generations. When the young one is full it replaces the old one, and unused prefixes of the old one are dropped.
struct PrefixCache: Sendable {
    private let capacity: Int
    private var young: Set<UInt64> = []
    private var old: Set<UInt64> = []

    /// - Parameter capacity: the greatest number of prefixes.
    init(capacity: Int) { self.capacity = max(2, capacity) }

    var count: Int { young.count + old.count }

    mutating func insert(_ prefix: UInt64) {
        guard young.insert(prefix).inserted else { return }
        if young.count >= capacity / 2 {
            old = young
            young = []
        }
    }

    /// Whether the prefix is known. A hit keeps it in the cache.
    mutating func contains(_ prefix: UInt64) -> Bool {
        if young.contains(prefix) { return true }
        guard old.contains(prefix) else { return false }
        insert(prefix)
        return true
    }
}
