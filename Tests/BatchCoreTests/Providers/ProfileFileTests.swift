import Foundation
import TestSupport
import Testing

@testable import BatchCore

@Suite("A profile file")
struct ProfileFileTests {
    private func catalog(_ text: String, onto catalog: ProviderCatalog = .builtIn) throws -> ProviderCatalog {
        try ProfileFile.read(Array(text.utf8), onto: catalog, path: "p.json")
    }

    /// The provider of a file with one profile with these members.
    private func provider(_ members: String, name: String = "lab") throws -> Provider {
        try #require(try catalog("{\"providers\":{\"\(name)\":{\(members)}}}").named(name))
    }

    private static let place = #""base_url":"http://10.0.0.5:8000/v1""#

    @Test("with only a base URL describes any server of the chat completions API")
    func least() throws {
        let catalog = try catalog("{\"providers\":{\"lab\":{\(Self.place)}}}")
        let lab = try #require(catalog.entry("lab"))
        let custom = Provider.custom(baseURL: "http://10.0.0.5:8000/v1")
        #expect(lab.origin == .file("p.json"))
        #expect((lab.provider.name, lab.provider.title, lab.provider.family) == ("lab", "lab", "custom"))
        #expect(lab.provider.baseURL == custom.baseURL)
        #expect(lab.provider.keyVariable == nil && lab.provider.splitsThinkTags && lab.provider.takesStreamOptions)
        #expect(catalog.names == ProviderCatalog.builtIn.names + ["lab"])
        #expect(catalog.entry("deepseek")?.origin == .builtIn)
    }

    @Test("has a member for all that is known of a provider")
    func everyMember() throws {
        let lab = try provider(
            """
            "title": "Lab vLLM", "base_url": "https://lab.example/v1", "key_env": "LAB_KEY", "default_model": "qwen3",
            "headers": {"X-Team": "eval"},
            "limits": {"concurrency": 32, "rpm": 600, "tpm": 100000,
                "ceilings": [{"model_prefix": "qwen", "concurrency": 8}, {"model_prefix": "", "concurrency": 4}]},
            "deadlines": {"connect": "250ms", "idle": "1h30m", "attempt": "2h"},
            "prices": [{"model": "qwen3", "input": 1, "output": 2}],
            "quirks": {"reasoning_member": "reasoning", "think_tags": false, "reasoning_details": true, "stream_options": false,
                "prefix": true, "repeats_prefix": true, "completions": true, "fim": true, "beta_path": "/beta",
                "sessions": {"headers": ["x-session"], "members": ["session"], "metadata": ["session_id"]},
                "responses": "documented", "cost": {"header": "X-Cost"}},
            "errors": [{"status": "420-421", "marker": ["Calm", "down"], "code": "calm", "title": "Calm", "handling": "throttle",
                "meaning": "Busy.", "advice": "Wait."}],
            "pages": {"models": "/models", "balance": "/balance", "unlisted_models": ["qwen2"]},
            "documentation": "https://lab.example/docs"
            """)
        #expect((lab.title, lab.baseURL, lab.keyVariable, lab.defaultModel) == ("Lab vLLM", "https://lab.example/v1", "LAB_KEY", "qwen3"))
        #expect(lab.extraHeaders.map { "\($0.name): \($0.value)" } == ["X-Team: eval"])
        #expect(lab.limits == ProviderLimits(concurrency: 32, requestsPerMinute: 600, tokensPerMinute: 100_000))
        #expect([lab.concurrencyCeiling(for: "qwen3"), lab.concurrencyCeiling(for: "llama")] == [8, 4])
        #expect(lab.deadlines == Deadlines(connect: .milliseconds(250), idle: .seconds(5_400), attempt: .seconds(7_200)))
        #expect(
            lab.reasoningMember == .reasoning && lab.echoesReasoningDetails && lab.completesPrefixes && lab.repeatsPrefixes)
        #expect(lab.completesTexts && lab.fillsGaps)
        #expect(!lab.splitsThinkTags && !lab.takesStreamOptions)
        #expect((lab.betaPath, lab.responses, lab.costReport) == ("/beta", .documented, CostReport(header: "x-cost")))
        #expect(lab.sessions == SessionNames(headers: ["x-session"], members: ["session"], metadataMembers: ["session_id"]))
        #expect(lab.pages == ProviderPages(models: "/models", balance: "/balance", unlistedModels: ["qwen2"]))
        #expect(lab.documentation == "https://lab.example/docs")
        let error = try #require(lab.errors.entry(status: 421, text: "CALM, please"))
        #expect((error.statuses, error.marker, error.code, error.title) == (420...421, "calm|down", "calm", "Calm"))
        #expect((error.meaning, error.handling, error.advice.text) == ("Busy.", .throttle, "Wait."))
        #expect(lab.errors.entries.count == 1)
    }

    @Test("reaches every property of a provider: a new one needs a member, or a word here why it needs none")
    func properties() {
        let reached = [
            "name", "family", "title", "baseURL", "keyVariable", "defaultModel", "errors", "concurrencyCeilings", "limits", "deadlines",
            "costReport", "takesStreamOptions", "betaPath", "completesPrefixes", "repeatsPrefixes", "completesTexts", "fillsGaps",
            "reasoningMember", "splitsThinkTags", "echoesReasoningDetails", "sessions", "responses", "extraHeaders",
            "pages", "documentation",
        ]
        #expect(Set(Mirror(reflecting: Provider.deepseek).children.compactMap(\.label)) == Set(reached))
    }

    @Test("inherits from its provider member by member")
    func like() throws {
        let gateway = try provider(
            #""like":"litellm","base_url":"https://llm.example/v1","headers":{"x-team":"a"},"deadlines":{"idle":"1m"}"#
                + #","quirks":{"prefix":true}"#)
        #expect((gateway.family, gateway.title, gateway.keyVariable) == ("litellm", "lab", "LITELLM_API_KEY"))
        #expect(gateway.extraHeaders.map(\.name) == ["x-litellm-num-retries", "x-team"])
        #expect(gateway.deadlines == Deadlines(idle: .seconds(60)))
        #expect(gateway.completesPrefixes && gateway.takesStreamOptions && gateway.sessions == Provider.litellm.sessions)
        #expect(gateway.errors.entries.map(\.title) == Provider.litellm.errors.entries.map(\.title))
    }

    @Test("inherits from the provider at its host if it does not name one")
    func host() throws {
        let router = try provider(#""base_url":"https://openrouter.ai/api/v1/","key_env":"ROUTER_B""#)
        #expect((router.family, router.title, router.keyVariable) == ("openrouter", "lab", "ROUTER_B"))
        #expect(router.costReport == Provider.openrouter.costReport)
        #expect(try provider(#""base_url":"https://openrouter.ai/api/v1","like":null"#).family == "custom")
    }

    @Test("removes inherited values with null")
    func null() throws {
        let lab = try provider(
            """
            "like": "deepseek", "base_url": "http://10.0.0.5/v1", "key_env": null, "default_model": null, "limits": {"ceilings": []},
            "quirks": {"beta_path": null, "responses": null, "sessions": null, "cost": null},
            "pages": {"models": null, "balance": null, "unlisted_models": null}
            """)
        #expect(lab.keyVariable == nil && lab.defaultModel == nil && lab.betaPath == nil && lab.responses == nil)
        #expect(lab.concurrencyCeilings.isEmpty && lab.pages == ProviderPages())
        let both = try provider(#""quirks":{"cost":{"usage":"cost","header":"X-Cost"}},"base_url":"https://x.example/v1""#)
        #expect(both.costReport == CostReport(header: "x-cost", usageMember: "cost"))
        let gateway = try provider(#""like":"litellm","headers":{"X-LiteLLM-Num-Retries":null},"quirks":{"cost":null,"sessions":null}"#)
        #expect(gateway.extraHeaders.isEmpty && gateway.costReport == nil && gateway.sessions == nil)
        #expect(try provider(#""like":null,"base_url":"http://10.0.0.5/v1""#, name: "deepseek").family == "custom")
    }

    @Test("changes a built-in provider, which keeps the rest and its place")
    func builtIn() throws {
        let catalog = try catalog(#"{"providers":{"together":{"limits":{"rpm":60}}}}"#)
        let together = try #require(catalog.named("together"))
        #expect(catalog.names == ProviderCatalog.builtIn.names)
        #expect((together.title, together.baseURL, together.family) == ("Together.ai", Provider.together.baseURL, "together"))
        #expect(together.limits == ProviderLimits(requestsPerMinute: 60))
        #expect(together.errors.entries.count == Provider.together.errors.entries.count)
    }

    @Test("may inherit from any earlier profile")
    func chain() throws {
        let catalog = try catalog(
            """
            {"providers": {
              "a": {"like": "deepseek", "limits": {"rpm": 10, "tpm": 20}, "headers": {"x-a": "1"}},
              "b": {"like": "a", "base_url": "http://10.0.0.6/v1", "limits": {"rpm": null}, "headers": {"X-A": "2", "x-b": "3"}},
              "c": {"like": "custom", "base_url": "http://10.0.0.7/v1"}
            }}
            """)
        let b = try #require(catalog.named("b"))
        #expect((b.family, b.title) == ("deepseek", "b"))
        #expect(b.limits == ProviderLimits(tokensPerMinute: 20))
        #expect(b.extraHeaders.map { "\($0.name): \($0.value)" } == ["X-A: 2", "x-b: 3"])
        #expect(catalog.named("c")?.family == "custom")
    }

    @Test("overrides an earlier file, and can still inherit from it")
    func twoFiles() throws {
        let home = try catalog(
            #"{"providers":{"lab":{"base_url":"http://a/v1","title":"Old","limits":{"rpm":1}},"deepseek":{"limits":{"rpm":2}}}}"#)
        let replaced = try catalog(#"{"providers":{"lab":{"base_url":"http://b/v1"},"deepseek":{"title":"Mine"}}}"#, onto: home)
        #expect(replaced.named("lab")?.title == "lab" && replaced.named("lab")?.limits == ProviderLimits())
        #expect(replaced.named("deepseek")?.title == "Mine" && replaced.named("deepseek")?.limits == ProviderLimits())
        let extended = try catalog(#"{"providers":{"lab":{"like":"lab","title":"New"}}}"#, onto: home)
        let lab = try #require(extended.named("lab"))
        #expect((lab.title, lab.baseURL, lab.limits.requestsPerMinute) == ("New", "http://a/v1", 1))
        #expect(extended.named("deepseek")?.limits.requestsPerMinute == 2)
    }

    @Test("puts its errors before those that it takes over, or in their places")
    func errors() throws {
        func error(_ members: String) -> String { #"{"code":"mine","title":"Mine","handling":"throttle","meaning":"M."\#(members)}"# }
        let lab = try provider(
            #""like":"deepseek","key_env":"KEY_B","errors":["#
                + [#","status":503"#, #","status":400,"marker":"Wait a bit""#].map(error).joined(separator: ",") + "]")
        let others = Provider.deepseek.errors.entries.filter { $0.statuses != 503...503 }
        #expect(lab.errors.entries.map(\.title) == ["Mine", "Mine"] + others.map(\.title))
        #expect(lab.errors.entry(status: 503, text: "")?.code == "mine")
        #expect(lab.errors.entry(status: 400, text: "please WAIT A BIT")?.code == "mine")
        #expect(lab.errors.entry(status: 400, text: "no")?.code == "invalid_request")
        // Advice on a refused key names the variable of this account's key.
        let advice = try #require(lab.errors.entry(status: 401, text: "")?.advice.text)
        #expect(advice.hasPrefix("Set KEY_B to a key"))
    }

    @Test("has advice for errors that say none")
    func advice() throws {
        for handling in ErrorEntry.Handling.allCases {
            let lab = try provider(
                Self.place + #","errors":[{"status":400,"code":"c","title":"T","meaning":"M.","handling":"\#(handling.rawValue)"}]"#)
            let advice = try #require(lab.errors.entries.first?.advice.text)
            #expect(advice.hasSuffix(".") && (handling != .stop || advice.contains("resume the run")))
        }
    }

    @Test("that the documentation shows is one, and its tables are those of the code")
    func documented() throws {
        let page = try String(contentsOf: ProjectFolder.url("docs/provider-profiles.md"), encoding: .utf8)
        let examples = page.components(separatedBy: "```json\n").dropFirst().compactMap { $0.components(separatedBy: "```").first }
        #expect(examples.count == 2)
        for example in examples { _ = try catalog(example) }
        func expectTable<Whole>(_ fields: [ProfileField<Whole>]) {
            let rows = fields.map { "| `\($0.name)` | \($0.doc) |" }.joined(separator: "\n")
            #expect(page.contains("| member | meaning |\n| --- | --- |\n\(rows)\n\n"))
        }
        expectTable(Profile.fields)
        expectTable(Provider.quirkFields)
        expectTable(Provider.limitFields)
        expectTable(Deadlines.fields)
        expectTable(SessionNames.fields)
        expectTable(CostReport.fields)
        expectTable(ErrorDraft.fields)
        expectTable(ProviderPages.fields)
        for field in CeilingDraft.fields { #expect(page.contains("\"\(field.name)\"")) }
        for handling in ErrorEntry.Handling.allCases { #expect(page.contains("`\"\(handling.rawValue)\"`")) }
    }

    @Test("the example's")
    func example() throws {
        let bytes = [UInt8](try Data(contentsOf: ProjectFolder.url("examples/providers.json")))
        let catalog = try ProfileFile.read(bytes, onto: .builtIn, path: "providers.json")
        #expect(catalog.names == ProviderCatalog.builtIn.names + ["deepseek-b", "lab", "lab-night", "gateway"])
        #expect(catalog.named("deepseek")?.limits.concurrency == 400)
        #expect(catalog.named("deepseek-b")?.keyVariable == "DEEPSEEK_API_KEY_B")
        let night = try #require(catalog.named("lab-night"))
        #expect(night.limits == ProviderLimits(concurrency: 256))
        #expect(night.family == "vllm" && night.reasoningMember == .reasoning && !night.splitsThinkTags && night.responses == nil)
        #expect(night.errors.entries.map(\.code).starts(with: ["nightly_training", "adapter_not_found", "invalid_request"]))
        #expect(night.pages == ProviderPages(models: "/models", unlistedModels: []))
        #expect(catalog.named("gateway")?.sessions == SessionNames(headers: ["x-conversation"], metadataMembers: ["session_id"]))
        let now = CivilTime(year: 2026, month: 11, day: 20).instant
        #expect(catalog.prices().price(provider: "deepseek-b", model: "deepseek-flash", at: now)?.provider == "deepseek-b")
        #expect(catalog.prices().price(provider: "lab", model: "qwen3-32b", at: now)?.rate.output == 0)
        #expect(catalog.prices().price(provider: "lab-night", model: "qwen3-32b", at: now) == nil)
    }
}
