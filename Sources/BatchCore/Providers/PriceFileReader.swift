/// Reads a price file and collects its faults. A null counts as an omitted member.
struct PriceFileReader: DocumentReader {
    /// The provider whose prices are read.
    enum PricedProvider {
        /// Each price names its provider, one of these.
        case named(among: [String])
        /// All prices belong to this provider, and no price names it.
        case only(String)
    }

    let provider: PricedProvider
    var faults: [DocumentFault] = []

    private enum FileMember: String, CaseIterable { case prices }

    private enum PriceMember: String, CaseIterable {
        case provider, model, aliases, from, until, input
        case cachedInput = "cached_input"
        case output
        case countedAt = "counted_at"
        case hours
    }

    /// The members of a rate that are read so far.
    private struct RateMembers {
        var input: Int64?
        var cachedInput: Int64?
        var output: Int64?
    }

    mutating func readFile(_ root: JSONValue) -> [Price] {
        guard root.kind == .object else {
            fault("the file must be an object with the member \"prices\", and this is \(root.kind.noun)", at: root)
            return []
        }
        var prices: [Price]?
        for (_, value) in statedMembers(of: root, FileMember.self) { prices = readPrices(value) }
        if prices == nil { fault("the member \"prices\" is missing", at: root, hint: "it holds the prices, one for each model") }
        return prices ?? []
    }

    /// Reads an array of prices.
    mutating func readPrices(_ value: JSONValue) -> [Price] {
        struct Place: Hashable {
            var provider: String
            var model: String
            var from: Instant
        }
        guard value.kind == .array else {
            faultKind(value, of: "prices", expected: "an array of prices")
            return []
        }
        var seen: Set<Place> = []
        var prices: [Price] = []
        for element in value.elements {
            guard let price = readPrice(element) else { continue }
            for model in price.models where !seen.insert(Place(provider: price.provider, model: model, from: price.from)).inserted {
                fault("the model \"\(model)\" of \(price.provider) has another price from the same instant on", at: element)
            }
            prices.append(price)
        }
        return prices
    }

    private mutating func readPrice(_ value: JSONValue) -> Price? {
        guard isObject(value, "a price") else { return nil }
        let before = faults.count
        var price = Price(provider: "", models: [], rate: TokenRate(cachedInput: 0, input: 0, output: 0))
        if case .only(let name) = provider { price.provider = name }
        var (model, aliases): (String?, [String]) = (nil, [])
        var rate = RateMembers()
        for (member, value) in statedMembers(of: value, PriceMember.self) {
            switch member {
            case .provider: price.provider = readProvider(value)
            case .model: model = text(value, of: "model")
            case .aliases: aliases = texts(value, of: "aliases")
            case .from: price.from = instant(value, of: "from") ?? .epoch
            case .until: price.until = instant(value, of: "until") ?? .distantFuture
            case .input: rate.input = amount(value, of: "input")
            case .cachedInput: rate.cachedInput = amount(value, of: "cached_input")
            case .output: rate.output = amount(value, of: "output")
            case .countedAt: price.decisive = decisiveInstant(value) ?? .sent
            case .hours:
                if value.kind == .array {
                    price.hours = value.elements.compactMap { readHours($0) }
                } else {
                    faultKind(value, of: "hours", expected: "an array of hours")
                }
            }
        }
        // A missing member is reported only if no other fault may be its cause.
        guard faults.count == before else { return nil }
        if price.provider.isEmpty { faultMissing("provider", in: value) }
        if model == nil { faultMissing("model", in: value) }
        if price.until <= price.from { fault("the price ends (\"until\") before it begins (\"from\")", at: value) }
        guard let complete = complete(rate, in: value), let model, faults.count == before else { return nil }
        (price.rate, price.models) = (complete, [model] + aliases.filter { $0 != model })
        return price
    }

    private mutating func readHours(_ value: JSONValue) -> Price.Hours? {
        guard isObject(value, "an element of \"hours\"") else { return nil }
        let before = faults.count
        var when: (start: Int, end: Int)?
        var days = Weekdays.all
        var rate = RateMembers()
        for (member, value) in statedMembers(of: value, HoursMember.self) {
            switch member {
            case .utc: when = hours(value)
            case .days: days = weekdays(value)
            case .input: rate.input = amount(value, of: "input")
            case .cachedInput: rate.cachedInput = amount(value, of: "cached_input")
            case .output: rate.output = amount(value, of: "output")
            }
        }
        guard faults.count == before else { return nil }
        if when == nil { faultMissing("utc", in: value) }
        guard let complete = complete(rate, in: value), let when else { return nil }
        return Price.Hours(WeeklyHours(start: when.start, end: when.end, days: days), complete)
    }

    /// Cached input costs as much as other input if no price is given for it.
    private mutating func complete(_ rate: RateMembers, in value: JSONValue) -> TokenRate? {
        if rate.input == nil { faultMissing("input", in: value) }
        if rate.output == nil { faultMissing("output", in: value) }
        guard let input = rate.input, let output = rate.output else { return nil }
        return TokenRate(cachedInput: rate.cachedInput ?? input, input: input, output: output)
    }
}
