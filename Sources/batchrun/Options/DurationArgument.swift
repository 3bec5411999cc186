// Options: the command line's arguments as values.

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
