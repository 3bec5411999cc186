import ArgumentParser

/// A whole number above zero.
struct PositiveArgument: ExpressibleByArgument {
    var value: Int

    init?(argument: String) {
        guard let value = Int(argument.filter { $0 != "_" && $0 != "," }), value > 0 else { return nil }
        self.value = value
    }
}
