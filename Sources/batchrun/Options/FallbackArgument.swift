import ArgumentParser
import BatchCore
import BatchEngine

/// The provider and model that take over the jobs of a provider that stays down: `provider/model`.
struct FallbackArgument: ExpressibleByArgument {
    var meant: BatchOptions.Fallback

    /// The model's name may contain slashes; the provider's contains none.
    init?(argument: String) {
        guard let slash = argument.firstIndex(of: "/") else { return nil }
        meant = BatchOptions.Fallback(provider: String(argument[..<slash]), model: String(argument[argument.index(after: slash)...]))
    }
}
