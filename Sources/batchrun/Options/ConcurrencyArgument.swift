import ArgumentParser
import BatchEngine

/// Maximum requests in flight: a number, or `auto` to find what the provider can take.
struct ConcurrencyArgument: ExpressibleByArgument {
    var meant: BatchOptions.Concurrency

    init?(argument: String) {
        if argument.lowercased() == "auto" {
            meant = .automatic
        } else if let number = Int(argument) {
            meant = .fixed(number)
        } else {
            return nil
        }
    }
}
