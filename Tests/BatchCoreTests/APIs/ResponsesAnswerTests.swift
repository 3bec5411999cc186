import TestSupport
import Testing

@testable import BatchCore

@Suite("Answers of the Responses API")
struct ResponsesAnswerTests {
    private func outcome(_ body: String, limit: Int? = nil, provider: Provider = .openai, status: Int = 200) -> Outcome {
        var frame = ReplyFrame(account: AccountID(0))
        (frame.isResponses, frame.outputLimit) = (true, limit)
        return WireFormat(accounts: [Account(provider: provider, key: nil)]).outcome(
            of: HTTPResponse(status: status, body: Array(body.utf8)), in: frame, now: testNow)
    }

    private func response(_ output: String, status: String = "completed", more: String = "") -> String {
        #"{"id":"resp_1","model":"m","status":"\#(status)","output":[\#(output)]\#(more)}"#
    }

    private func message(_ text: String) -> String {
        #"{"type":"message","role":"assistant","content":[{"type":"output_text","text":"\#(text)"}]}"#
    }

    @Test("the texts of all messages are the answer, whatever is between them")
    func texts() {
        let reply = outcome(
            response(message("a") + #",{"type":"web_search_call","id":"x"},"# + message("b") + #",{"content":"c"},{"type":"message"}"#)
        ).reply
        #expect(reply?.content == "abc")
        #expect(reply?.finishReason == "stop")
        #expect(reply?.responseID == "resp_1")
        #expect(outcome(response("", more: #","output_text":"bare""#)).reply?.content == "bare")
        #expect(outcome(#"{"output_text":"bare","output":null}"#).reply?.content == "bare")
        #expect(outcome(response(message("a"), more: #","output_text":"a""#)).reply?.content == "a")
    }

    @Test("messages of other roles are not part of it")
    func roles() {
        let asked =
            #"{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]},"#
            + #"{"role":"system","content":"Be kind."},"#
        #expect(outcome(response(asked + message("a"))).reply?.content == "a")
        #expect(outcome(response(String(asked.dropLast()))).summary == "transient empty_reply")
    }

    @Test("the reasoning is the part that the server shows, and its items are kept unchanged")
    func reasoning() {
        let item = #"{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"a"},{"text":"b"}], "x":1.0}"#
        let shown = #"{"type":"reasoning","summary":[{"text":"short"}],"content":[{"type":"reasoning_text","text":"long"}]}"#
        let reply = outcome(response(item + "," + shown + "," + message("Hi"))).reply
        #expect(reply?.reasoning == "a\n\nb\n\nlong")
        #expect(reply?.reasoningItems?.description == "[\(item),\(shown)]")
        #expect(outcome(response(message("Hi"))).reply?.reasoningItems == nil)
    }

    @Test("calls take the form of chats")
    func calls() {
        let one = #"{"type":"function_call","id":"fc_1","call_id":"call_1","name":"f","arguments":"{\"a\": 1.0}"}"#
        let other = #"{"type":"function_call","id":"fc_2","name":"g","arguments":{"b":2}}"#
        let reply = outcome(response(one + "," + other)).reply
        #expect(
            reply?.toolCalls?.description
                == #"[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{\"a\": 1.0}"}},"#
                + #"{"id":"fc_2","type":"function","function":{"name":"g","arguments":"{\"b\":2}"}}]"#)
        #expect(reply?.finishReason == "tool_calls")
        #expect(reply?.content == nil)
    }

    @Test(
        "the status determines the finish reason",
        arguments: [
            ("incomplete", #","incomplete_details":{"reason":"max_output_tokens"}"#, "length"), ("incomplete", "", "length"),
            ("completed", #","usage":{"input_tokens":3,"output_tokens":9}"#, "length"),
            ("completed", #","usage":{"input_tokens":3,"output_tokens":8}"#, "stop"), ("completed", "", "stop"),
            ("unheard_of", "", "stop"),
        ])
    func endings(status: String, more: String, expected: String) {
        #expect(outcome(response(message("Hi"), status: status, more: more), limit: 9).reply?.finishReason == expected)
    }

    @Test(
        "what is no answer",
        arguments: [
            ("cancelled", "", "transient generation_aborted"), ("failed", "", "transient generation_failed"),
            ("queued", "", "transient response_unfinished"), ("in_progress", "", "transient response_unfinished"),
            ("incomplete", #","incomplete_details":{"reason":"content_filter"}"#, "rejected content_filtered"),
            ("failed", #","error":{"code":"server_error","message":"x"}"#, "transient server_error"),
            ("completed", #","error":{"code":"rate_limit_exceeded","message":"x"}"#, "throttled rate_limited"),
        ])
    func failures(status: String, more: String, expected: String) {
        #expect(outcome(response(message("Hi"), status: status, more: more)).summary == expected)
    }

    @Test("a body that is no response")
    func strange() {
        #expect(outcome("{}").summary == "transient empty_choices")
        #expect(outcome(#"{"message":"moved"}"#).failure?.message == "the response holds no answer: moved")
        #expect(outcome(#"{"choices":[{"message":{"content":"Hi"}}]}"#).summary == "transient empty_choices")
        #expect(outcome(response("")).summary == "transient empty_reply")
        #expect(outcome("").summary == "transient torn_reply")
        #expect(outcome("<html>x</html>").summary == "unreachable web_page")
    }

    @Test("reasoning in the text is separated from it here too")
    func thinkTags() {
        let body = response(message("<think>hm</think>Paris."))
        #expect(outcome(body, provider: .fireworks).reply?.content == "Paris.")
        #expect(outcome(body, provider: .fireworks).reply?.reasoning == "hm")
        #expect(outcome(body).reply?.content == "<think>hm</think>Paris.")
    }
}
