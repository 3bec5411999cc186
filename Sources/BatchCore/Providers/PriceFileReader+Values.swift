extension PriceFileReader {
    enum HoursMember: String, CaseIterable {
        case utc, days, input
        case cachedInput = "cached_input"
        case output
    }

    /// The known members of an object, without nulls.
    mutating func statedMembers<Member: RawRepresentable<String> & CaseIterable & Hashable>(
        of value: JSONValue, _ members: Member.Type
    ) -> [(Member, JSONValue)] {
        self.members(of: value, members).filter { !$0.1.isNull }
    }

    /// The name of a known provider, or the name of servers that have only a base URL.
    mutating func readProvider(_ value: JSONValue) -> String {
        guard case .named(let known) = provider else {
            fault("the prices of a profile are the profile's own", at: value, hint: "leave \"provider\" out")
            return ""
        }
        guard let name = text(value, of: "provider") else { return "" }
        if !known.contains(name) {
            let nearest = NearestName.of(name, in: known).map { "did you mean \"\($0)\"?" }
            fault("there is no provider \"\(name)\"", at: value, hint: nearest ?? "known are \(known.joined(separator: ", "))")
        }
        return name
    }

    mutating func instant(_ value: JSONValue, of member: String) -> Instant? {
        guard let time = value.string.flatMap({ CivilTime(rfc3339: $0) }) else {
            fault("\"\(member)\" must be a time such as \"2026-11-20T16:00:00Z\"", at: value)
            return nil
        }
        return time.instant
    }

    mutating func decisiveInstant(_ value: JSONValue) -> Price.DecisiveInstant? {
        let known = Price.DecisiveInstant.allCases.map { "\"\($0.rawValue)\"" }.alternatives
        guard let decisive = value.string.flatMap({ Price.DecisiveInstant(rawValue: $0) }) else {
            fault("\"counted_at\" must be \(known)", at: value)
            return nil
        }
        return decisive
    }

    /// Reads dollars per million tokens; the result is in picodollars per token.
    mutating func amount(_ value: JSONValue, of member: String) -> Int64? {
        guard let text = value.numberText else {
            faultKind(value, of: member, expected: "a number of dollars for a million tokens")
            return nil
        }
        guard let number = DecimalText.scaled(text, places: 6), (0...Self.mostPicodollars).contains(number.value) else {
            fault("\"\(member)\" must lie between 0 and 1000000 dollars for a million tokens", at: value)
            return nil
        }
        guard number.isExact else {
            fault("\"\(member)\" has more than six decimals", at: value, hint: "round it to a millionth of a dollar for a million tokens")
            return nil
        }
        return number.value
    }

    /// One dollar per token.
    private static let mostPicodollars: Int64 = 1_000_000_000_000

    /// Reads `16:30-00:30` as minutes after midnight.
    mutating func hours(_ value: JSONValue) -> (start: Int, end: Int)? {
        let parts = (value.string ?? "").split(separator: "-", omittingEmptySubsequences: false).map { Self.minute($0) }
        guard parts.count == 2, let start = parts[0], let end = parts[1], start < 1_440, start != end else {
            fault("\"utc\" must be hours such as \"16:30-00:30\"", at: value)
            return nil
        }
        return (start, end)
    }

    private static func minute(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 1_440
        else { return nil }
        return hour * 60 + minute
    }

    /// The names of days in price files.
    static let days: [(name: String, day: Weekdays)] = [
        ("mon", .monday), ("tue", .tuesday), ("wed", .wednesday), ("thu", .thursday), ("fri", .friday), ("sat", .saturday),
        ("sun", .sunday),
    ]

    mutating func weekdays(_ value: JSONValue) -> Weekdays {
        var days: Weekdays = []
        for element in value.elements {
            guard let day = Self.days.first(where: { $0.name == element.string }) else {
                fault("a day must be one of \(Self.days.map(\.name).joined(separator: ", "))", at: element)
                continue
            }
            days.insert(day.day)
        }
        if value.elements.isEmpty { faultKind(value, of: "days", expected: "an array of days that is not empty") }
        return days
    }
}
