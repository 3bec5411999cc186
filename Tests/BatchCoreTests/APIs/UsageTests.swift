import BatchCore
import TestSupport
import Testing

@Suite("Usage in its one form")
struct UsageTests {
    private func usage(_ text: String) -> Usage? { outcome(completion(#""content":"x""#, usage: text)).reply?.usage }

    @Test("DeepSeek's counts")
    func deepseek() {
        let text = #"""
            {"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":5},\#
            "prompt_cache_hit_tokens":6,"prompt_cache_miss_tokens":4,"completion_tokens_details":{"reasoning_tokens":3}}
            """#
        #expect(usage(text) == Usage(prompt: 10, completion: 5, total: 15, cached: 6, reasoning: 3, raw: JSONText(text)))
    }

    @Test(
        "cached tokens are found in each place, in the order of trust",
        arguments: [
            (
                #"{"prompt_cache_hit_tokens":1,"prompt_tokens_details":{"prompt_cache_hit_tokens":2,"cached_tokens":3},"cached_tokens":4}"#,
                1
            ),
            (#"{"prompt_tokens_details":{"prompt_cache_hit_tokens":2,"cached_tokens":3},"cached_tokens":4}"#, 2),
            (#"{"prompt_tokens_details":{"cached_tokens":3},"cached_tokens":4}"#, 3), (#"{"cached_tokens":4}"#, 4),
            (#"{"prompt_cache_hit_tokens":0,"cached_tokens":4}"#, 0), (#"{"prompt_tokens_details":null,"cached_tokens":4}"#, 4),
            (#"{"prompt_cache_hit_tokens":null}"#, nil),
        ] as [(String, Int?)])
    func cached(text: String, expected: Int?) {
        #expect(usage(text)?.cached == expected)
    }

    @Test("reasoning tokens are found in either place")
    func reasoning() {
        #expect(usage(#"{"completion_tokens_details":{"reasoning_tokens":3},"reasoning_tokens":9}"#)?.reasoning == 3)
        #expect(usage(#"{"completion_tokens_details":null,"reasoning_tokens":9}"#)?.reasoning == 9)
    }

    @Test("counts that are not reported are nil, and an unreported total is the sum")
    func nullable() throws {
        let partial = try #require(usage(#"{"prompt_tokens":10,"completion_tokens":null,"total_tokens":null}"#))
        #expect((partial.prompt, partial.completion, partial.total) == (10, nil, 10))
        let strange = try #require(usage(#"{"prompt_tokens":-1,"completion_tokens":"5","total_tokens":3.0}"#))
        #expect((strange.prompt, strange.completion, strange.total) == (nil, nil, 3))
        let absurd = try #require(usage(#"{"prompt_tokens":9223372036854775807,"completion_tokens":1e15,"total_tokens":7}"#))
        #expect((absurd.prompt, absurd.completion, absurd.total) == (nil, nil, 7))
        #expect(usage("{}") == Usage(prompt: nil, completion: nil, raw: JSONText("{}")))
    }

    @Test("no usage is nil", arguments: ["null", "[]", "\"x\"", "3"])
    func none(text: String) {
        #expect(usage(text) == nil)
        #expect(outcome(#"{"choices":[{"message":{"content":"x"}}]}"#).reply?.usage == nil)
    }
}
