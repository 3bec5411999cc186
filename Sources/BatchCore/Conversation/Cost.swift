/// What an attempt cost.
package struct Cost: Hashable, Sendable {
    /// What was or will be taken for it.
    package var total: Dollars
    /// What its cached input would have cost besides, had it not come from the provider's cache; nil where that is not known.
    package var savedByCache: Dollars?

    package init(total: Dollars, savedByCache: Dollars? = nil) { (self.total, self.savedByCache) = (total, savedByCache) }
}
