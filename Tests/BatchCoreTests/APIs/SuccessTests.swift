import BatchCore
import TestSupport
import Testing

@Suite("Answers in successful responses")
struct SuccessTests {
    @Test("a reply is read whole")
    func whole() throws {
        let body = completion(#""content":"Mount \u00c9verest","reasoning_content":"think","tool_calls":null,"refusal":null"#)
        let reply = try #require(outcome(body).reply)
        #expect(reply.content == "Mount Éverest")
        #expect(reply.reasoning == "think")
        #expect(reply.toolCalls == nil)
        #expect(reply.finishReason == "stop")
        #expect((reply.responseID, reply.model, reply.systemFingerprint) == ("r-1", "m", "fp"))
        #expect(reply.usage?.prompt == 10)
    }

    @Test("blank lines before the body are passed over, however many")
    func keepAlive() {
        let blank = String(repeating: "\r\n\n", count: 300_000)
        #expect(outcome(blank + completion(#""content":"hi""#) + "\n").reply?.content == "hi")
    }

    @Test(
        "an incomplete body is retried",
        arguments: ["", "\n\n\n", "null-", #"{"choices":[{"mess"#, #"{"id":"é"#, "plain words"])
    func torn(body: String) {
        #expect(outcome(body).summary == "transient torn_reply")
    }

    @Test("a reply cut at any byte is retried")
    func cutAnywhere() {
        let whole = completion(#""content":"Mount É","tool_calls":[{"id":"1"}]"#)
        let account = Account(provider: .deepseek, key: nil)
        let format = WireFormat(accounts: [account])
        for length in 0..<whole.utf8.count {
            let body = Array(whole.utf8.prefix(length))
            let found = format.outcome(of: HTTPResponse(status: 200, body: body), account: AccountID(0), now: testNow)
            #expect(found.summary == "transient torn_reply", "\(length)")
        }
    }

    @Test("a web page is recognized")
    func webPage() {
        let found = outcome("\n<!doctype html><title>Welcome to nginx!</title>")
        #expect(found.summary == "unreachable web_page")
        #expect(found.failure?.message.contains("(Welcome to nginx!)") == true)
    }

    @Test("a stream is read although none was requested")
    func stream() {
        #expect(outcome("\n: keep-alive\n\n" + hello + helloEnd).reply?.content == "Héllo")
    }

    @Test(
        "a response without a choice is retried, and its cost is kept",
        arguments: [
            #"{"choices":[],"usage":{"prompt_tokens":3}}"#, #"{"choices":null,"usage":{"prompt_tokens":3}}"#,
            #"{"usage":{"prompt_tokens":3}}"#, #"{"choices":[{"finish_reason":"stop"}],"usage":{"prompt_tokens":3}}"#,
        ])
    func noChoices(body: String) {
        let found = outcome(body)
        #expect(found.summary == "transient empty_choices")
        #expect(found.failure?.usage?.prompt == 3)
        #expect(found.failure?.httpStatus == 200)
    }

    @Test("a body of another shape is quoted", arguments: [#"{"message":"no such route"}"#, #"{"detail":"no such route"}"#])
    func otherShape(body: String) {
        #expect(outcome(body).failure?.message.contains("no such route") == true)
        #expect(outcome("[]").summary == "transient empty_choices")
        #expect(outcome("null").summary == "transient empty_choices")
        #expect(outcome("3").summary == "transient empty_choices")
    }

    @Test(
        "an answer without text is retried, and its cost is kept",
        arguments: ["null", #""""#, "[]", #"[{"type":"text","text":""}]"#])
    func empty(content: String) {
        for message in [#""content":\#(content)"#, #""content":\#(content),"tool_calls":[]"#, #""content":\#(content),"reasoning":"x""#] {
            let found = outcome(completion(message))
            #expect(found.summary == "transient empty_reply")
            #expect(found.failure?.usage?.completion == 5)
        }
        #expect(outcome(completion(#""role2":"x""#)).summary == "transient empty_reply")
    }

    @Test("tool calls are kept byte for byte, and need no text", arguments: ["null", "\"\"", "\"Let me look.\""])
    func toolCalls(content: String) throws {
        let calls = #"[ {"id":"c1", "type":"function","function":{"name":"f","arguments":"{\"a\": 1.0}"}} ]"#
        let reply = try #require(outcome(completion(#""content":\#(content),"tool_calls":\#(calls)"#, finishReason: "tool_calls")).reply)
        #expect(reply.toolCalls == JSONText(calls))
        #expect(reply.content == (content == "null" ? nil : String(content.dropFirst().dropLast())))
    }

    @Test("an answer truncated at the token limit is kept if it has content")
    func length() {
        #expect(outcome(completion(#""content":"so far""#, finishReason: "length")).reply?.finishReason == "length")
        #expect(outcome(completion(#""content":"","reasoning_content":"hm""#, finishReason: "length")).reply?.reasoning == "hm")
        let hidden = #""usage":{"prompt_tokens":9,"completion_tokens":64,"completion_tokens_details":{"reasoning_tokens":64}}"#
        let body = #"{"choices":[{"message":{"content":""},"finish_reason":"length"}],\#(hidden)}"#
        #expect(outcome(body).reply?.usage?.reasoning == 64, "some servers do not show their thoughts")
        #expect(outcome(completion(#""content":"","reasoning_content":"""#, finishReason: "length")).summary == "transient empty_reply")
        #expect(outcome(completion(#""content":null"#, finishReason: "length")).summary == "transient empty_reply")
    }

    @Test("unknown and missing finish reasons end an answer properly", arguments: [#""eos""#, #""model_length""#, #""""#, "null"])
    func otherReasons(reason: String) {
        let body = #"{"choices":[{"message":{"content":"hi"},"finish_reason":\#(reason)}]}"#
        #expect(outcome(body).reply?.content == "hi")
    }

    @Test(
        "an answer that the provider broke off is none, and its cost is kept",
        arguments: [
            ("insufficient_system_resource", "transient insufficient_system_resource"), ("aborted", "transient generation_aborted"),
            ("abort", "transient generation_aborted"), ("error", "transient generation_failed"),
            ("network_error", "transient generation_failed"), ("content_filter", "rejected content_filtered"),
        ])
    func brokenOff(reason: String, expected: String) {
        let found = outcome(completion(#""content":"half an ans""#, finishReason: reason))
        #expect(found.summary == expected)
        #expect(found.failure?.usage?.completion == 5)
    }

    @Test("a finish reason that a gateway passes on counts if it means that there is no answer")
    func nativeFinishReason() {
        for (reason, expected) in [("stop", "replied"), ("aborted", "transient generation_aborted")] {
            let choice = #"{"message":{"content":"hi"},"finish_reason":"stop","native_finish_reason":"\#(reason)"}"#
            #expect(outcome(.litellm, #"{"choices":[\#(choice)]}"#).summary == expected)
        }
    }

    @Test("a refusal ends the job with its words")
    func refusal() {
        let found = outcome(.openai, completion(#""content":null,"refusal":"I cannot help with that.""#))
        #expect(found.summary == "rejected refused")
        #expect(found.failure?.message.contains("I cannot help with that.") == true)
        #expect(found.failure?.usage?.completion == 5)
        let part = completion(#""content":[{"type":"refusal","refusal":"No."}]"#)
        #expect(outcome(.openai, part).summary == "rejected refused")
        #expect(outcome(.openai, completion(#""content":"Yes","refusal":"""#)).reply?.content == "Yes")
    }

    @Test("content in parts is joined, and its thinking parts are the reasoning")
    func parts() throws {
        let parts = #"""
            [{"type":"thinking","thinking":[{"type":"text","text":"Let "},{"type":"text","text":"me."}],"closed":true},
            {"type":"text","text":"One, "},{"type":"reference","reference_ids":[1]},{"type":"text","text":"two"},"."]
            """#
        let reply = try #require(outcome(completion(#""content":\#(parts)"#)).reply)
        #expect(reply.content == "One, two.")
        #expect(reply.reasoning == "Let me.")
    }

    @Test(
        "the reasoning is found under either name",
        arguments: [
            (#""reasoning_content":"a""#, "a"), (#""reasoning":"b""#, "b"), (#""reasoning_content":"a","reasoning":"b""#, "a"),
            (#""reasoning_content":null,"reasoning":"b""#, "b"), (#""reasoning_content":"","reasoning":"b""#, "b"),
            (#""reasoning_content":"""#, ""), (#""reasoning":null"#, nil), (#""reasoning":{"effort":"high"}"#, nil),
        ] as [(String, String?)])
    func reasoning(member: String, expected: String?) throws {
        #expect(try #require(outcome(completion(#""content":"x",\#(member)"#)).reply).reasoning == expected)
    }
}
