@testable import BatchCore
import Testing

@Suite("Hours of the week")
struct WeeklyHoursTests {
    /// 2026-11-23 is a Monday.
    private func at(_ day: Int, _ hour: Int, _ minute: Int = 0, _ second: Int = 0, _ millisecond: Int = 0) -> Instant {
        CivilTime(year: 2026, month: 11, day: day, hour: hour, minute: minute, second: second, millisecond: millisecond).instant
    }

    @Test("hold from their first instant to the last before their end")
    func edges() {
        let hours = WeeklyHours(start: 60, end: 240)
        #expect(!hours.contains(at(23, 0, 59, 59, 999)))
        #expect(hours.contains(at(23, 1)))
        #expect(hours.contains(at(23, 3, 59, 59, 999)))
        #expect(!hours.contains(at(23, 4)))
        #expect(hours.contains(Instant(nanoseconds: at(23, 4).nanoseconds - 1)))
    }

    @Test("go over midnight, and belong to the day on which they begin")
    func midnight() {
        let daily = WeeklyHours(start: 16 * 60 + 30, end: 30)
        #expect(!daily.contains(at(23, 16, 29, 59)))
        #expect(daily.contains(at(23, 16, 30)))
        #expect(daily.contains(at(23, 23, 59, 59)))
        #expect(daily.contains(at(24, 0)))
        #expect(daily.contains(at(24, 0, 29, 59)))
        #expect(!daily.contains(at(24, 0, 30)))
        let friday = WeeklyHours(start: 16 * 60 + 30, end: 30, days: .friday)
        #expect(!friday.contains(at(27, 0, 10)))
        #expect(friday.contains(at(27, 20)))
        #expect(friday.contains(at(28, 0, 10)))
        #expect(!friday.contains(at(28, 20)))
    }

    @Test("know the days of the week, before 1970 too")
    func weekdays() {
        let days: [Weekdays] = [.monday, .tuesday, .wednesday, .thursday, .friday, .saturday, .sunday]
        for (place, day) in days.enumerated() {
            let noon = WeeklyHours(start: 720, end: 721, days: day)
            for other in 0..<7 { #expect(noon.contains(at(23 + other, 12)) == (other == place)) }
        }
        #expect(WeeklyHours(start: 720, end: 721, days: .wednesday).contains(CivilTime(year: 1969, month: 12, day: 31, hour: 12).instant))
        #expect(WeeklyHours(start: 0, end: 1_440, days: .thursday).contains(.epoch))
    }

    @Test("may last until midnight, or all day and night")
    func wholeDays() {
        #expect(WeeklyHours(start: 1_380, end: 1_440).contains(at(23, 23, 59, 59)))
        #expect(!WeeklyHours(start: 1_380, end: 1_440).contains(at(24, 0)))
    }

    @Test("tell their next edges")
    func nextEdges() {
        let hours = WeeklyHours(start: 60, end: 240, days: .mondayToFriday)
        #expect(hours.edges(after: at(23, 2)).min() == at(23, 4))
        #expect(hours.edges(after: at(27, 4)).min() == at(30, 1))
        #expect(WeeklyHours(start: 1_000, end: 30, days: .monday).edges(after: at(24, 0)).min() == at(24, 0, 30))
    }
}
