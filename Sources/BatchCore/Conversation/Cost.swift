/// The cost of an attempt.
package struct Cost: Hashable, Sendable {
    /// The amount that the provider charges.
    package var total: Dollars
    /// The amount saved on input by the provider's cache; nil if unknown.
    package var savedByCache: Dollars?

    package init(total: Dollars, savedByCache: Dollars? = nil) { (self.total, self.savedByCache) = (total, savedByCache) }
}
