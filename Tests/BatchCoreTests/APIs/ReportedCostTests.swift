import TestSupport
import Testing

@testable import BatchCore

@Suite("Costs that providers report")
struct ReportedCostTests {
    private func outcome(
        _ body: String, status: Int = 200, headers: [(name: String, value: String)] = [], provider: Provider = .litellm,
        baseURL: String? = nil
    ) -> Outcome {
        let wire = WireFormat(accounts: [Account(provider: provider, baseURL: baseURL, key: nil, model: "m")])
        let response = HTTPResponse(status: status, headers: headers, body: Array(body.utf8))
        return wire.outcome(of: response, account: AccountID(0), now: .epoch)
    }

    private func reply(usage: String = #"{"prompt_tokens":3,"completion_tokens":1,"cost":0.00014}"#) -> String {
        #"{"choices":[{"message":{"content":"fine"},"finish_reason":"stop"}],"usage":\#(usage)}"#
    }

    private let header = "X-LiteLLM-Response-Cost"

    @Test("LiteLLM reports it in a header", arguments: [("3.618e-06", 3_618_000), (" 0.25 ", 250_000_000_000), ("1", 1_000_000_000_000)])
    func litellm(value: String, picodollars: Int64) {
        #expect(outcome(reply(), headers: [(header, value)]).usage?.cost?.picodollars == picodollars)
    }

    @Test("A header of zero, an invalid one, and a missing one mean unknown", arguments: ["0", "0.0", "None", "", "-1e-6", nil])
    func litellmTellsNothing(value: String?) {
        let usage = #"{"prompt_tokens":3,"completion_tokens":1}"#
        let found = outcome(reply(usage: usage), headers: value.map { [(header, $0)] } ?? [])
        #expect(found.usage?.prompt == 3)
        #expect(found.usage?.cost == nil)
        // The usage contains it too, if the proxy is configured to put it there.
        #expect(outcome(reply(), headers: value.map { [(header, $0)] } ?? []).usage?.cost?.picodollars == 140_000_000)
    }

    @Test("If a header can contain the cost, zero means unknown in the usage too")
    func zero() {
        #expect(outcome(reply(usage: #"{"prompt_tokens":3,"completion_tokens":1,"cost":0}"#)).usage?.cost == nil)
    }

    @Test("A cost without any count of tokens is kept")
    func withoutCounts() {
        let found = outcome(reply(usage: "null"), headers: [(header, "0.01")])
        #expect(found.name == "replied")
        #expect(found.usage?.cost?.picodollars == 10_000_000_000)
        #expect(found.usage?.prompt == nil && found.usage?.total == nil)
        #expect(outcome(reply(usage: "null")).usage == nil)
    }

    @Test("A failed attempt that reported its tokens reports its cost too")
    func failed() {
        let body = #"{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":0}}"#
        let found = outcome(body, headers: [(header, "2e-6")])
        #expect(found.failure?.code == "empty_choices")
        #expect(found.failure?.usage?.cost?.picodollars == 2_000_000)
        #expect(outcome("{}", status: 503, headers: [(header, "0")]).usage == nil)
    }

    @Test("It is reported in the last chunk of a stream too")
    func stream() {
        let chunks = [
            #"{"choices":[{"delta":{"content":"fine"},"finish_reason":"stop"}]}"#,
            #"{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":1,"cost":0.00014}}"#, "[DONE]",
        ]
        let router = "https://openrouter.ai/api/v1"
        let body = chunks.map { "data: \($0)\n\n" }.joined()
        let found = outcome(
            body, headers: [("content-type", "text/event-stream")], provider: .custom(baseURL: router), baseURL: router)
        #expect(found.name == "replied")
        #expect(found.usage?.cost?.picodollars == 140_000_000)
    }

    @Test("OpenRouter reports it in usage, zero included, and members of other providers do not count")
    func openRouter() {
        let router = "https://openrouter.ai/api/v1"
        #expect(outcome(reply(), provider: .custom(baseURL: router), baseURL: router).usage?.cost?.picodollars == 140_000_000)
        func cost(_ usage: String, at url: String = router) -> Dollars? {
            outcome(reply(usage: usage), provider: .custom(baseURL: url), baseURL: url).usage?.cost
        }
        #expect(cost(#"{"prompt_tokens":3,"completion_tokens":1,"cost":0}"#) == .zero)
        #expect(cost(#"{"prompt_tokens":3,"completion_tokens":1,"cost":1.2e-5}"#)?.picodollars == 12_000_000)
        for told in [#""0.1""#, "null", "-1", "{}", "1e99"] {
            #expect(cost(#"{"prompt_tokens":3,"completion_tokens":1,"cost":\#(told)}"#) == nil, "\(told)")
        }
        #expect(cost(#"{"prompt_tokens":3,"completion_tokens":1,"cost":0.1}"#, at: "https://notopenrouter.ai/v1") == nil)
        #expect(cost(#"{"prompt_tokens":3,"completion_tokens":1,"cost":0.1}"#, at: "http://127.0.0.1:8000/v1") == nil)
        #expect(
            cost(#"{"prompt_tokens":3,"completion_tokens":1,"cost":0.1}"#, at: "https://eu.openrouter.ai/v1")?.picodollars
                == 100_000_000_000)
        #expect(outcome(reply(), headers: [(header, "1")], provider: .deepseek).usage?.cost == nil)
    }
}
