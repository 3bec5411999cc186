import ArgumentParser
import BatchCore
import BatchEngine

/// Price files.
struct PriceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Price file, in dollars per million tokens; overrides built-in prices. For cached_input, dates and hours, see "
                + "batchrun providers deepseek --json",
            discussion: #"{"prices":[{"provider":"p","model":"m","input":1,"output":2}]}"#, valueName: "file"), completion: .file())
    var prices: String?

    func apply(to options: inout BatchOptions) { options.prices = prices }
}

/// An amount of dollars: `5`, `0.25`, `$12.50`.
struct DollarArgument: ExpressibleByArgument {
    var dollars: Dollars

    init?(argument: String) {
        guard let dollars = Dollars(argument.hasPrefix("$") ? String(argument.dropFirst()) : argument) else { return nil }
        self.dollars = dollars
    }
}
