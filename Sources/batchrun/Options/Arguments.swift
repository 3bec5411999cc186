// Options: the command line as values.

import ArgumentParser
import BatchCore
import BatchEngine

/// A duration such as `30s`, `10m` or `1h30m`.
struct DurationArgument: ExpressibleByArgument {
    var duration: Duration

    init?(argument: String) {
        guard let duration = Duration(text: argument), duration > .zero else { return nil }
        self.duration = duration
    }

    init(_ duration: Duration) { self.duration = duration }

    var defaultValueDescription: String { duration.plain }
}

/// Maximum attempts in flight: a number, or `auto` to find what the provider can take.
struct ConcurrencyArgument: ExpressibleByArgument {
    var meant: BatchOptions.Concurrency

    init?(argument: String) {
        if argument.lowercased() == "auto" {
            meant = .automatic
        } else if let number = Int(argument), (1...100_000).contains(number) {
            meant = .fixed(number)
        } else {
            return nil
        }
    }
}

/// A whole number above zero.
struct PositiveArgument: ExpressibleByArgument {
    var value: Int

    init?(argument: String) {
        guard let value = Int(argument.filter { $0 != "_" && $0 != "," }), value > 0 else { return nil }
        self.value = value
    }
}
