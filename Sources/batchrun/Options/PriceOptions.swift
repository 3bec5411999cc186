import ArgumentParser
import BatchCore
import BatchEngine

/// What tokens cost.
struct PriceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Prices of your own, before the built-in ones (docs/prices.md).", valueName: "file"), completion: .file())
    var prices: String?

    /// The user's prices, and behind them those that are known of the catalog's providers.
    /// - Throws: a failure that tells what is wrong with the file, once each fault is told.
    func read(_ catalog: ProviderCatalog) throws -> PriceList {
        guard let path = prices else { return catalog.prices() }
        let own = try DocumentFile.read(path, "prices") { (bytes) throws(DocumentError) in try PriceFile.read(bytes, of: catalog) }
        return catalog.prices(own: own)
    }
}

/// An amount of dollars above zero: `5`, `0.25`, `$12.50`.
struct DollarArgument: ExpressibleByArgument {
    var dollars: Dollars

    init?(argument: String) {
        guard let dollars = Dollars(text: argument.hasPrefix("$") ? String(argument.dropFirst()) : argument), dollars > .zero else {
            return nil
        }
        self.dollars = dollars
    }
}
