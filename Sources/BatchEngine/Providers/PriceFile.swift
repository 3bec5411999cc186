/// A user's own prices, as `docs/prices.md` describes the file.
public enum PriceFile {
    /// Reads the bytes of a price file.
    /// - Throws: everything that is wrong with it.
    public static func read(_ bytes: [UInt8]) throws(PriceFileError) -> [Price] {
        let document: JSONDocument
        do {
            document = try JSONDocument(bytes)
        } catch {
            throw PriceFileError(faults: [PriceFault(position: error.position, message: "this is no JSON: \(error.message)")])
        }
        var reader = PriceFileReader()
        let prices = reader.readFile(document.root)
        guard reader.faults.isEmpty else { throw PriceFileError(faults: reader.faults) }
        return prices
    }
}

/// Something that is wrong with a price file, and where.
public struct PriceFault: Hashable, Sendable, CustomStringConvertible {
    public var position: JSONPosition
    public var message: String
    /// What may be done about it.
    public var hint: String?

    /// `line 4, column 7: unknown member "imput"; did you mean "input"?`
    public var description: String { "\(position): \(message)" + (hint.map { "; \($0)" } ?? "") }
}

/// Everything that is wrong with a price file.
public struct PriceFileError: Error, Hashable, Sendable {
    /// In the order found. Never empty.
    public var faults: [PriceFault]
}
