import ArgumentParser
import BatchCore
import BatchEngine

/// The provider and model that take over the jobs of a provider that stays down: `provider/model`.
struct FallbackArgument: ExpressibleByArgument, CustomStringConvertible {
    var provider: String
    var model: String

    /// Splits at the first slash, since only the model's name may contain slashes.
    init?(argument: String) {
        guard let slash = argument.firstIndex(of: "/") else { return nil }
        (provider, model) = (String(argument[..<slash]), String(argument[argument.index(after: slash)...]))
        guard !provider.isEmpty, !model.isEmpty else { return nil }
    }

    var description: String { "\(provider)/\(model)" }
}
