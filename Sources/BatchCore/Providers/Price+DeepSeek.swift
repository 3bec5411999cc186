extension Price {
    /// DeepSeek's prices since 2024-08 (https://api-docs.deepseek.com/quick_start/pricing and the news pages of that site), in dollars per
    /// million tokens: cached input, other input, output. If only the day is known, it begins at 00:00 UTC.
    static let ofDeepSeek: [Price] = v2 + v3 + v4 + v4AtPeaks + flash

    private static func deepseek(
        _ models: String..., from: Instant, until: Instant = .distantFuture, _ rate: TokenRate, _ hours: [Hours] = [],
        decisive: DecisiveInstant = .sent
    ) -> Price {
        Price(provider: "deepseek", models: models, from: from, until: until, rate: rate, hours: hours, decisive: decisive)
    }

    private static func utc(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) -> Instant {
        CivilTime(year: year, month: month, day: day, hour: hour, minute: minute).instant
    }

    /// `deepseek-chat` kept this price while V3 was new. The later price of `deepseek-coder` is unknown.
    private static let v2 = [
        deepseek("deepseek-chat", "deepseek-coder", from: utc(2024, 8, 2), until: utc(2025, 2, 8), TokenRate(0.014, 0.14, 0.28))
    ]

    /// A night rate since 2025-02-26, decided by the time of completion, as the page says. It ended with V3.1.
    private static let v3 = [
        deepseek("deepseek-reasoner", from: utc(2025, 1, 20), TokenRate(0.14, 0.55, 2.19)),
        deepseek("deepseek-chat", from: utc(2025, 2, 8), TokenRate(0.07, 0.27, 1.10)),
        deepseek("deepseek-chat", from: utc(2025, 2, 26, 16, 30), TokenRate(0.07, 0.27, 1.10), night, decisive: .completed),
        deepseek("deepseek-reasoner", from: utc(2025, 2, 26, 16, 30), TokenRate(0.14, 0.55, 2.19), night, decisive: .completed),
        deepseek("deepseek-chat", "deepseek-reasoner", from: utc(2025, 9, 5, 16), TokenRate(0.07, 0.56, 1.68)),
        deepseek("deepseek-chat", "deepseek-reasoner", from: utc(2025, 9, 29), TokenRate(0.028, 0.28, 0.42)),
    ]

    private static let night = [
        Hours(WeeklyHours(start: 16 * 60 + 30, end: 30), TokenRate(0.035, 0.135, 0.55))
    ]

    /// The old names stood for V4 Flash until they were retired.
    private static let v4 = [
        deepseek(
            "deepseek-chat", "deepseek-reasoner", from: utc(2026, 4, 24), until: utc(2026, 7, 24, 15, 59), TokenRate(0.0028, 0.14, 0.28)),
        deepseek("deepseek-v4-flash", from: utc(2026, 4, 24), TokenRate(0.0028, 0.14, 0.28)),
        deepseek("deepseek-v4-pro", from: utc(2026, 4, 24), TokenRate(0.003625, 0.435, 0.87)),
    ]

    /// Double rates at peak hours: first every day, since 2026-08-23 from Monday to Friday.
    private static let v4AtPeaks = [
        deepseek("deepseek-v4-flash", from: utc(2026, 8, 16, 16), oldFlash, peaks(.all, oldFlash)),
        deepseek("deepseek-v4-pro", from: utc(2026, 8, 16, 16), pro, peaks(.all, pro)),
        deepseek("deepseek-v4-flash", from: utc(2026, 8, 23), oldFlash, peaks(.mondayToFriday, oldFlash)),
        deepseek("deepseek-v4-pro", from: utc(2026, 8, 23), pro, peaks(.mondayToFriday, pro)),
    ]

    private static let oldFlash = TokenRate(0.007, 0.22, 0.66)
    private static let pro = TokenRate(0.022, 0.66, 1.98)

    /// V4.1 Flash. The names of its predecessors are served and billed as this model.
    private static let flash = [
        deepseek(
            "deepseek-flash", "deepseek-v4-flash", "deepseek-v4-flash-vision-exp", from: utc(2026, 9, 10), newFlash,
            peaks(.mondayToFriday, newFlash))
    ]

    private static let newFlash = TokenRate(0.003, 0.15, 0.60)

    /// Double rates at 01:00–04:00 and 06:00–10:00 UTC. Public holidays in China are cheap all day. Those days are not known here, so the
    /// reported cost of such a day can be up to twice the real one.
    private static func peaks(_ days: Weekdays, _ rate: TokenRate) -> [Hours] {
        [(1, 4), (6, 10)].map { Hours(WeeklyHours(start: $0 * 60, end: $1 * 60, days: days), rate.doubled) }
    }
}
