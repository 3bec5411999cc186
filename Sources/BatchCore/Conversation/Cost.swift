/// What an attempt cost.
package struct Cost: Hashable, Sendable {
    /// The amount that the provider charges.
    package var total: Dollars
    /// The amount that the provider's cache saved on input; nil if that is not known.
    package var savedByCache: Dollars?

    package init(total: Dollars, savedByCache: Dollars? = nil) { (self.total, self.savedByCache) = (total, savedByCache) }
}
