import BatchCore
import Testing

@Suite("The catalog of providers")
struct ProviderCatalogTests {
    private func catalog(_ text: String) throws -> ProviderCatalog {
        try ProfileFile.read(Array(text.utf8), onto: .builtIn, path: "p.json")
    }

    private let now = CivilTime(year: 2026, month: 11, day: 20, hour: 20).instant

    private func input(_ list: PriceList, _ provider: String, _ model: String) -> Int64? {
        list.price(provider: provider, model: model, at: now)?.rate(at: now).input
    }

    @Test("knows only the built-in providers by name")
    func builtIn() {
        #expect(ProviderCatalog.builtIn.names == Provider.all.map(\.name))
        #expect(ProviderCatalog.builtIn.named("deepseek")?.title == "DeepSeek")
        #expect(ProviderCatalog.builtIn.named("deepsek") == nil)
        #expect(input(ProviderCatalog.builtIn.prices(), "deepseek", "deepseek-flash") == 150_000)
    }

    @Test("has the user's prices before a profile's, and a profile's before those that it takes over")
    func prices() throws {
        let catalog = try catalog(
            """
            {"providers": {
              "deepseek": {"prices": [{"model": "deepseek-flash", "input": 7, "output": 8}]},
              "b": {"like": "deepseek", "key_env": "B", "prices": [{"model": "deepseek-v4-pro", "input": 9, "output": 9}]},
              "c": {"like": "b"}
            }}
            """)
        let list = catalog.prices()
        #expect(input(list, "deepseek", "deepseek-flash") == 7_000_000)
        #expect(input(list, "deepseek", "deepseek-v4-pro") == 660_000)
        #expect(input(list, "b", "deepseek-flash") == 7_000_000)
        #expect(input(list, "b", "deepseek-v4-pro") == 9_000_000)
        #expect(input(list, "c", "deepseek-v4-pro") == 9_000_000)
        #expect(input(list, "c", "deepseek-v4-flash") == 150_000)
        let own = Price(provider: "b", models: ["deepseek-v4-pro"], rate: TokenRate(cachedInput: 1, input: 1, output: 1))
        #expect(input(catalog.prices(own: [own]), "b", "deepseek-v4-pro") == 1)
        #expect(input(catalog.prices(own: [own]), "c", "deepseek-v4-pro") == 9_000_000)
    }

    @Test("does not guess prices of another server, even if it inherits from one with prices")
    func pricesOfAnotherServer() throws {
        let list = try catalog(#"{"providers":{"reseller":{"like":"deepseek","base_url":"https://reseller.example/v1"}}}"#).prices()
        #expect(input(list, "reseller", "deepseek-flash") == nil)
        // No prices are known of a proxy before the same provider.
        let proxied = try catalog(#"{"providers":{"deepseek":{"base_url":"https://proxy.example/v1"}}}"#).prices()
        #expect(input(proxied, "deepseek", "deepseek-flash") == 150_000)
    }

    @Test("keeps a provider's rules of models wherever it is copied to")
    func family() throws {
        let b = try #require(try catalog(#"{"providers":{"b":{"like":"deepseek"}}}"#).named("b"))
        let job = try JobLine(Array(#"{"turns":["x"],"params":{"logprobs":true}}"#.utf8), line: 1).job
        #expect(RequestReview(provider: b, model: "deepseek-reasoner", streams: false).remarks(on: job).count == 1)
        #expect(
            RequestReview(provider: b, model: "deepseek-reasoner", streams: false).remarks(on: job)
                == RequestReview(provider: .deepseek, model: "deepseek-reasoner", streams: false).remarks(on: job))
    }

    @Test("If a provider cannot serve a job, a profile that can is named")
    func review() throws {
        let catalog = try catalog(#"{"providers":{"lab":{"base_url":"http://h/v1","quirks":{"fim":true}}}}"#)
        let job = try JobLine(Array(#"{"api":"fim","turns":[{"prompt":"x","suffix":"y"}]}"#.utf8), line: 1).job
        let remarks = RequestReview(provider: .together, model: "m", streams: false, others: catalog.providers).remarks(on: job)
        #expect(remarks.first?.hint?.text.hasSuffix("such as \"deepseek\", \"openai\", \"ollama\", \"simulated\" or \"lab\"") == true)
    }
}
