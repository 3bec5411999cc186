/// A file of the user's own prices, described in `docs/prices.md`.
package enum PriceFile {
    /// Reads the bytes of a price file.
    /// - Parameter catalog: the providers that prices may name.
    /// - Throws: all faults of the file.
    package static func read(_ bytes: [UInt8], of catalog: ProviderCatalog = .builtIn) throws(DocumentError) -> [Price] {
        var reader = PriceFileReader(provider: .named(among: catalog.names + [Provider.custom(baseURL: "").name]))
        return try reader.readWhole(bytes) { $0.readFile($1) }
    }
}

extension PriceFile {
    /// Writes prices in the form of elements of `prices`, without the provider's name.
    static func write(_ prices: [Price], to writer: inout JSONWriter) {
        writer.beginArray()
        for price in prices { write(price, to: &writer) }
        writer.endArray()
    }

    private static func write(_ price: Price, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("model", price.models.first)
        if price.models.count > 1 {
            writer.name("aliases")
            writer.strings(Array(price.models.dropFirst()))
        }
        if price.from.nanoseconds != .min { writer.member("from", price.from.rfc3339) }
        if price.until != .distantFuture { writer.member("until", price.until.rfc3339) }
        write(price.rate, to: &writer)
        if price.decisive != .sent { writer.member("counted_at", price.decisive.rawValue) }
        if !price.hours.isEmpty {
            writer.name("hours")
            writer.beginArray()
            for hours in price.hours { write(hours, to: &writer) }
            writer.endArray()
        }
        writer.endObject()
    }

    private static func write(_ hours: Price.Hours, to writer: inout JSONWriter) {
        func time(_ minute: Int) -> String {
            func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
            return "\(two(minute / 60)):\(two(minute % 60))"
        }
        writer.beginObject()
        writer.member("utc", "\(time(hours.when.start))-\(time(hours.when.end))")
        if hours.when.days != .all {
            writer.name("days")
            writer.strings(PriceFileReader.days.filter { hours.when.days.contains($0.day) }.map(\.name))
        }
        write(hours.rate, to: &writer)
        writer.endObject()
    }

    private static func write(_ rate: TokenRate, to writer: inout JSONWriter) {
        for (name, amount) in [("input", rate.input), ("cached_input", rate.cachedInput), ("output", rate.output)] {
            writer.name(name)
            // Written per million tokens: a picodollar per token is a millionth of a dollar per million.
            writer.dollars(Dollars(picodollars: amount * 1_000_000))
        }
    }
}

extension JSONWriter {
    /// An array of strings.
    mutating func strings(_ values: [String]) {
        beginArray()
        for value in values { string(value) }
        endArray()
    }
}
