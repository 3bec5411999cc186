/// What an attempt cost.
public struct Cost: Hashable, Sendable {
    /// What was or will be taken for it.
    public var total: Dollars
    /// What its cached input would have cost besides, had it not come from the provider's cache; nil where that is not known.
    public var savedByCache: Dollars?

    public init(total: Dollars, savedByCache: Dollars? = nil) { (self.total, self.savedByCache) = (total, savedByCache) }
}
