import BatchCore
import ProviderSimulator
import Testing

@Suite("Streams of the Responses API")
struct ResponseStreamTests {
    private static let city = #"{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"#
    private static let tools = #""tools":[{"type":"function","name":"f","parameters":\#(city)}]"#

    /// The events of a stream: names as their lines have them, and data.
    private func events(
        _ dialogue: ResponsesDialogue, _ options: SimulatorOptions = .quick()
    ) throws -> [(name: String?, data: JSONValue)] {
        var dialogue = dialogue
        dialogue.more += (dialogue.more.isEmpty ? "" : ",") + #""stream":true"#
        var model = ProviderModel(options: options)
        let answer = model.ask(dialogue.request)
        #expect(answer.header("content-type")?.hasPrefix("text/event-stream") == true)
        return try answer.text.split(separator: "\n\n").filter { $0 != "data: [DONE]" }.map { event in
            let lines = event.split(separator: "\n")
            let data = try #require(lines.last.map { $0.dropFirst(6) })
            return (lines.count > 1 ? String(lines[0].dropFirst(7)) : nil, try JSONDocument(String(data)).root)
        }
    }

    private func joined(_ events: [(name: String?, data: JSONValue)], _ type: String) -> String {
        events.filter { $0.data["type"]?.string == type }.compactMap { $0.data["delta"]?.string }.joined()
    }

    @Test("The parts of a stream make the response that is not streamed", arguments: ["/openai/v1", "/deepseek", "/litellm/v1"])
    func sameAsWhole(base: String) throws {
        let more = Self.tools + #","reasoning":{"summary":"auto"}"#
        for (text, name) in [("The sea 海", "simulated-reasoner"), ("f Oslo, f Rome", "simulated-chat"), ("f Lima", "deepseek-flash")] {
            let dialogue = ResponsesDialogue(text, model: name, base: base, more: more)
            var model = ProviderModel(options: .quick())
            let whole = try Responded(JSONDocument(model.ask(dialogue.request).wholeBody).root)
            let events = try events(dialogue)
            #expect(events.allSatisfy { $0.name == $0.data["type"]?.string })
            #expect(events.map { $0.data["sequence_number"]?.int } == Array(0..<events.count))
            #expect(events.first?.data["response"]?["status"]?.string == "in_progress")
            #expect(events.prefix(2).map(\.name) == ["response.created", "response.in_progress"])
            let last = try #require(events.last)
            #expect(last.name == "response.completed")
            let response = try #require(last.data["response"])
            #expect(Array(response["output"]?.raw ?? []) == Array(whole.root["output"]?.raw ?? []))
            #expect(response["id"]?.string == whole.id)
            #expect(response["usage"]?["total_tokens"]?.int == whole.input + whole.output)
            #expect(joined(events, "response.output_text.delta") == whole.text ?? "")
            let thoughts = base == "/openai/v1" ? "reasoning_summary_text" : "reasoning_text"
            #expect(joined(events, "response.\(thoughts).delta") == whole.reasoning ?? "")
            #expect(joined(events, "response.function_call_arguments.delta") == whole.calls.map(\.arguments).joined())
            let done = events.filter { $0.name == "response.output_item.done" }.compactMap { $0.data["item"] }
            #expect(done.map { String(decoding: $0.raw, as: UTF8.self) } == whole.items)
        }
    }

    @Test("A reply that is too long ends with response.incomplete")
    func incomplete() throws {
        let last = try #require(try events(ResponsesDialogue("hello", more: #""max_output_tokens":16"#)).last)
        #expect(last.name == "response.incomplete")
        #expect(last.data["response"]?["incomplete_details"]?["reason"]?.string == "max_output_tokens")
    }

    @Test("Options switch event names and [DONE] on and off")
    func form() throws {
        let named = try events(ResponsesDialogue("x"))
        let bare = try events(ResponsesDialogue("x"), .quick { $0.streams.namesEvents = false })
        #expect(bare.allSatisfy { $0.name == nil })
        #expect(bare.map { Array($0.data.raw) } == named.map { Array($0.data.raw) })
        func text(_ change: (inout SimulatorOptions) -> Void) -> String {
            var model = ProviderModel(options: .quick(change))
            return model.ask(ResponsesDialogue("x", more: #""stream":true"#).request).text
        }
        #expect(!text { _ in }.contains("[DONE]"))
        #expect(text { $0.streams.endsResponsesWithDone = true } == text { _ in } + "data: [DONE]\n\n")
    }

    @Test("A stream that fails ends with an error, or with a response that has failed")
    func faults() throws {
        let broken = try events(ResponsesDialogue("x"), .always(.streamError))
        #expect(broken.last?.name == "error")
        #expect(broken.last?.data["message"]?.string?.contains("in the middle of the stream") == true)
        #expect(broken.map { $0.data["sequence_number"]?.int } == Array(0..<broken.count))
        #expect(broken.count > 2)
        let refused = try events(ResponsesDialogue("x"), .always(.errorIn200))
        #expect(refused.map(\.name) == ["error"])
        let failed = try events(ResponsesDialogue("x"), .always(.failed))
        #expect(failed.map(\.name) == ["response.created", "response.in_progress", "response.failed"])
        #expect(failed.last?.data["response"]?["error"]?["code"]?.string == "server_error")
        let empty = try events(ResponsesDialogue("x"), .always(.emptyOutput))
        #expect(empty.last?.name == "response.completed")
        #expect(empty.last?.data["response"]?["output"]?.elements.isEmpty == true)
    }
}
