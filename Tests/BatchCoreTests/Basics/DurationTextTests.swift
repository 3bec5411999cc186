import BatchCore
import Testing

@Suite("Durations as text")
struct DurationTextTests {
    @Test(
        "Durations are read as people and servers write them",
        arguments: [
            ("6m0s", .seconds(360)), ("1h30m", .seconds(5_400)), ("250ms", .milliseconds(250)), ("1.5s", .milliseconds(1_500)),
            ("30s", .seconds(30)), ("10m", .seconds(600)), ("2d", .seconds(172_800)), ("20", .seconds(20)), ("0.25", .milliseconds(250)),
            ("7us", .microseconds(7)), ("7µs", .microseconds(7)), ("9ns", .nanoseconds(9)), ("1m30s500ms", .milliseconds(90_500)),
            ("0", .zero), ("0s", .zero), ("8.2s", .milliseconds(8_200)), ("8.2ms", .microseconds(8_200)), ("8.2", .milliseconds(8_200)),
        ] as [(String, Duration)])
    func good(text: String, expected: Duration) {
        #expect(Duration(text: text) == expected)
    }

    @Test(
        "Texts that are no duration are refused",
        arguments: ["", " ", "s", "-5s", "+5s", "5 s", "5x", "1h30", "1..5s", ".", "1.2.3", "ms", "1e3", "٣s", "5s ", "inf", "nan", ".5s"])
    func bad(text: String) {
        #expect(Duration(text: text) == nil)
    }

    @Test(
        "A duration is written as options and files have it, and is read again",
        arguments: [
            (.milliseconds(1), "1ms"), (.milliseconds(1_500), "1500ms"), (.seconds(1), "1s"), (.seconds(90), "90s"), (.seconds(660), "11m"),
            (.seconds(5_400), "90m"), (.seconds(3_600), "1h"), (.seconds(90_000), "25h"),
        ] as [(Duration, String)])
    func plain(duration: Duration, text: String) {
        #expect(duration.plain == text)
        #expect(Duration(text: text) == duration)
    }

    @Test("A duration too long to count is held at the end")
    func huge() {
        let nines = String(repeating: "9", count: 400)
        #expect(Duration(text: nines)?.nanoseconds == .max)
        #expect(Duration(text: nines + "h")?.nanoseconds == .max)
        #expect(Duration.seconds(9_223_372_036.9).nanoseconds == .max)
        #expect(Duration.seconds(-9_223_372_036.9).nanoseconds == .min)
        #expect(Duration.seconds(Int64.max).nanoseconds == .max)
        #expect(Duration.seconds(Int64.min).nanoseconds == .min)
    }

    @Test(
        "Durations are written briefly",
        arguments: [
            (.milliseconds(850), "850ms"), (.milliseconds(12_345), "12.3s"), (.seconds(245), "4m05s"), (.seconds(7_800), "2h10m"),
            (.seconds(273_600), "3d04h"), (.zero, "0ms"), (.milliseconds(59_999), "59.9s"), (.seconds(60), "1m00s"),
        ] as [(Duration, String)])
    func brief(duration: Duration, text: String) {
        #expect(duration.brief == text)
    }
}
