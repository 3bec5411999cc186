import TestSupport
import Testing

@testable import BatchCore

@Suite("Streams of the Responses API")
struct ResponsesStreamTests {
    private func outcome(_ events: String...) -> Outcome {
        var frame = ReplyFrame(account: AccountID(0))
        frame.isResponses = true
        return WireFormat(accounts: [Account(provider: .openai, key: nil)]).outcome(
            of: HTTPResponse(status: 200, body: Array(events.joined().utf8)), in: frame, now: testNow)
    }

    private func delta(_ text: String, place: Int = 0) -> String {
        event(#"{"type":"response.output_text.delta","output_index":\#(place),"delta":"\#(text)"}"#)
    }

    private func item(_ text: String, place: Int = 0) -> String {
        event(
            #"{"type":"response.output_item.done","output_index":\#(place),"#
                + #""item":{"type":"message","content":[{"type":"output_text","text":"\#(text)"}]}}"#)
    }

    private let created = event(#"{"type":"response.created","response":{"id":"resp_1","status":"in_progress","output":[]}}"#)

    private func end(_ output: String = "[]", kind: String = "completed", more: String = "") -> String {
        event(
            #"{"type":"response.\#(kind)","response":{"id":"resp_1","status":"\#(kind)","output":\#(output),"#
                + #""usage":{"input_tokens":7,"output_tokens":2}\#(more)}}"#)
    }

    private let whole = #"[{"type":"message","content":[{"type":"output_text","text":"Hello"}]}]"#

    @Test("the last event holds the whole response")
    func last() {
        let found = outcome(created, delta("He"), delta("llo"), item("Hello"), end(whole))
        #expect(found.reply?.content == "Hello")
        #expect(found.reply?.finishReason == "stop")
        #expect(found.usage?.prompt == 7)
        // The contents of the last event count, not the events before.
        #expect(outcome(created, item("other"), end(whole)).reply?.content == "Hello")
    }

    @Test("otherwise the items count, and texts without complete items, each at its index")
    func withoutOutput() {
        #expect(outcome(created, item("b", place: 1), item("a", place: 0), end()).reply?.content == "ab")
        let found = outcome(created, delta("a\\ud83d"), delta("\\ude00"), delta("c", place: 2), item("b", place: 1), end())
        #expect(found.reply?.content == "a😀bc")
        #expect(outcome(created, delta("He"), item("Hello"), end("null")).reply?.content == "Hello")
        #expect(outcome(created, end()).summary == "transient empty_reply")
        func refusal(_ text: String) -> String { event(#"{"type":"response.refusal.delta","output_index":0,"delta":"\#(text)"}"#) }
        let refused = outcome(created, refusal("I will"), refusal(" not."), end())
        #expect(refused.summary == "rejected refused")
        #expect(refused.failure?.message.hasSuffix("I will not.") == true)
    }

    @Test("the type is in the event's name, in its data, or in both; [DONE] alone is not an end")
    func kinds() {
        let named = "event: response.completed\n" + event(#"{"response":{"id":"resp_1","status":"completed","output":\#(whole)}}"#)
        #expect(outcome(named).reply?.content == "Hello")
        #expect(outcome("event: response.output_text.delta\n", event(#"{"delta":"Hi"}"#), end(), done).reply?.content == "Hi")
        #expect(outcome(created, delta("He"), done).summary == "transient torn_reply")
        let bare = "event: response.completed\n" + event(#"{"id":"resp_1","status":"completed","output":\#(whole)}"#)
        #expect(outcome(bare).reply?.content == "Hello")
        let openRouter = event(#"{"type":"response.done","response":{"id":"resp_1","status":"completed"}}"#)
        #expect(outcome(item("Hi"), openRouter, done).reply?.content == "Hi")
    }

    @Test("the end that is none", arguments: [("incomplete", "length"), ("completed", "stop")])
    func endings(kind: String, reason: String) {
        #expect(outcome(created, end(whole, kind: kind)).reply?.finishReason == reason)
    }

    @Test("errors, in events of their own or in the response")
    func errors() {
        let overloaded = #"{"type":"error","error":{"code":"server_is_overloaded","message":"x"}}"#
        #expect(outcome(created, event(overloaded)).summary == "transient overloaded")
        let flat = #"{"type":"error","code":"rate_limit_exceeded","message":"x"}"#
        #expect(outcome(created, event(flat)).summary == "throttled rate_limited")
        #expect(outcome("event: error\n", event(#"{"code":"server_error","message":"x"}"#)).summary == "transient server_error")
        let other = #"{"type":"response.error","error":{"code":"invalid_prompt","message":"x"}}"#
        #expect(outcome(created, event(other)).summary == "rejected invalid_request")
        #expect(outcome(event(#"{"error":{"message":"x","code":429}}"#)).summary == "throttled rate_limited")
        let failed = end("[]", kind: "failed", more: #","error":{"code":"rate_limit_exceeded","message":"x"}"#)
        #expect(outcome(created, failed).summary == "throttled rate_limited")
        #expect(outcome(created, failed).usage?.prompt == 7)
        #expect(outcome(created, end("[]", kind: "failed")).summary == "transient generation_failed")
        #expect(outcome(created, end("[]", kind: "cancelled")).summary == "transient generation_aborted")
        // The first one counts.
        #expect(outcome(created, event(overloaded), failed).summary == "transient overloaded")
    }

    @Test("a stream that ends before its end is torn, and so is one with half an event")
    func torn() {
        #expect(outcome(created, delta("He")).summary == "transient torn_reply")
        #expect(outcome(created, "data: {\"type\":\"response.comp").summary == "transient torn_reply")
        #expect(outcome(created, event("{\"type\":"), delta("He")).failure?.message.contains("is not whole") == true)
        // The blank line after the last event may be missing.
        #expect(outcome(created, String(end(whole).dropLast(2))).reply?.content == "Hello")
        #expect(outcome(created, end(whole), "data: {\"ty").reply?.content == "Hello")
        #expect(outcome(": comment\n\n").summary == "transient torn_reply")
    }

    @Test("the first part of the answer is distinguished from the frame around it")
    func tokens() {
        func hasToken(_ events: String...) -> Bool {
            var watch = StreamWatch()
            watch.look(at: Array(events.joined().utf8))
            return watch.hasToken
        }
        #expect(!hasToken(created, delta("")))
        #expect(hasToken(created, delta("H")))
        #expect(hasToken(event(#"{"type":"response.reasoning_text.delta","delta":"hm"}"#)))
        #expect(hasToken(event(#"{"type":"response.function_call_arguments.delta","delta":"{"}"#)))
        #expect(!hasToken(event(#"{"type":"response.output_item.added","item":{"type":"message","content":[]}}"#)))
    }
}
