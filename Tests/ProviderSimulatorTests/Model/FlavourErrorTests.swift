import BatchCore
import ProviderSimulator
import Testing

@Suite("Limits and errors of the simulated providers")
struct FlavourErrorTests {
    private func ask(_ base: String, _ dialogue: Dialogue = Dialogue("hello"), _ options: SimulatorOptions = .quick()) -> SimulatedAnswer {
        var model = ProviderModel(options: options)
        return model.ask(dialogue.request(of: base))
    }

    private func error(_ answer: SimulatedAnswer) throws -> JSONValue {
        try #require(try JSONDocument(answer.wholeBody).root["error"], "\(answer.text)")
    }

    @Test(
        "A conversation that is too long is refused with the provider's status",
        arguments: [
            ("/deepseek", 400, "invalid_request_error"), ("/together/v1", 403, "context_length_exceeded"), ("/litellm/v1", 400, "400"),
            ("/openai/v1", 400, "context_length_exceeded"),
        ])
    func contextTooLong(base: String, status: Int, code: String) throws {
        let options = SimulatorOptions.quick { $0.contextTokens = 100 }
        let answer = ask(base, Dialogue("hello", more: #""max_tokens":95"#), options)
        #expect(answer.status == status)
        #expect(try error(answer)["code"]?.string == code)
        #expect(try error(answer)["message"]?.string?.contains("maximum context length is 100 tokens") == true)
        #expect(ask(base, Dialogue("hello", more: #""max_tokens":90"#), options).status == 200)
        #expect(ask(base, Dialogue(String(repeating: "word ", count: 80)), options).status == status)
    }

    @Test("Every response of Together contains its limits, and status 429 only a reset as wait")
    func limitsOfTogether() throws {
        let names = [
            "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "x-tokenlimit-limit", "x-tokenlimit-remaining",
        ]
        let fine = ask("/together/v1")
        let overloaded = ask("/together/v1", Dialogue("x"), .always(.status(503)))
        for answer in [fine, overloaded] { #expect(names.allSatisfy { answer.header($0).flatMap { Int($0) } != nil }) }

        var model = ProviderModel(options: .quick { $0.requestsPerMinute = 30 })
        for index in 0..<30 { #expect(model.ask(Dialogue("x \(index)").request(of: "/together/v1")).status == 200) }
        let refused = model.ask(Dialogue("y").request(of: "/together/v1"))
        #expect(refused.status == 429)
        #expect(refused.header("x-ratelimit-reset") == "2")
        #expect(refused.header("x-ratelimit-remaining") == "0")
        #expect(refused.header("retry-after") == nil)
        #expect(try error(refused)["type"]?.string == "dynamic_request_limited")
        #expect(model.ask(Dialogue("y").request(of: "/together/v1"), at: noon + .seconds(2)).status == 200)

        var tokens = ProviderModel(options: .quick { $0.tokensPerMinute = 500 })
        _ = tokens.ask(Dialogue(String(repeating: "word ", count: 300)).request(of: "/together/v1"))
        let second = tokens.ask(Dialogue("more").request(of: "/together/v1"))
        #expect(try error(second)["type"]?.string == "dynamic_token_limited")
        #expect(second.header("x-tokenlimit-remaining") == "0")
    }

    @Test("Every response of OpenAI contains its limits, with resets in Go's form")
    func limitsOfOpenAI() throws {
        var model = ProviderModel(
            options: .quick {
                $0.requestsPerMinute = 4
                $0.tokensPerMinute = 100_000
            })
        let first = model.ask(Dialogue("x").request(of: "/openai/v1"))
        #expect(first.header("x-ratelimit-limit-requests") == "4")
        #expect(first.header("x-ratelimit-remaining-requests") == "3")
        #expect(first.header("x-ratelimit-reset-requests") == "15s")
        #expect(first.header("x-ratelimit-limit-tokens") == "100000")
        #expect(first.header("x-ratelimit-reset-tokens")?.hasSuffix("ms") == true)
        let second = model.ask(Dialogue("x").request(of: "/openai/v1"))
        #expect(second.header("x-ratelimit-reset-requests") == "30s")
        #expect(second.header("x-request-id") != first.header("x-request-id"))
        for _ in 0..<2 { _ = model.ask(Dialogue("x").request(of: "/openai/v1")) }
        #expect(model.ask(page("/openai/v1/models")).header("x-ratelimit-reset-requests") == nil)
        let refused = model.ask(Dialogue("x").request(of: "/openai/v1"))
        #expect(refused.status == 429)
        #expect(refused.header("x-ratelimit-remaining-requests") == "0")
        #expect(refused.header("retry-after") == "15")
        #expect(try error(refused)["code"]?.string == "rate_limit_exceeded")
    }

    @Test("A duration with units omits zero parts, except for the seconds")
    func units() throws {
        func reset(_ wait: Duration) -> String? {
            ask("/openai/v1", Dialogue("x"), .always(.status(429)) { $0.retryWait = wait }).header("x-ratelimit-reset-requests")
        }
        let cases: [(Duration, String)] = [
            (.milliseconds(12), "12ms"), (.microseconds(1_001), "2ms"), (.seconds(1), "1s"), (.milliseconds(1_500), "1.5s"),
            (.milliseconds(7_066), "7.066s"), (.seconds(360), "6m0s"), (.milliseconds(90_050), "1m30.05s"), (.seconds(3_600), "1h0m0s"),
        ]
        for (wait, text) in cases {
            #expect(reset(wait) == text)
            #expect(try #require(Duration(text: text)) >= wait)
        }
    }

    @Test(
        "A refusal has the provider's message",
        arguments: [
            ("/deepseek", 401, 402, 400), ("/together/v1", 401, 402, 404), ("/litellm/v1", 400, 402, 400), ("/openai/v1", 401, 429, 404),
        ])
    func refusals(base: String, key: Int, balance: Int, model: Int) {
        #expect(ask(base, Dialogue("x"), .quick { $0.key = Secret("sk-right") }).status == key)
        #expect(ask(base, Dialogue("x"), .quick { $0.balance = 0 }).status == balance)
        #expect(ask(base, Dialogue("x"), .quick { $0.models = ["other"] }).status == model)
    }

    @Test("OpenAI's empty account is status 429 with a special message and no wait")
    func emptyAccount() throws {
        let answer = ask("/openai/v1", Dialogue("x"), .quick { $0.balance = 0 })
        #expect(try error(answer)["code"]?.string == "insufficient_quota")
        #expect(answer.header("retry-after") == nil)
    }

    @Test("LiteLLM keeps the status, wraps the provider's message, and uses the status as the code")
    func wrapping() throws {
        for (status, name) in [
            (402, "BadRequestError"), (429, "RateLimitError"), (503, "ServiceUnavailableError"), (504, "APIConnectionError"),
        ] {
            let answer = ask("/litellm/v1", Dialogue("x"), .always(.status(status)))
            #expect(answer.status == status)
            let error = try error(answer)
            #expect(error["code"]?.string == String(status))
            let message = try #require(error["message"]?.string)
            #expect(message.hasPrefix("litellm.\(name): DeepseekException - {\"error\":"))
            #expect(answer.header("x-litellm-response-cost") == "0")
        }
        let key = try error(ask("/litellm/v1", Dialogue("x"), .quick { $0.key = Secret("sk-right") }))
        #expect(key["type"]?.string == "no_db_connection")
        #expect(key["message"]?.string == "No connected db.")
        #expect(key["code"]?.string == "400")
    }

    @Test("LiteLLM shows the provider's wait and limits under other names")
    func passedOn() {
        let throttled = ask("/litellm/v1", Dialogue("x"), .always(.status(429)) { $0.retryWait = .seconds(7) })
        #expect(throttled.header("retry-after") == nil)
        #expect(throttled.header("llm_provider-retry-after") == "7")
        #expect(throttled.header("x-ratelimit-remaining-requests") == "0")
        #expect(throttled.header("x-ratelimit-reset-requests") == nil)
        #expect(throttled.header("llm_provider-x-ratelimit-reset-requests") == "7s")
        let fine = ask("/litellm/v1")
        #expect(fine.header("x-litellm-call-id")?.isEmpty == false)
        #expect(fine.header("x-litellm-version") != nil)
        #expect(fine.header("x-litellm-model-group") == "simulated-chat")
        var model = ProviderModel(options: .quick())
        let cost = model.ask(Dialogue("hello").request(of: "/litellm/v1")).header("x-litellm-response-cost").flatMap { Double($0) }
        #expect(cost.map { abs($0 - model.statistics.cost) < 1e-12 } == true)
    }

    @Test("LiteLLM replaces a finish reason that is not OpenAI's, and shows it only outside streams")
    func hiddenReason() throws {
        let whole = try JSONDocument(ask("/litellm/v1", Dialogue("x"), .always(.insufficientResource)).wholeBody).root["choices"]?[0]
        #expect(whole?["finish_reason"]?.string == "stop")
        #expect(whole?["provider_specific_fields"]?["native_finish_reason"]?.string == "insufficient_system_resource")
        let stream = ask("/litellm/v1", Dialogue("x", more: #""stream":true"#), .always(.insufficientResource))
        #expect(stream.text.contains(#""finish_reason":"stop""#))
        #expect(!stream.text.contains("insufficient_system_resource"))
        let plain = try JSONDocument(ask("/litellm/v1").wholeBody).root["choices"]?[0]
        #expect(plain?["provider_specific_fields"] == nil)
    }

    @Test(
        "A stream that fails ends with the error, in the provider's shape",
        arguments: [
            ("/deepseek", "502"), ("/litellm/v1", "\"500\""), ("/openai/v1", "\"internal_error\""),
        ])
    func brokenStream(base: String, code: String) throws {
        let answer = ask(base, Dialogue("x", more: #""stream":true"#), .always(.streamError))
        let last = try #require(answer.text.split(separator: "\n\n").last)
        #expect(try JSONDocument(String(last.dropFirst(6))).root["error"]?["code"].map { String(decoding: $0.raw, as: UTF8.self) } == code)
        #expect(!answer.text.contains("[DONE]"))
        #expect(answer.text.contains("delta"))
    }

    @Test("Options override the provider's defaults")
    func options() throws {
        let throttled = ask(
            "/together/v1", Dialogue("x"),
            .always(.status(429)) {
                $0.retryAfter = .milliseconds
                $0.errors = .flat
            })
        #expect(throttled.header("retry-after-ms") == "1000")
        #expect(try JSONDocument(throttled.wholeBody).root["object"]?.string == "error")
        let asked = #""stream":true,"stream_options":{"include_usage":true}"#
        let stream = ask("/openai/v1", Dialogue("x", more: asked), .quick { $0.streams.usage = .never })
        #expect(!stream.text.contains("usage"))
    }
}
