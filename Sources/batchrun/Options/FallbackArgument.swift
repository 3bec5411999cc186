import ArgumentParser
import BatchCore
import BatchEngine

/// Who is asked for the jobs of a provider that stays down: `provider/model`.
struct FallbackArgument: ExpressibleByArgument, CustomStringConvertible {
    var provider: String
    var model: String

    /// The model's own name may have slashes; the provider's has none.
    init?(argument: String) {
        guard let slash = argument.firstIndex(of: "/") else { return nil }
        (provider, model) = (String(argument[..<slash]), String(argument[argument.index(after: slash)...]))
        guard !provider.isEmpty, !model.isEmpty else { return nil }
    }

    var description: String { "\(provider)/\(model)" }
}
