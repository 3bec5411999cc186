/// The free pages of a provider's API, as paths below the base URL; nil where there is none.
package struct ProviderPages: Hashable, Sendable {
    package var models: String?
    package var balance: String?
    /// Names that are accepted although the page of models does not list them; nil where the list is known to be incomplete, so
    /// that a name that is missing means nothing.
    package var unlistedModels: [String]?

    package init(models: String? = nil, balance: String? = nil, unlistedModels: [String]? = nil) {
        (self.models, self.balance, self.unlistedModels) = (models, balance, unlistedModels)
    }
}
