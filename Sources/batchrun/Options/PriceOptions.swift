import ArgumentParser
import BatchEngine

/// What tokens cost.
struct PriceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Prices of your own, before the built-in ones (docs/prices.md).", valueName: "file"), completion: .file())
    var prices: String?

    /// The user's prices, and behind them the built-in ones.
    /// - Throws: a failure that tells what is wrong with the file, once each fault is told.
    func read() throws -> PriceList {
        guard let path = prices else { return .builtIn }
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try WholeFile.read(path)
        } catch {
            throw CommandFailure(error.description)
        }
        do throws(PriceFileError) {
            return PriceList(own: try PriceFile.read(bytes))
        } catch {
            for fault in error.faults { Terminal.error("\(path): \(fault)".printable) }
            throw CommandFailure("The prices in \(path) cannot be used; nothing was sent.", hint: "Mend the places above.")
        }
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
