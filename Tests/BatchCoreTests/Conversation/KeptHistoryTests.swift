import TestSupport
import Testing

@testable import BatchCore

/// A conversation of the Responses API, turn by turn.
struct ResponsesTalk {
    private(set) var conversation: Conversation
    private var count = 0

    init(
        turns: [String] = ["Write a short story about a robot", "Now write a poem about that robot", "And a title"],
        members: String = "", _ change: (inout ConversationRules) -> Void = { $0.keptHistory = .unproven }
    ) throws {
        var writer = JSONWriter()
        writer.beginArray()
        for turn in turns { writer.string(turn) }
        writer.endArray()
        let said = String(decoding: writer.bytes, as: UTF8.self)
        try self.init(line: #"{"turns":\#(said),"api":"responses"\#(members)}"#, change)
    }

    init(line: String, _ change: (inout ConversationRules) -> Void) throws {
        let job = try JobLine(Array(line.utf8), line: 1).job
        var rules = ConversationRules()
        rules.provider = "p"
        change(&rules)
        conversation = Conversation(job: job, rules: rules)
    }

    static let story = String(repeating: "The robot went on. ", count: 20)

    mutating func reply(
        _ content: String? = story, toolCalls: JSONText? = nil, items: String? = nil, usage: Usage? = Usage(prompt: 20, completion: 80),
        provider: String = "p"
    ) {
        count += 1
        let reply = Reply(
            content: content, reasoningItems: items.map { JSONText($0) }, toolCalls: toolCalls, finishReason: "stop",
            responseID: "resp_\(count)", usage: usage)
        conversation.append(
            conversation.round(reply, attempts: 1, latency: .zero, firstToken: nil, createdAt: .epoch, provider: provider, cost: nil))
    }

    /// The next request: its items, and the response that it continues.
    func request(fromKept: Bool) throws -> (items: String, previous: String?) {
        let request = try #require(conversation.nextRequest(fromKept: fromKept))
        guard case .responses(let items, let previous, _) = request.input else { return ("", nil) }
        return (items.text, previous)
    }
}

@Suite("Conversation: histories that servers keep")
struct KeptHistoryTests {
    @Test("The next request continues the last response, or carries the whole history")
    func requests() throws {
        var talk = try ResponsesTalk()
        #expect(!talk.conversation.canGoOnFromKept)
        #expect(try talk.request(fromKept: true) == (#"{"role":"user","content":"Write a short story about a robot"}"#, nil))
        talk.reply("A story.")
        let poem = #"{"role":"user","content":"Now write a poem about that robot"}"#
        #expect(try talk.request(fromKept: true) == (poem, "resp_1"))
        let story = #"{"role":"user","content":"Write a short story about a robot"},{"role":"assistant","content":"A story."},"#
        #expect(try talk.request(fromKept: false) == (story + poem, nil))
        talk.reply("A poem.")
        #expect(try talk.request(fromKept: true) == (#"{"role":"user","content":"And a title"}"#, "resp_2"))
    }

    @Test("A function call and its answer continue the response with the call")
    func tools() throws {
        let members = #","tools":[{"type":"function","name":"f"}],"tool_results":{"f":"fine"}"#
        var talk = try ResponsesTalk(members: members)
        talk.reply(nil, toolCalls: Reply.calls([("f", "{}")]).toolCalls)
        let output = #"{"type":"function_call_output","call_id":"c1","output":"fine"}"#
        #expect(try talk.request(fromKept: true) == (output, "resp_1"))
        #expect(
            try talk.request(fromKept: false).items
                == #"{"role":"user","content":"Write a short story about a robot"},"#
                + #"{"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},"# + output)
    }

    @Test(
        "Until a server is proven to keep histories, one is continued only if a loss would show",
        arguments: [
            (KeptHistory.none, "short", "short", false), (.unproven, String(repeating: "long ", count: 40), "short", true),
            (.unproven, "short", String(repeating: "long ", count: 100), false),
            (.documented, "short", String(repeating: "long ", count: 100), true),
        ])
    func whereLossShows(kept: KeptHistory, reply: String, next: String, goesOn: Bool) throws {
        var talk = try ResponsesTalk(turns: ["a", next]) { $0.keptHistory = kept }
        talk.reply(reply)
        #expect(talk.conversation.canGoOnFromKept == goesOn)
    }

    @Test("A history that was left out shows in the input tokens, which do not grow")
    func leftOut() throws {
        var talk = try ResponsesTalk()
        talk.reply(usage: Usage(prompt: 20, completion: 80))
        // The story has 380 bytes, so at least 47 tokens.
        for (prompt, isLeftOut) in [(15, true), (20, true), (66, true), (67, false), (110, false)] {
            let reply = Reply(content: "x", usage: Usage(prompt: prompt, completion: 1))
            #expect(talk.conversation.isHistoryLeftOut(of: reply) == isLeftOut, "\(prompt)")
        }
        #expect(talk.conversation.isHistoryLeftOut(of: Reply(content: "x")), "without usage nothing is proven")
        #expect(try !truncated().conversation.isHistoryLeftOut(of: Reply(content: "x", usage: Usage(prompt: 1, completion: 1))))
    }

    @Test(
        "If tokens are counted differently or content is not text, a loss cannot show: no trial is made, and no loss is reported",
        arguments: [
            (#""b""#, true), (#"{"user":"b","tools":[{"type":"function","name":"f"}]}"#, false),
            (#"{"user":"b","params":{"top_p":1}}"#, false),
            (#"{"user":[{"type":"input_text","text":"b"}]}"#, true),
            (#"{"user":[{"type":"input_text","text":"b"},{"type":"input_image","image_url":"https://h/i.png"}]}"#, false),
            (#"{"message":{"role":"user","content":[{"type":"input_file","file_id":"f"}]}}"#, false),
            (#"{"user":"b","params":{"truncation":"auto"}}"#, false),
        ])
    func otherCounts(next: String, isComparable: Bool) throws {
        for kept in [KeptHistory.unproven, .documented] {
            var talk = try ResponsesTalk(line: #"{"turns":["a",\#(next)],"api":"responses"}"#) { $0.keptHistory = kept }
            talk.reply()
            #expect(talk.conversation.canGoOnFromKept == (kept == .documented || isComparable))
            guard kept == .documented, next.contains("tools") else { continue }
            #expect(!talk.conversation.isHistoryLeftOut(of: Reply(content: "x", usage: Usage(prompt: 1, completion: 1))))
        }
    }

    @Test("If the history contains an image, bytes do not show a loss, and unproven histories are not used", arguments: [true, false])
    func imageBefore(isInOpening: Bool) throws {
        let image = #"[{"type":"input_image","image_url":"data:\#(String(repeating: "A", count: 4_000))"}]"#
        let line = isInOpening
            ? #"{"api":"responses","messages":[{"role":"user","content":\#(image)}],"turns":["a","b"]}"#
            : #"{"api":"responses","turns":[{"user":\#(image)},"b"]}"#
        var talk = try ResponsesTalk(line: line) { $0.keptHistory = .unproven }
        talk.reply()
        #expect(!talk.conversation.canGoOnFromKept)
    }

    @Test("Another model counts otherwise: a server that is known to keep is not blamed for it, and no other is trusted")
    func otherModel() throws {
        for kept in [KeptHistory.unproven, .documented] {
            var talk = try ResponsesTalk { $0.keptHistory = kept }
            talk.reply()
            let reply = Reply(content: "x", model: "other", usage: Usage(prompt: kept == .documented ? 1 : 1_000, completion: 1))
            #expect(talk.conversation.isHistoryLeftOut(of: reply) == (kept == .unproven))
        }
    }

    private func truncated() throws -> ResponsesTalk {
        var talk = try ResponsesTalk(members: #","params":{"truncation":"auto"}"#)
        talk.reply()
        return talk
    }

    @Test("The reasoning of a model need not be counted again as input")
    func thoughts() throws {
        var talk = try ResponsesTalk()
        talk.reply("Yes.", usage: Usage(prompt: 20, completion: 503, reasoning: 500))
        #expect(!talk.conversation.isHistoryLeftOut(of: Reply(content: "x", usage: Usage(prompt: 24, completion: 1))))
    }

    @Test("Another provider's response is not continued, and its form of reasoning is not sent back")
    func otherProvider() throws {
        let items = #"[{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gA"}]"#
        var own = try ResponsesTalk()
        own.reply("A story.", items: items)
        #expect(try own.request(fromKept: false).items.contains(#"{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gA"}"#))
        var other = try ResponsesTalk()
        other.reply("A story.", items: items, provider: "q")
        #expect(!other.conversation.canGoOnFromKept)
        #expect(try !other.request(fromKept: true).items.contains("reasoning"))
    }

    @Test("Reasoning outside items is sent back only if the model needs it", arguments: ReasoningHistory.allCases)
    func openThoughts(history: ReasoningHistory) throws {
        var talk = try ResponsesTalk { $0.reasoningHistory = history }
        talk.reply("A story.", items: #"[{"type":"reasoning","summary":[{"type":"summary_text","text":"hm"}]}]"#)
        #expect(try talk.request(fromKept: false).items.contains("reasoning") == (history == .keep))
    }
}
