// Options: what users write on the command line, as values.

import ArgumentParser
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

extension Duration {
    /// The duration as it is written in options: `250ms`, `10s`, `11m`, `1h`.
    var plain: String {
        if milliseconds % 1_000 != 0 { return "\(milliseconds)ms" }
        let seconds = Int(components.seconds)
        if seconds % 3_600 == 0, seconds > 0 { return "\(seconds / 3_600)h" }
        return seconds % 60 == 0 && seconds > 0 ? "\(seconds / 60)m" : "\(seconds)s"
    }
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

    var defaultValueDescription: String {
        switch self {
        case .auto: "auto"
        case .fixed(let number): "\(number)"
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
