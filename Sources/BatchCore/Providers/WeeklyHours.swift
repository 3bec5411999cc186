/// Days of the week, in UTC.
package struct Weekdays: OptionSet, Hashable, Sendable {
    package var rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let monday = Weekdays(rawValue: 1)
    package static let tuesday = Weekdays(rawValue: 2)
    package static let wednesday = Weekdays(rawValue: 4)
    package static let thursday = Weekdays(rawValue: 8)
    package static let friday = Weekdays(rawValue: 16)
    package static let saturday = Weekdays(rawValue: 32)
    package static let sunday = Weekdays(rawValue: 64)
    package static let mondayToFriday: Weekdays = [.monday, .tuesday, .wednesday, .thursday, .friday]
    package static let all: Weekdays = [.mondayToFriday, .saturday, .sunday]

    /// The day that begins `dayNumber` days after 1970-01-01, a Thursday.
    init(dayNumber: Int64) { self.init(rawValue: 1 << UInt8(((dayNumber + 3) % 7 + 7) % 7)) }
}

/// Hours that repeat every week, on certain days, in UTC. The start is included, the end is not.
package struct WeeklyHours: Hashable, Sendable {
    /// In minutes after midnight.
    package var start: Int
    /// In minutes after midnight. If it is not after ``start``, the hours end on the next day.
    package var end: Int
    /// The days on which the hours begin.
    package var days: Weekdays

    package init(start: Int, end: Int, days: Weekdays = .all) { (self.start, self.end, self.days) = (start, end, days) }

    package func contains(_ instant: Instant) -> Bool {
        let (day, minute) = Self.place(of: instant)
        if start < end { return minute >= start && minute < end && days.contains(Weekdays(dayNumber: day)) }
        return (minute >= start && days.contains(Weekdays(dayNumber: day)))
            || (minute < end && days.contains(Weekdays(dayNumber: day - 1)))
    }

    /// The instants after `now` at which the hours begin or end, within about eight days, unordered.
    func edges(after now: Instant) -> [Instant] {
        let today = Self.place(of: now).day
        var edges: [Instant] = []
        for day in (today - 1)...(today + 8) where days.contains(Weekdays(dayNumber: day)) {
            for minute in [start, start < end ? end : end + Self.minutesOfDay] {
                edges.append(Instant(unixMilliseconds: (day * Int64(Self.minutesOfDay) + Int64(minute)) * 60_000))
            }
        }
        return edges.filter { $0 > now }
    }

    private static let minutesOfDay = 1_440

    /// The number of the day since the epoch, and the minute of the day.
    private static func place(of instant: Instant) -> (day: Int64, minute: Int) {
        let nanosecondsOfDay: Int64 = 86_400_000_000_000
        let rest = instant.nanoseconds % nanosecondsOfDay
        let (day, inDay) =
            rest < 0
            ? (instant.nanoseconds / nanosecondsOfDay - 1, rest + nanosecondsOfDay) : (instant.nanoseconds / nanosecondsOfDay, rest)
        return (day, Int(inDay / 60_000_000_000))
    }
}
