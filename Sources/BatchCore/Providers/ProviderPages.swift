/// The free pages of a provider's API, as paths below the base URL; nil if there is no such page.
package struct ProviderPages: Hashable, Sendable {
    package var models: String?
    package var balance: String?
    /// Model names that are accepted without being on the page of models. Nil if that page is incomplete, so that a missing name means
    /// nothing.
    package var unlistedModels: [String]?

    package init(models: String? = nil, balance: String? = nil, unlistedModels: [String]? = nil) {
        (self.models, self.balance, self.unlistedModels) = (models, balance, unlistedModels)
    }
}
