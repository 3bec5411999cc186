// Options: what users write on the command line, as values.

import ArgumentParser
import BatchCore
import BatchEngine

/// A length of time as users write it: `30s`, `10m`, `1h30m`.
struct DurationArgument: ExpressibleByArgument {
    var duration: Duration

    init?(argument: String) {
        guard let duration = Duration(text: argument), duration > .zero else { return nil }
        self.duration = duration
    }

    init(_ duration: Duration) { self.duration = duration }

    var defaultValueDescription: String { duration.plain }
}

/// How many attempts may be under way: a number, or `auto` to find out what the provider bears.
enum ConcurrencyArgument: ExpressibleByArgument {
    case auto
    case fixed(Int)

    init?(argument: String) {
        if argument.lowercased() == "auto" {
            self = .auto
        } else if let number = Int(argument), (1...100_000).contains(number) {
            self = .fixed(number)
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
