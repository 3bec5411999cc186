import BatchCore
import Testing

@Suite("Providers as data")
struct ProviderTests {
    @Test("each is found by its name, and nothing else is")
    func names() {
        #expect(
            Provider.all.map(\.name) == [
                "deepseek", "together", "litellm", "openai", "openrouter", "groq", "mistral", "fireworks", "vllm", "sglang", "llamacpp",
                "ollama", "transformers", "simulated",
            ])
        for provider in Provider.all { #expect(Provider.named(provider.name)?.title == provider.title) }
        #expect(Provider.named("deepsek") == nil)
        #expect(NearestName.of("deepsek", in: Provider.all.map(\.name)) == "deepseek")
    }

    @Test("base URLs and variables of keys")
    func places() {
        #expect(
            Provider.all.map(\.baseURL) == [
                "https://api.deepseek.com", "https://api.together.xyz/v1", "http://127.0.0.1:4000/v1", "https://api.openai.com/v1",
                "https://openrouter.ai/api/v1", "https://api.groq.com/openai/v1", "https://api.mistral.ai/v1",
                "https://api.fireworks.ai/inference/v1", "http://127.0.0.1:8000/v1", "http://127.0.0.1:30000/v1",
                "http://127.0.0.1:8080/v1", "http://127.0.0.1:11434/v1", "http://127.0.0.1:8000/v1", "",
            ])
        let hosted = ["DEEPSEEK", "TOGETHER", "LITELLM", "OPENAI", "OPENROUTER", "GROQ", "MISTRAL", "FIREWORKS"]
        #expect(Provider.all.compactMap(\.keyVariable) == hosted.map { $0 + "_API_KEY" })
        #expect(Provider.all.suffix(6).allSatisfy { $0.keyVariable == nil })
        #expect(Provider.all.compactMap(\.defaultModel) == ["deepseek-flash", "simulated-chat"])
        let custom = Provider.custom(baseURL: "http://127.0.0.1:8080/v1")
        #expect((custom.name, custom.baseURL, custom.keyVariable) == ("custom", "http://127.0.0.1:8080/v1", nil))
    }

    @Test(
        "a server is recognized by its host, whatever the rest of the URL is",
        arguments: [
            ("https://openrouter.ai/api/v1", "openrouter"), ("https://eu.openrouter.ai/api/v1/", "openrouter"),
            ("https://api.together.ai/v1", "together"), ("https://api.together.xyz", "together"), ("https://API.Groq.com/x", "groq"),
            ("https://eu.api.openai.com/v1", "openai"), ("https://user@api.mistral.ai:443/v1", "mistral"),
            ("https://api.deepseek.com/beta", "deepseek"), ("https://notopenrouter.ai/v1", "custom"),
            ("https://openrouter.ai.example/v1", "custom"), ("http://127.0.0.1:8000/v1", "custom"), ("http://localhost:4000", "custom"),
            ("https://thing.openai.azure.com/openai/v1", "custom"), ("", "custom"),
        ])
    func hosts(baseURL: String, expected: String) {
        let found = Provider.custom(baseURL: baseURL)
        #expect(found.name == expected)
        #expect(found.baseURL == baseURL)
    }

    @Test("the differences between servers, in one table")
    func quirks() {
        func names(_ has: (Provider) -> Bool) -> [String] { Provider.all.filter(has).map(\.name) }
        #expect(names { $0.takesStreamOptions } == ["deepseek", "litellm", "openai", "vllm", "sglang", "llamacpp", "ollama", "simulated"])
        #expect(names { $0.reasoningMember == .reasoning } == ["together", "openrouter", "groq", "vllm", "ollama"])
        #expect(names { !$0.splitsThinkTags } == ["deepseek", "openai", "simulated"])
        #expect(names { $0.completesPrefixes } == ["deepseek", "mistral", "simulated"])
        #expect(names { $0.fillsGaps } == ["deepseek", "openai", "ollama", "simulated"])
        let completing = [
            "deepseek", "together", "litellm", "openai", "openrouter", "fireworks", "vllm", "sglang", "llamacpp", "ollama", "simulated",
        ]
        #expect(names { $0.completesTexts || $0.fillsGaps } == completing)
        #expect(names { $0.repeatsPrefixes } == ["mistral"])
        #expect(names { $0.echoesReasoningDetails } == ["openrouter"])
        #expect(names { $0.sessions != nil } == ["litellm", "openrouter", "fireworks"])
        #expect(names { $0.responses == nil } == ["together"])
        #expect(names { $0.responses == .documented } == ["openai", "fireworks"])
        #expect(names { $0.responses == .unproven } == ["litellm", "vllm", "sglang", "simulated"])
        #expect(names { $0.costReport != nil } == ["litellm", "openrouter"])
        #expect(names { $0.pages.models == nil } == ["simulated"])
    }

    @Test(
        "DeepSeek's ceilings by model",
        arguments: [("deepseek-v4-pro", 500), ("deepseek-flash", 2_500), ("deepseek-v4-flash-vision-exp", 2_500), ("other", nil)]
            as [(String, Int?)])
    func ceilings(model: String, expected: Int?) {
        #expect(Provider.deepseek.concurrencyCeiling(for: model) == expected)
        #expect(Provider.together.concurrencyCeiling(for: model) == nil)
    }

    @Test("every error is complete, and its markers can match", arguments: Provider.all.map(\.name) + ["custom"])
    func tables(name: String) {
        let table = Provider.named(name)?.errors ?? .common
        for entry in table.entries {
            #expect(!entry.title.isEmpty && entry.meaning.hasSuffix(".") && entry.advice.text.hasSuffix("."), "\(entry.title)")
            #expect(entry.code.allSatisfy { $0.isLowercase || $0 == "_" }, "\(entry.code)")
            #expect(entry.marker == entry.marker?.lowercased(), "\(entry.title)")
            #expect(entry.handling != .stop || entry.advice.text.contains("resume the run"), "\(entry.title)")
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
        #expect(statuses(.litellm) == [400, 401, 402, 403, 404, 408, 422, 429, 500, 503])
        #expect(statuses(.openai) == [400, 401, 403, 404, 429, 500, 503])
        #expect(statuses(.openrouter) == [400, 401, 402, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504, 524, 529])
        #expect(statuses(.groq) == [400, 401, 403, 404, 413, 422, 424, 429, 498, 499, 500, 502, 503])
        #expect(statuses(.mistral) == [400, 401, 402, 403, 404, 422, 429, 500, 502, 503, 504])
        #expect(statuses(.fireworks) == [400, 401, 402, 403, 404, 405, 408, 412, 413, 429, 500, 502, 503, 504])
    }

    @Test("advice on failed jobs is known if their code alone decides")
    func advice() {
        #expect(Provider.litellm.errors.advice(onRejected: "reasoning_required")?.remedy == .reasoningHistory(.keep))
        #expect(Provider.deepseek.errors.advice(onRejected: "reasoning_required")?.text.contains("opening history") == true)
        #expect(Provider.openai.errors.advice(onRejected: "context_too_long")?.text.hasPrefix("Shorten") == true)
        #expect(Provider.openrouter.errors.advice(onRejected: "invalid_parameters") == nil, "several errors have this code")
        #expect(Provider.openai.errors.advice(onRejected: "server_error") == nil, "it was asked again, and there is nothing to change")
        #expect(Provider.openai.errors.advice(onRejected: "torn_reply") == nil)
        #expect(Provider.openai.errors.advice(onRejected: "idle_timeout")?.remedy == .idleTimeout, "the engine's own code")
    }

    @Test("the simulated provider errs as DeepSeek does")
    func simulated() {
        #expect(Provider.simulated.errors.entries.map(\.title) == Provider.deepseek.errors.entries.map(\.title))
    }
}
