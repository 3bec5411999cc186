extension CivilTime {
    /// Reads an RFC 3339 time such as `2026-11-20T20:00:00.5Z` or `2026-11-20T21:00:00+01:00`. Nil if the text has another form, or if its
    /// year is outside 1970–2261, roughly the range of ``Instant``.
    package init?(rfc3339 text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(bytes[10]),
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]), let day = Self.number(bytes[8..<10]),
            let time = Self.timeOfDay(bytes[11..<19])
        else { return nil }
        var rest = bytes[19...]
        var millisecond = 0
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { Self.isDigit($0) }
            guard !digits.isEmpty, let thousandths = Self.number(digits.prefix(3)) else { return nil }
            millisecond = thousandths * [100, 10, 1][min(digits.count, 3) - 1]
            rest = rest.dropFirst(digits.count + 1)
        }
        guard let offset = Self.offset(rest) else { return nil }
        let local = CivilTime(
            year: year, month: month, day: day, hour: time.hour, minute: time.minute, second: time.second, millisecond: millisecond)
        guard local.isOfCalendar else { return nil }
        self = offset == 0 ? local : CivilTime(Instant(unixMilliseconds: local.instant.unixMilliseconds - Int64(offset) * 60_000))
    }

    /// Reads a time of an HTTP header, in any of the three forms of RFC 9110 section 5.6.7:
    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`.
    /// - Parameter now: decides the century of a two-digit year, which is at most 50 years ahead.
    package init?(httpTime text: some StringProtocol, now: Instant) {
        let words = text.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "-") }.map { Array($0) }
        guard words.count == 5 || (words.count == 6 && ["gmt", "utc"].contains(Self.name(words[5][...]))),
            Self.weekdays.contains(Self.name(words[0].prefix(3)))
        else { return nil }
        let isOldest = words.count == 5
        let (dayWord, monthWord) = isOldest ? (words[2], words[1]) : (words[1], words[2])
        let (yearWord, timeWord) = isOldest ? (words[4], words[3]) : (words[3], words[4])
        guard let day = Self.number(dayWord[...]), let month = Self.months.firstIndex(of: Self.name(monthWord[...])),
            var year = Self.number(yearWord[...]), let time = Self.timeOfDay(timeWord[...])
        else { return nil }
        if yearWord.count == 2 {
            let current = CivilTime(now).year
            year += current / 100 * 100
            if year > current + 50 { year -= 100 }
        }
        self.init(year: year, month: month + 1, day: day, hour: time.hour, minute: time.minute, second: time.second)
        guard isOfCalendar else { return nil }
    }

    private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// Whether the date and time exist. Both forms allow a second of 60 as a leap second.
    private var isOfCalendar: Bool {
        guard (1970...2261).contains(year), (1...12).contains(month) else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        return (1...days).contains(day) && hour < 24 && minute < 60 && second <= 60
    }

    /// Reads `08:49:37`.
    private static func timeOfDay(_ bytes: ArraySlice<UInt8>) -> (hour: Int, minute: Int, second: Int)? {
        let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.count == 2 }),
            let hour = number(parts[0]), let minute = number(parts[1]), let second = number(parts[2])
        else { return nil }
        return (hour, minute, second)
    }

    /// Reads `Z`, `+01:00` or `-08:00` as minutes east of Greenwich.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let sign = bytes.first else { return nil }
        let parts = bytes.dropFirst().split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        switch sign {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"): return bytes.count == 1 ? 0 : nil
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let hours = number(parts[0]), let minutes = number(parts[1]),
                hours < 24, minutes < 60
            else { return nil }
            return (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -1 : 1)
        default: return nil
        }
    }

    /// A number of one to four digits.
    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard (1...4).contains(bytes.count), bytes.allSatisfy({ isDigit($0) }) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private static func name(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self).lowercased() }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
