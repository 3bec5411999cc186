/// The free pages of a provider's API, as paths below the base URL; nil where there is none.
public struct ProviderPages: Hashable, Sendable {
    public var models: String?
    public var balance: String?
    /// Names that are accepted although the page of models does not list them; nil where the list is known to be incomplete, so
    /// that a name that is missing means nothing.
    public var unlistedModels: [String]?

    public init(models: String? = nil, balance: String? = nil, unlistedModels: [String]? = nil) {
        (self.models, self.balance, self.unlistedModels) = (models, balance, unlistedModels)
    }
}
