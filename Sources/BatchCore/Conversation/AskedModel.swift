/// A model at a provider. Rounds are requested from it, and prices belong to it.
public struct AskedModel: Hashable, Comparable, Sendable {
    /// The provider's name.
    public var provider: String
    /// Nil if neither the job nor the account names a model.
    public var model: String?

    package init(provider: String, model: String?) { (self.provider, self.model) = (provider, model) }

    public static func < (left: AskedModel, right: AskedModel) -> Bool {
        (left.provider, left.model ?? "") < (right.provider, right.model ?? "")
    }
}
