import BatchCore
import Testing

@Suite("The settings of a run")
struct RunSettingsTests {
    private static let full = RunSettings(
        provider: "deepseek", baseURL: "https://api.deepseek.com", model: "deepseek-chat", streams: true,
        reasoningHistory: .keepWithTools, fallback: "openrouter/a/b", maxAttempts: 7, requestsPerMinute: 60, tokensPerMinute: 90_000,
        profilesFile: "providers.json", pricesFile: "my \"prices\".json", budget: Dollars(picodollars: 2_500_000_000_001),
        waitsForCheapHours: true)

    @Test("are read as they were written", arguments: [full, RunSettings()])
    func roundTrip(settings: RunSettings) {
        #expect(RunSettings(json: settings.json) == settings)
    }

    @Test("have every member in their JSON, under the names that state files have")
    func names() {
        for settings in [Self.full, RunSettings()] {
            let names = settings.json.root.members.map(\.name)
            #expect(
                names == [
                    "provider", "base_url", "model", "stream", "reasoning_history", "fallback", "max_attempts", "requests_per_minute",
                    "tokens_per_minute", "providers", "prices", "budget_usd", "off_peak",
                ])
        }
        #expect(Self.full.json.description.contains(#""budget_usd":2.500000000001,"off_peak":true"#))
    }

    @Test(
        "leave out what is missing or unknown",
        arguments: ["{}", "[]", "null", #"{"model":7,"stream":"yes","reasoning_history":"later","max_attempts":"2","budget_usd":null}"#])
    func tolerance(text: String) throws {
        #expect(try RunSettings(json: JSONText(validating: text)) == RunSettings())
    }
}
