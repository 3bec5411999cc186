import BatchCore
import TestSupport
import Testing

/// An event stream as a server may send it, and its meaning. Complete responses of providers are in `Tests/Conformance`.
struct StreamFixture: Sendable, CustomTestStringConvertible {
    var name: String
    var provider = Provider.deepseek
    var body: [UInt8]
    /// In the form of ``Outcome/summary``.
    var summary: String
    var content: String?
    var reasoning: String?
    var toolCalls: String?
    var finishReason: String? = "stop"
    /// Prompt, completion, cached and reasoning tokens.
    var usage: [Int?] = [nil, nil, nil, nil]

    var testDescription: String { name }

    init(
        _ name: String, provider: Provider = .deepseek, body: String, summary: String = "replied", content: String? = nil,
        reasoning: String? = nil, toolCalls: String? = nil, finishReason: String? = "stop", usage: [Int?] = [nil, nil, nil, nil]
    ) {
        (self.name, self.provider, self.body, self.summary) = (name, provider, Array(body.utf8), summary)
        (self.content, self.reasoning, self.toolCalls) = (content, reasoning, toolCalls)
        (self.finishReason, self.usage) = (finishReason, usage)
    }

    static let all = documented + framing + endings + errors + toolCalls
}

extension StreamFixture {
    /// Documented behaviour of servers that differs from the plain case.
    private static let documented = [
        StreamFixture(
            "Together.ai and vLLM: reasoning", body: chunk(#""reasoning":"let ""#) + chunk(#""reasoning":"me""#) + hello + helloEnd + done,
            content: "Héllo", reasoning: "let me"),
        StreamFixture(
            "reasoning under two names",
            body: chunk(#""reasoning":"a","reasoning_content":"a""#) + chunk(#""content":"Hi""#) + helloEnd + done, content: "Hi",
            reasoning: "a"),
        StreamFixture(
            "Mistral: parts",
            body: chunk(#""content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]}]"#)
                + chunk(#""content":[{"type":"thinking","thinking":[{"type":"text","text":"\n\""}]},{"type":"text","text":"A\\"}]"#)
                + chunk(#""content":"B""#) + helloEnd + done, content: "A\\B", reasoning: "hm\n\""),
        StreamFixture(
            "Groq: usage in a corner", body: hello + chunk("", finishReason: "stop", more: #","x_groq":{"id":"q"\#(usageTold)}"#) + done,
            content: "Héllo", usage: [7, 2, nil, nil]),
        StreamFixture(
            "Groq: error in a corner", body: hello + event(#"{"choices":[],"x_groq":{"error":"capacity"}}"#),
            summary: "transient unexpected_error"),
        StreamFixture(
            "vLLM: usage on every chunk",
            body: chunk(#""content":"a""#, more: #","usage":{"prompt_tokens":7,"completion_tokens":1}"#)
                + chunk(#""content":"b""#, finishReason: "stop", more: usageTold) + done, content: "ab", usage: [7, 2, nil, nil]),
        StreamFixture(
            "SGLang: abort", body: hello + chunk("", finishReason: "abort", more: usageTold) + done,
            summary: "transient generation_aborted", usage: [7, 2, nil, nil]),
        StreamFixture(
            "SGLang: a flat error in a frame",
            body: hello + event(#"{"error":{"object":"error","message":"x","type":"t","param":null,"code":503}}"#) + done,
            summary: "transient overloaded"),
        StreamFixture(
            "OpenRouter: a native finish reason",
            body: hello
                + event(#"{"choices":[{"delta":{},"finish_reason":"stop","native_finish_reason":"content_filter"}]}"#) + done,
            summary: "rejected content_filtered"),
        StreamFixture(
            "OpenRouter: error in the middle", body: ": OPENROUTER PROCESSING\n\n" + hello + openRouterFailure,
            summary: "throttled rate_limited"),
        StreamFixture(
            "OpenRouter: two ends", body: hello + helloEnd + chunk("", finishReason: "length") + done, content: "Héllo"),
        StreamFixture(
            "two ends, and the second is none", body: hello + helloEnd + chunk("", finishReason: "error") + done,
            summary: "transient generation_failed"),
        StreamFixture(
            "Azure: a first chunk without choices and names",
            body: event(#"{"id":"","model":"","choices":[],"prompt_filter_results":[]}"#) + hello + helloEnd + done, content: "Héllo"),
        StreamFixture(
            "Gemini: an error in a list", body: event(#"[{"error":{"code":429,"message":"x","status":"RESOURCE_EXHAUSTED"}}]"#),
            summary: "throttled rate_limited"),
        StreamFixture(
            "OpenAI: a refusal", body: chunk(#""content":null,"refusal":"I can""#) + chunk(#""refusal":"not.""#) + helloEnd + done,
            summary: "rejected refused"),
    ]

    /// As shown in OpenRouter's reference.
    private static let openRouterFailure = #"""
        data: {"id":"gen-abc123","object":"chat.completion.chunk","created":1234567890,"model":"openai/gpt-4o","provider":"OpenAI",\#
        "error":{"code":429,"message":"Rate limit exceeded","metadata":{"error_type":"rate_limit_exceeded"}},\#
        "choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}

        """#

    /// The forms of lines and events.
    private static let framing = [
        StreamFixture(
            "comments and blank lines", body: ": keep-alive\n\n\n\n:\n" + hello + ": x\n\n" + helloEnd + done, content: "Héllo"),
        StreamFixture("CR LF", body: (hello + helloEnd + done).replacing("\n", with: "\r\n"), content: "Héllo"),
        StreamFixture("CR", body: (": c\n\n" + hello + helloEnd + done).replacing("\n", with: "\r"), content: "Héllo"),
        StreamFixture("no space after the colon", body: (hello + helloEnd + done).replacing("data: ", with: "data:"), content: "Héllo"),
        StreamFixture("a byte order mark", body: "\u{FEFF}" + hello + helloEnd + done, content: "Héllo"),
        StreamFixture(
            "other fields", body: "id: 1\nevent: message\nretry: 10\n" + hello + "event: x\n\nid\ndatabase: 3\n" + helloEnd + done,
            content: "Héllo"),
        StreamFixture(
            "data in several lines", body: event(#"{"choices":[{"delta":"#, #"{"content":"Hi"}, "#, #""finish_reason":"stop"}]}"#) + done,
            content: "Hi"),
        StreamFixture("an empty line of data", body: hello + "data\n\ndata:\n\n" + helloEnd + done, content: "Héllo"),
        StreamFixture("no blank line at the end", body: hello + String(helloEnd.dropLast(2)), content: "Héllo"),
        StreamFixture("an event after the end that is cut", body: hello + helloEnd + "data: {\"choi", content: "Héllo"),
        StreamFixture(
            "characters in halves", body: chunk(#""content":"\ud83d""#) + chunk(#""content":"\ude00 😀""#) + helloEnd + done,
            content: "😀 😀"),
    ]

    private static let endings = [
        StreamFixture("no usage", body: hello + helloEnd + done, content: "Héllo"),
        StreamFixture("no [DONE]", body: hello + helloEnd, content: "Héllo"),
        StreamFixture("nothing but comments", body: ": keep-alive\n\n: keep-alive\n\n", summary: "transient torn_reply"),
        StreamFixture("no end", body: hello, summary: "transient torn_reply"),
        StreamFixture(
            "no end, with usage", body: chunk(#""content":"a""#, more: usageTold), summary: "transient torn_reply",
            usage: [7, 2, nil, nil]),
        StreamFixture("[DONE] and no finish reason", body: hello + done, content: "Héllo", finishReason: nil, usage: [nil, nil, nil, nil]),
        StreamFixture("an empty finish reason", body: hello + chunk("", finishReason: ""), summary: "transient torn_reply"),
        StreamFixture(
            "no choices", body: event(#"{"choices":[]\#(usageTold)}"#) + done, summary: "transient empty_choices",
            usage: [7, 2, nil, nil]),
        StreamFixture("no text", body: chunk(#""content":"""#) + helloEnd + done, summary: "transient empty_reply"),
        StreamFixture(
            "cut by the token limit", body: hello + chunk("", finishReason: "length") + done, content: "Héllo", finishReason: "length"),
        StreamFixture("an event that is no JSON", body: hello + event("{\"choices\":[") + helloEnd + done, summary: "transient torn_reply"),
    ]

    private static let errors = [
        StreamFixture(
            "an error before all", body: event(#"{"error":{"code":402,"message":"x"}}"#), summary: "account_stopped insufficient_balance"),
        StreamFixture(
            "an error beside a choice, with usage",
            body: chunk(#""content":"a""#, more: usageTold)
                + event(#"{"choices":[{"delta":{},"error":{"code":502,"message":"x"},"finish_reason":"error"}]}"#),
            summary: "transient bad_gateway", usage: [7, 2, nil, nil]),
        StreamFixture("an error that is a string", body: hello + event(#"{"error":"out of luck"}"#), summary: "transient unexpected_error"),
        StreamFixture("a flat error", body: event(#"{"object":"error","message":"x","code":400}"#), summary: "rejected invalid_request"),
        StreamFixture(
            "an event named error", body: hello + "event: error\n" + event(#"{"message":"x","code":503}"#),
            summary: "transient overloaded"),
        StreamFixture(
            "an event named error, in words", body: hello + "event: error\n" + event("Rate Limit Reached"),
            summary: "throttled rate_limited"),
        StreamFixture(
            "an error after the end", body: hello + helloEnd + event(#"{"error":{"code":500}}"#), summary: "transient server_error"),
    ]

    private static let toolCalls = [
        StreamFixture(
            "tool calls in pieces",
            body: chunk(
                #""role":"assistant","content":null,"#
                    + #""tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":""}}]"#)
                + chunk(#""tool_calls":[{"index":0,"function":{"arguments":"{\"a\""}}]"#)
                + chunk(#""tool_calls":[{"index":1,"id":"c2","type":"function","function":{"name":"g","arguments":"{"}}]"#)
                + chunk(#""tool_calls":[{"index":0,"function":{"arguments":": 1.0}"}},{"index":1,"function":{"arguments":"}"}}]"#)
                + chunk("", finishReason: "tool_calls") + done,
            toolCalls: #"[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\": 1.0}"}},"#
                + #"{"id":"c2","type":"function","function":{"name":"g","arguments":"{}"}}]"#, finishReason: "tool_calls"),
        StreamFixture(
            "whole tool calls without an index",
            body: chunk(
                #""tool_calls":[{"id":"c1","function":{"name":"f","arguments":"{}"}},"#
                    + #"{"id":"c2","function":{"name":"f","arguments":"[]"},"extra":1.0}]"#,
                finishReason: "tool_calls") + done,
            toolCalls: #"[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}},"#
                + #"{"id":"c2","type":"function","function":{"name":"f","arguments":"[]"},"extra":1.0}]"#, finishReason: "tool_calls"),
        StreamFixture(
            "pieces without an index continue the last call",
            body: chunk(#""tool_calls":[{"id":"c1","function":{"name":"f"}}]"#) + chunk(#""tool_calls":[{"function":{"arguments":"{"}}]"#)
                + chunk(#""tool_calls":[{"id":"c1","function":{"name":"f","arguments":"}"}}]"#)
                + chunk("", finishReason: "tool_calls") + done,
            toolCalls: #"[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]"#, finishReason: "tool_calls"),
        StreamFixture(
            "two calls with the same index",
            body: chunk(
                #""tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":"{}"}},"#
                    + #"{"index":0,"id":"c2","function":{"name":"g","arguments":{"x":1}}}]"#,
                finishReason: "tool_calls") + done,
            toolCalls: #"[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}},"#
                + #"{"id":"c2","type":"function","function":{"name":"g","arguments":{"x":1}}}]"#, finishReason: "tool_calls"),
        StreamFixture(
            "an id and a name that are repeated with each piece",
            body: chunk(#""content":"","tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":"["}}]"#)
                + chunk(#""tool_calls":[{"index":0,"id":"other","type":"function","function":{"arguments":"1"}}]"#)
                + chunk(#""tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":"]"}}]"#)
                + chunk("", finishReason: "tool_calls") + done, content: "",
            toolCalls: #"[{"id":"c1","type":"function","function":{"name":"f","arguments":"[1]"}}]"#, finishReason: "tool_calls"),
        StreamFixture("an empty list of tool calls", body: chunk(#""content":"Hi","tool_calls":[]"#) + helloEnd + done, content: "Hi"),
    ]
}
