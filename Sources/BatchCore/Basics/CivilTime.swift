/// A date and a time of day in UTC, in the proleptic Gregorian calendar.
package struct CivilTime: Hashable, Sendable {
    package var year: Int
    package var month: Int
    package var day: Int
    package var hour: Int
    package var minute: Int
    package var second: Int
    package var millisecond: Int

    package init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0) {
        (self.year, self.month, self.day) = (year, month, day)
        (self.hour, self.minute, self.second, self.millisecond) = (hour, minute, second, millisecond)
    }

    /// The civil time at `instant`.
    package init(_ instant: Instant) {
        let milliseconds = instant.unixMilliseconds
        let days = Int((milliseconds >= 0 ? milliseconds : milliseconds - 86_399_999) / 86_400_000)
        let rest = Int(milliseconds - Int64(days) * 86_400_000)
        // Days are counted in eras of 400 years that begin on 1 March, so that a leap day is the last of its year.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60)
        (second, millisecond) = (rest / 1_000 % 60, rest % 1_000)
    }

    /// The instant of this civil time.
    package var instant: Instant {
        let yearFromMarch = month <= 2 ? year - 1 : year
        let era = (yearFromMarch >= 0 ? yearFromMarch : yearFromMarch - 399) / 400
        let yearOfEra = yearFromMarch - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = Int64(era * 146_097 + dayOfEra - 719_468)
        let seconds = days * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
        return Instant(unixMilliseconds: seconds * 1_000 + Int64(millisecond))
    }
}

extension Instant {
    /// RFC 3339 with milliseconds, in UTC: `2026-11-20T20:00:00.000Z`.
    public var rfc3339: String {
        let time = CivilTime(self)
        var text: [UInt8] = []
        text.reserveCapacity(24)
        // Instants range from 1677 to 2262, so every year has four digits.
        func add(_ value: Int, from unit: Int, _ end: Unicode.Scalar) {
            var unit = unit
            while unit > 0 {
                text.append(UInt8(ascii: "0") + UInt8(value / unit % 10))
                unit /= 10
            }
            text.append(UInt8(ascii: end))
        }
        add(time.year, from: 1_000, "-")
        add(time.month, from: 10, "-")
        add(time.day, from: 10, "T")
        add(time.hour, from: 10, ":")
        add(time.minute, from: 10, ":")
        add(time.second, from: 10, ".")
        add(time.millisecond, from: 100, "Z")
        return String(decoding: text, as: UTF8.self)
    }
}
