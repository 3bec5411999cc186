/// A model at a provider: what a round is requested from, and what a price belongs to.
package struct AskedModel: Hashable, Comparable, Sendable {
    /// The provider's name.
    package var provider: String
    /// Nil if neither the job nor the account names a model.
    package var model: String?

    package init(provider: String, model: String?) { (self.provider, self.model) = (provider, model) }

    package static func < (left: AskedModel, right: AskedModel) -> Bool {
        (left.provider, left.model ?? "") < (right.provider, right.model ?? "")
    }
}
