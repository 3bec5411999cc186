import BatchEngine
import Testing

@Suite("Providers as data")
struct ProviderTests {
    @Test("each is found by its name, and nothing else is")
    func names() {
        #expect(Provider.all.map(\.name) == ["deepseek", "together", "litellm", "openai", "simulated"])
        for provider in Provider.all { #expect(Provider.named(provider.name)?.title == provider.title) }
        #expect(Provider.named("deepsek") == nil)
        #expect(NearestName.of("deepsek", in: Provider.all.map(\.name)) == "deepseek")
    }

    @Test("where they are and which variable holds the key")
    func places() {
        #expect(
            Provider.all.map(\.baseURL) == [
                "https://api.deepseek.com", "https://api.together.xyz/v1", "http://127.0.0.1:4000/v1", "https://api.openai.com/v1", "",
            ])
        #expect(Provider.all.map(\.keyVariable) == ["DEEPSEEK_API_KEY", "TOGETHER_API_KEY", "LITELLM_API_KEY", "OPENAI_API_KEY", nil])
        #expect(Provider.all.map(\.defaultModel) == ["deepseek-flash", nil, nil, nil, "simulated-chat"])
        let custom = Provider.custom(baseURL: "http://127.0.0.1:8080/v1")
        #expect((custom.name, custom.baseURL, custom.keyVariable) == ("custom", "http://127.0.0.1:8080/v1", nil))
    }

    @Test(
        "DeepSeek's ceilings by model",
        arguments: [("deepseek-v4-pro", 500), ("deepseek-flash", 2_500), ("deepseek-v4-flash-vision-exp", 2_500), ("other", nil)]
            as [(String, Int?)])
    func ceilings(model: String, expected: Int?) {
        #expect(Provider.deepseek.concurrencyCeiling(for: model) == expected)
        #expect(Provider.together.concurrencyCeiling(for: model) == nil)
    }

    @Test("every error is told in full, and its markers can match", arguments: Provider.all.map(\.name) + ["custom"])
    func tables(name: String) {
        let table = Provider.named(name)?.errors ?? .common
        for entry in table.entries {
            #expect(!entry.title.isEmpty && entry.meaning.hasSuffix(".") && entry.advice.hasSuffix("."), "\(entry.title)")
            #expect(entry.code.allSatisfy { $0.isLowercase || $0 == "_" }, "\(entry.code)")
            #expect(entry.marker == entry.marker?.lowercased(), "\(entry.title)")
            #expect(entry.handling != .stop || entry.advice.contains("run the same command again"), "\(entry.title)")
        }
    }

    @Test("no entry is hidden behind another", arguments: Provider.all.map(\.name) + ["custom"])
    func reachable(name: String) {
        let table = Provider.named(name)?.errors ?? .common
        for entry in table.entries {
            let text = entry.marker.map { String($0.prefix { $0 != "|" }) } ?? ""
            #expect(entry.statuses.contains { table.entry(status: $0, text: text)?.title == entry.title }, "\(entry.title)")
        }
    }

    @Test("every documented status is in the table")
    func documented() {
        func statuses(_ provider: Provider) -> [Int] {
            Set(provider.errors.entries.filter { $0.marker == nil }.map(\.statuses.lowerBound)).sorted()
        }
        #expect(statuses(.deepseek) == [400, 401, 402, 422, 429, 500, 503])
        #expect(statuses(.together) == [400, 401, 402, 403, 404, 429, 500, 503, 504])
        #expect(statuses(.litellm) == [400, 401, 403, 404, 408, 422, 429, 500, 503])
        #expect(statuses(.openai) == [400, 401, 403, 404, 429, 500, 503])
    }

    @Test("the simulated provider errs as DeepSeek does")
    func simulated() {
        #expect(Provider.simulated.errors.entries.map(\.title) == Provider.deepseek.errors.entries.map(\.title))
    }
}
