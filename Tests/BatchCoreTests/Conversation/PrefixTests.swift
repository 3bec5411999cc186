import BatchCore
import TestSupport
import Testing

@Suite("Replies that are begun, and replies that go on")
struct PrefixTests {
    private func conversation(_ line: String, continuing: Bool = false, _ change: (inout ConversationRules) -> Void = { _ in }) throws
        -> Conversation
    {
        var rules = ConversationRules()
        rules.continuesTruncated = continuing
        change(&rules)
        return Conversation(job: try JobLine(Array(line.utf8), line: 1).job, rules: rules)
    }

    private func add(_ reply: Reply, to conversation: inout Conversation) -> Round.Standing {
        let round = conversation.round(
            reply, attempts: 1, latency: .zero, firstToken: nil, createdAt: .epoch, provider: "p", cost: nil)
        conversation.append(round)
        return round.standing
    }

    private func beginning(_ request: RoundRequest?) -> String? {
        guard case .chat(_, let beginning?)? = request?.input else { return nil }
        return beginning.message.description
    }

    private func history(_ conversation: Conversation) -> String { conversation.history.text }

    @Test("A turn's prefix begins the reply, and is part of it in the history")
    func prefix() throws {
        var conversation = try conversation(#"{"turns":[{"user":"code","prefix":"```py\n"},"why?"]}"#)
        let request = try #require(conversation.nextRequest)
        #expect(beginning(request) == #"{"role":"assistant","content":"```py\n","prefix":true}"#)
        #expect(request.isBeta && request.allowsEmptyReply)
        #expect(add(Reply(content: "x = 1", finishReason: "stop"), to: &conversation) == .answer)
        #expect(history(conversation).contains(#"{"role":"assistant","content":"```py\nx = 1"},{"role":"user","content":"why?"}"#))
        let second = try #require(conversation.nextRequest)
        #expect(beginning(second) == nil)
        #expect(!second.isBeta && !second.allowsEmptyReply)
    }

    @Test("A truncated reply is continued at its end, and is one answer in the history")
    func continued() throws {
        var conversation = try conversation(#"{"turns":[{"user":"a","prefix":"So "},"b"]}"#, continuing: true)
        #expect(add(Reply(content: "it ", reasoning: "hm", finishReason: "length"), to: &conversation) == .partial)
        #expect((conversation.turnCount, conversation.roundCount) == (0, 1))
        let request = try #require(conversation.nextRequest)
        #expect(beginning(request) == #"{"role":"assistant","content":"So it ","reasoning_content":"hm","prefix":true}"#)
        #expect(request.round == 2 && request.isBeta)
        #expect(add(Reply(content: "goes", finishReason: "length"), to: &conversation) == .partial)
        #expect(add(Reply(content: nil, finishReason: "stop"), to: &conversation) == .answer)
        #expect(history(conversation).contains(#"{"role":"assistant","content":"So it goes"},{"role":"user","content":"b"}"#))
        #expect((conversation.turnCount, conversation.roundCount) == (1, 3))
    }

    @Test("A reply is continued only if the run allows it, and only as often as allowed")
    func bounds() throws {
        var endless = try conversation(#"{"turns":["a"]}"#, continuing: true)
        var standings: [Round.Standing] = []
        while !endless.isFinished { standings.append(add(Reply(content: "x", finishReason: "length"), to: &endless)) }
        #expect(standings == Array(repeating: .partial, count: ConversationRules.mostPieces - 1) + [.answer])
        #expect(history(endless).hasSuffix(#"{"role":"assistant","content":"xxxxxxxx"}"#))
        var plain = try conversation(#"{"turns":["a"]}"#)
        #expect(add(Reply(content: "x", finishReason: "length"), to: &plain) == .answer)
    }

    @Test("Another provider gets a request for the whole reply, and the earlier part is not in the answer")
    func goneOnElsewhere() throws {
        let line = #"{"turns":["a","b"]}"#
        var spare = try conversation(line, continuing: true) { $0.provider = "q" }
        var results = try conversation(line)
        let cut = Reply(content: "it ", finishReason: "length")
        let first = try conversation(line, continuing: true) { $0.provider = "p" }
        let part = first.round(cut, attempts: 1, latency: .zero, firstToken: nil, createdAt: .epoch, provider: "p", cost: nil)
        #expect(part.standing == .partial)
        for conversation in [first, spare, results] {
            var conversation = conversation
            conversation.append(part)
            let isOwn = conversation.rules.provider != "q"
            #expect((beginning(conversation.nextRequest) != nil) == isOwn)
        }
        spare.append(part)
        results.append(part)
        let whole = spare.round(
            Reply(content: "All.", finishReason: "stop"), attempts: 1, latency: .zero, firstToken: nil, createdAt: .epoch, provider: "q",
            cost: nil)
        for conversation in [spare, results] {
            var conversation = conversation
            conversation.append(whole)
            #expect(history(conversation).contains(#"{"role":"assistant","content":"All."},{"role":"user","content":"b"}"#))
        }
        // Pieces that were joined once are joined in every fold.
        for provider in ["", "p", "q"] {
            var fold = try conversation(line, continuing: true) { $0.provider = provider }
            for (number, part) in ["one ", "two ", "three"].enumerated() {
                fold.append(
                    Round(
                        number: number + 1, turn: 1, standing: number < 2 ? .partial : .answer, reply: Reply(content: part), attempts: 1,
                        latency: .zero, firstToken: nil, createdAt: .epoch, provider: "p", cost: nil))
            }
            #expect(history(fold).contains(#"{"role":"assistant","content":"one two three"},"#), "\(provider)")
        }
        var mistral = try conversation(line, continuing: true)
        #expect(add(Reply(content: "x", finishReason: "model_length"), to: &mistral) == .partial)
    }

    @Test("An expectation applies to the whole answer, and all its pieces are omitted if it is not met")
    func expectation() throws {
        let line = #"{"turns":[{"user":"a","expect":{"contains":"left right"}}]}"#
        var whole = try conversation(line, continuing: true)
        #expect(add(Reply(content: "left ", finishReason: "length"), to: &whole) == .partial)
        #expect(add(Reply(content: "right", finishReason: "stop"), to: &whole) == .answer)
        var short = try conversation(line, continuing: true)
        #expect(add(Reply(content: "left ", finishReason: "length"), to: &short) == .partial)
        #expect(add(Reply(content: "over", finishReason: "stop"), to: &short) == .discarded)
        #expect(beginning(short.nextRequest) == nil)
        #expect(history(short) == #"{"role":"user","content":"a"}"#)
    }

    @Test("A prefix alone is not an answer, and does not apply after tool calls")
    func prefixAlone() throws {
        var short = try conversation(#"{"turns":[{"user":"a","prefix":"So "}]}"#)
        #expect(add(Reply(content: nil, reasoning: "hm", finishReason: "length"), to: &short) == .discarded)
        #expect(add(Reply(content: "", reasoning: "hm", finishReason: "model_length"), to: &short) == .discarded)
        var calling = try conversation(
            #"{"turns":[{"user":"a","prefix":"So "}],"tools":[{"function":{"name":"f"}}],"tool_results":{"f":"1"},"#
                + #""tool_choice":"required"}"#)
        let call = JSONText(#"[{"id":"c","function":{"name":"f","arguments":"{}"}}]"#)
        #expect(calling.nextRequest?.parameters.contains("tool_choice") == true)
        #expect(add(Reply(content: "I look.", toolCalls: call, finishReason: "tool_calls"), to: &calling) == .toolCalls)
        #expect(history(calling).contains(#"{"role":"assistant","content":"So I look.","tool_calls":"#))
        let request = try #require(calling.nextRequest)
        #expect(beginning(request) == nil)
        #expect(!request.parameters.contains("tool_choice"), "a call that is forced again and again never ends in words")
        #expect(add(Reply(content: "Done.", finishReason: "stop"), to: &calling) == .answer)
        #expect(history(calling).hasSuffix(#"{"role":"assistant","content":"Done."}"#))
    }

    @Test("Gaps are filled one by one, each without the earlier ones")
    func gaps() throws {
        var conversation = try conversation(#"{"api":"fim","turns":[{"prompt":"a","suffix":"b"},"c"],"params":{"max_tokens":9}}"#)
        let first = try #require(conversation.nextRequest)
        guard case .infill(let prompt, let suffix) = first.input else { Issue.record("another case"); return }
        #expect((prompt, suffix) == (JSONText(string: "a"), JSONText(string: "b")))
        #expect(first.isBeta && first.allowsEmptyReply)
        #expect(add(Reply(content: "", finishReason: "stop"), to: &conversation) == .answer)
        guard case .infill(let second, nil)? = conversation.nextRequest?.input else { Issue.record("another case"); return }
        #expect(second == JSONText(string: "c"))
        #expect(add(Reply(content: "x", finishReason: "length"), to: &conversation) == .answer)
        #expect(conversation.isFinished && conversation.history.isEmpty)
    }

    @Test("Strict tools concern only the turn that has them")
    func strictTools() throws {
        let strict = #"[{"type":"function","function":{"name":"f","strict":true}}]"#
        var conversation = try conversation(#"{"turns":["a",{"user":"b","tools":[]}],"tools":\#(strict)}"#)
        #expect(conversation.nextRequest?.isBeta == true)
        #expect(add(Reply(content: "x", finishReason: "stop"), to: &conversation) == .answer)
        #expect(conversation.nextRequest?.isBeta == false)
    }
}
