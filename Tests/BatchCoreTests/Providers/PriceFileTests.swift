@testable import BatchCore
import Foundation
import Testing

@Suite("A user's price file")
struct PriceFileTests {
    private func faults(_ text: String) -> [String] {
        do {
            _ = try PriceFile.read(Array(text.utf8))
            return []
        } catch {
            return error.faults.map(\.description)
        }
    }

    /// The faults of a file with one price of these members.
    private func faults(ofPrice members: String) -> [String] {
        faults("{\"prices\":[{\(members)}]}").map { $0.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? $0 }
    }

    private static let whole: String = #""provider":"custom","model":"m","input":1,"output":2"#

    @Test("gives prices with names, dates, rates and hours")
    func complete() throws {
        let text = """
            {"prices": [
              {"provider": "litellm", "model": "fast", "aliases": ["fast", "quick"], "from": "2026-11-01T00:00:00+01:00",
               "input": 0.15, "cached_input": 3e-3, "output": 0.6, "counted_at": "completed",
               "hours": [{"utc": "16:30-00:30", "days": ["mon", "sun"], "input": 0.3, "output": 1.2}]},
              {"provider": "custom", "model": "qwen", "from": null, "until": "2027-01-01T00:00:00Z", "input": 0, "output": 0.000001}
            ]}
            """
        let prices = try PriceFile.read(Array(text.utf8))
        let hours = Price.Hours(
            WeeklyHours(start: 990, end: 30, days: [.monday, .sunday]),
            TokenRate(cachedInput: 300_000, input: 300_000, output: 1_200_000))
        #expect(
            prices == [
                Price(
                    provider: "litellm", models: ["fast", "quick"], from: CivilTime(year: 2026, month: 10, day: 31, hour: 23).instant,
                    rate: TokenRate(cachedInput: 3_000, input: 150_000, output: 600_000), hours: [hours], decisive: .completed),
                Price(
                    provider: "custom", models: ["qwen"], until: CivilTime(year: 2027, month: 1, day: 1).instant,
                    rate: TokenRate(cachedInput: 0, input: 0, output: 1)),
            ])
    }

    @Test("that the documentation shows is one")
    func documented() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/prices.md"), encoding: .utf8)
        let examples = page.split(separator: "```json\n").dropFirst().map { $0.prefix { $0 != "`" } }
        #expect(!examples.isEmpty)
        for example in examples { #expect(try !PriceFile.read(Array(example.utf8)).isEmpty) }
    }

    @Test("is refused with every fault, with line and column")
    func places() {
        #expect(
            faults("{\"prices\": [\n  {\"provider\": \"custom\", \"model\": \"m\", \"imput\": 1,\n   \"output\": \"2\"}\n]}") == [
                "line 2, column 40: unknown member \"imput\"; did you mean \"input\"?",
                "line 3, column 14: \"output\" must be a number of dollars for a million tokens, and this is a string",
            ])
        #expect(faults("{\"prices\":\n[") == ["line 2, column 2: this is no JSON: the text ends in the middle of a value"])
        #expect(faults("[]") == ["line 1, column 1: the file must be an object with the member \"prices\", and this is an array"])
        #expect(faults("{}") == ["line 1, column 1: the member \"prices\" is missing; it holds the prices, one for each model"])
        #expect(faults(#"{"prices":{}}"#) == ["line 1, column 11: \"prices\" must be an array of prices, and this is an object"])
        #expect(faults(#"{"prices":[1]}"#) == ["line 1, column 12: a price must be an object, and this is a number"])
        #expect(faults(#"{"price":[],"prices":[]}"#) == ["line 1, column 2: unknown member \"price\"; did you mean \"prices\"?"])
    }

    @Test(
        "is refused if a value is invalid",
        arguments: [
            (#""provider":"custom","input":1,"output":2"#, "the member \"model\" is missing"),
            (#""model":"m","input":1,"output":2"#, "the member \"provider\" is missing"),
            (#""provider":"custom","model":"m","output":2"#, "the member \"input\" is missing"),
            (#""provider":"custom","model":"m","input":2"#, "the member \"output\" is missing"),
            (whole + #","provider":"openai""#, "the member \"provider\" stands twice"),
            (#""provider":"deepseak","model":"m","input":1,"output":2"#, "there is no provider \"deepseak\"; did you mean \"deepseek\"?"),
            (
                #""provider":"acme","model":"m","input":1,"output":2"#,
                "there is no provider \"acme\"; known are deepseek, together, litellm, openai, openrouter, groq, "
                    + "mistral, fireworks, vllm, sglang, llamacpp, ollama, transformers, simulated, custom"
            ),
            (
                #""provider":"custom","model":"","input":1,"output":2"#,
                "\"model\" must be a string that says something, and this is a string"
            ),
            (whole + #","aliases":"x""#, "\"aliases\" must be an array of strings, and this is a string"),
            (whole + #","aliases":[1]"#, "\"aliases\" must be a string that says something, and this is a number"),
            (whole + #","from":"yesterday""#, "\"from\" must be a time such as \"2026-11-20T16:00:00Z\""),
            (
                whole + #","from":"2027-01-01T00:00:00Z","until":"2027-01-01T00:00:00Z""#,
                "the price ends (\"until\") before it begins (\"from\")"
            ),
            (whole + #","until":"soon""#, "\"until\" must be a time such as \"2026-11-20T16:00:00Z\""),
            (whole + #","cached_input":-0.1"#, "\"cached_input\" must lie between 0 and 1000000 dollars for a million tokens"),
            (whole + #","cached_input":1e7"#, "\"cached_input\" must lie between 0 and 1000000 dollars for a million tokens"),
            (
                whole + #","cached_input":0.0000015"#,
                "\"cached_input\" has more than six decimals; round it to a millionth of a dollar for a million tokens"
            ),
            (whole + #","counted_at":"noon""#, "\"counted_at\" must be \"sent\" or \"completed\""),
            (whole + #","hours":{}"#, "\"hours\" must be an array of hours, and this is an object"),
            (whole + #","hours":[1]"#, "an element of \"hours\" must be an object, and this is a number"),
            (whole + #","hours":[{"input":1,"output":2}]"#, "the member \"utc\" is missing"),
            (whole + #","hours":[{"utc":"1-4","input":1,"output":2}]"#, "\"utc\" must be hours such as \"16:30-00:30\""),
            (whole + #","hours":[{"utc":"01:00-24:01","input":1,"output":2}]"#, "\"utc\" must be hours such as \"16:30-00:30\""),
            (whole + #","hours":[{"utc":"24:00-01:00","input":1,"output":2}]"#, "\"utc\" must be hours such as \"16:30-00:30\""),
            (whole + #","hours":[{"utc":"01:00-01:00","input":1,"output":2}]"#, "\"utc\" must be hours such as \"16:30-00:30\""),
            (whole + #","hours":[{"utc":"01:60-02:00","input":1,"output":2}]"#, "\"utc\" must be hours such as \"16:30-00:30\""),
            (whole + #","hours":[{"utc":"01:00-02:00","output":2}]"#, "the member \"input\" is missing"),
            (
                whole + #","hours":[{"utc":"01:00-02:00","days":["monday"],"input":1,"output":2}]"#,
                "a day must be one of mon, tue, wed, thu, fri, sat, sun"
            ),
            (
                whole + #","hours":[{"utc":"01:00-02:00","days":[],"input":1,"output":2}]"#,
                "\"days\" must be an array of days that is not empty, and this is an array"
            ),
            (
                whole + #","hours":[{"utc":"01:00-24:00","day":["mon"],"input":1,"output":2}]"#,
                "unknown member \"day\"; did you mean \"days\"?"
            ),
        ])
    func values(members: String, message: String) { #expect(faults(ofPrice: members) == [message]) }

    @Test("may name the providers of a catalog")
    func profiles() throws {
        let profiles = Array(#"{"providers":{"lab":{"base_url":"http://h/v1"}}}"#.utf8)
        let catalog = try ProfileFile.read(profiles, onto: .builtIn, path: "p.json")
        let text = Array("{\"prices\":[{\(Self.whole.replacing("custom", with: "lab"))}]}".utf8)
        #expect(try PriceFile.read(text, of: catalog).map(\.provider) == ["lab"])
        #expect(throws: DocumentError.self) { try PriceFile.read(text) }
    }

    @Test("must not price a model twice from the same instant on")
    func twice() {
        let later = Self.whole + #","from":"2026-11-20T16:00:00Z""#
        #expect(faults("{\"prices\":[{\(Self.whole)},{\(later)}]}").isEmpty)
        #expect(
            faults("{\"prices\":[{\(Self.whole)},{\(Self.whole.replacing("\"m\"", with: "\"n\",\"aliases\":[\"m\"]"))}]}") == [
                "line 1, column 67: the model \"m\" of custom has another price from the same instant on"
            ])
    }
}
