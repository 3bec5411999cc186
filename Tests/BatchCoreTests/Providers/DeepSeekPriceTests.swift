@testable import BatchCore
import Testing

@Suite("The history of DeepSeek's prices")
struct DeepSeekPriceTests {
    /// A model, an instant, and the price of a million cached, other input and output tokens then; nil if it had no price.
    struct Row: Sendable, CustomTestStringConvertible {
        var model: String
        var time: String
        var rate: [String]?

        init(_ model: String, _ time: String, _ rate: String?) {
            (self.model, self.time, self.rate) = (model, time, rate?.split(separator: " ").map(String.init))
        }

        var testDescription: String { "\(model) at \(time)" }
    }

    private func rate(_ row: Row) throws -> [String]? {
        let instant = try #require(CivilTime(rfc3339: row.time)).instant
        return PriceList.builtIn.price(provider: "deepseek", model: row.model, at: instant).map { price in
            let rate = price.rate(at: instant)
            return [rate.cachedInput, rate.input, rate.output].map { Dollars(picodollars: $0 * 1_000_000).decimal }
        }
    }

    @Test(
        "V2 to V3.2, under the old names",
        arguments: [
            Row("deepseek-chat", "2024-08-01T23:59:59Z", nil), Row("deepseek-chat", "2024-08-02T00:00:00Z", "0.014 0.14 0.28"),
            Row("deepseek-coder", "2024-08-02T00:00:00Z", "0.014 0.14 0.28"), Row("deepseek-coder", "2025-02-08T00:00:00Z", nil),
            // V3 existed, at the price of V2.
            Row("deepseek-chat", "2025-01-10T00:00:00Z", "0.014 0.14 0.28"),
            Row("deepseek-chat", "2025-02-07T23:59:59Z", "0.014 0.14 0.28"), Row("deepseek-chat", "2025-02-08T00:00:00Z", "0.07 0.27 1.1"),
            Row("deepseek-reasoner", "2025-01-19T23:59:59Z", nil), Row("deepseek-reasoner", "2025-01-20T00:00:00Z", "0.14 0.55 2.19"),
            // The night rate.
            Row("deepseek-chat", "2025-02-25T20:00:00Z", "0.07 0.27 1.1"), Row("deepseek-chat", "2025-02-26T16:29:59Z", "0.07 0.27 1.1"),
            Row("deepseek-chat", "2025-02-26T16:30:00Z", "0.035 0.135 0.55"),
            Row("deepseek-reasoner", "2025-02-26T16:30:00Z", "0.035 0.135 0.55"),
            Row("deepseek-chat", "2025-02-27T00:29:59Z", "0.035 0.135 0.55"), Row("deepseek-chat", "2025-02-27T00:30:00Z", "0.07 0.27 1.1"),
            Row("deepseek-reasoner", "2025-02-27T00:30:00Z", "0.14 0.55 2.19"),
            Row("deepseek-reasoner", "2025-06-01T03:00:00Z", "0.14 0.55 2.19"),
            Row("deepseek-reasoner", "2025-06-01T17:00:00Z", "0.035 0.135 0.55"),
            // V3.1 ended it.
            Row("deepseek-chat", "2025-09-05T15:59:59Z", "0.07 0.27 1.1"), Row("deepseek-chat", "2025-09-05T16:00:00Z", "0.07 0.56 1.68"),
            Row("deepseek-reasoner", "2025-09-05T16:30:00Z", "0.07 0.56 1.68"),
            Row("deepseek-chat", "2025-09-29T00:00:00Z", "0.028 0.28 0.42"),
            Row("deepseek-reasoner", "2025-12-01T20:00:00Z", "0.028 0.28 0.42"),
            Row("deepseek-reasoner", "2026-04-23T23:59:59Z", "0.028 0.28 0.42"),
            // The old names stood for V4 Flash until they were retired.
            Row("deepseek-chat", "2026-04-24T00:00:00Z", "0.0028 0.14 0.28"),
            Row("deepseek-chat", "2026-07-24T15:58:59Z", "0.0028 0.14 0.28"),
            Row("deepseek-chat", "2026-07-24T15:59:00Z", nil), Row("deepseek-reasoner", "2026-11-21T00:00:00Z", nil),
        ])
    func oldNames(row: Row) throws { #expect(try rate(row) == row.rate) }

    @Test(
        "V4 and V4.1, at peaks and off them",
        arguments: [
            Row("deepseek-v4-flash", "2026-04-23T23:59:59Z", nil), Row("deepseek-v4-flash", "2026-04-24T00:00:00Z", "0.0028 0.14 0.28"),
            Row("deepseek-v4-pro", "2026-04-24T00:00:00Z", "0.003625 0.435 0.87"),
            Row("deepseek-v4-pro", "2026-08-16T15:59:59Z", "0.003625 0.435 0.87"),
            Row("deepseek-v4-pro", "2026-08-16T16:00:00Z", "0.022 0.66 1.98"),
            Row("deepseek-v4-flash", "2026-08-16T16:00:00Z", "0.007 0.22 0.66"),
            // Peaks every day at first; 2026-08-22 is a Saturday.
            Row("deepseek-v4-flash", "2026-08-17T00:59:59Z", "0.007 0.22 0.66"),
            Row("deepseek-v4-flash", "2026-08-17T01:00:00Z", "0.014 0.44 1.32"),
            Row("deepseek-v4-pro", "2026-08-17T03:59:59Z", "0.044 1.32 3.96"),
            Row("deepseek-v4-pro", "2026-08-17T04:00:00Z", "0.022 0.66 1.98"),
            Row("deepseek-v4-pro", "2026-08-22T06:00:00Z", "0.044 1.32 3.96"),
            Row("deepseek-v4-flash", "2026-08-22T09:59:59Z", "0.014 0.44 1.32"),
            Row("deepseek-v4-flash", "2026-08-22T10:00:00Z", "0.007 0.22 0.66"),
            // Then no more at weekends.
            Row("deepseek-v4-flash", "2026-08-23T06:00:00Z", "0.007 0.22 0.66"),
            Row("deepseek-v4-pro", "2026-08-29T02:00:00Z", "0.022 0.66 1.98"),
            Row("deepseek-v4-flash", "2026-08-24T06:00:00Z", "0.014 0.44 1.32"),
            Row("deepseek-v4-pro", "2026-08-24T01:00:00Z", "0.044 1.32 3.96"),
            Row("deepseek-flash", "2026-09-09T23:59:59Z", nil), Row("deepseek-v4-flash", "2026-09-09T23:59:59Z", "0.007 0.22 0.66"),
            Row("deepseek-flash", "2026-09-10T00:00:00Z", "0.003 0.15 0.6"), Row("deepseek-flash", "2026-09-10T01:00:00Z", "0.006 0.3 1.2"),
            // 2026-11-20 is a Friday.
            Row("deepseek-flash", "2026-11-20T09:59:59Z", "0.006 0.3 1.2"), Row("deepseek-flash", "2026-11-20T10:00:00Z", "0.003 0.15 0.6"),
            Row("deepseek-flash", "2026-11-21T02:00:00Z", "0.003 0.15 0.6"),
            Row("deepseek-flash", "2026-11-22T08:00:00Z", "0.003 0.15 0.6"),
            Row("deepseek-flash", "2026-11-23T01:00:00Z", "0.006 0.3 1.2"), Row("deepseek-flash", "2026-11-23T04:00:00Z", "0.003 0.15 0.6"),
            Row("deepseek-v4-pro", "2026-11-23T06:00:00Z", "0.044 1.32 3.96"),
            Row("deepseek-v4-pro", "2026-11-22T06:00:00Z", "0.022 0.66 1.98"),
            // Names that are billed as another model.
            Row("deepseek-v4-flash", "2026-11-23T01:00:00Z", "0.006 0.3 1.2"),
            Row("deepseek-v4-flash-vision-exp", "2026-11-23T00:00:00Z", "0.003 0.15 0.6"),
            Row("deepseek-v4-flash-vision-exp", "2026-09-01T00:00:00Z", nil), Row("deepseek-v5", "2026-11-23T00:00:00Z", nil),
        ])
    func currentNames(row: Row) throws { #expect(try rate(row) == row.rate) }

    @Test("each price is of a provider that is known, and cheap hours are among the hours of those that have some")
    func consistency() {
        for price in Price.ofDeepSeek {
            #expect(Provider.named(price.provider) != nil)
            #expect(price.from < price.until && !price.models.isEmpty)
            #expect(price.hasHours == !price.hours.isEmpty)
            #expect(price.rate.cachedInput < price.rate.input && price.rate.input < price.rate.output)
        }
    }
}
