import BatchCore
import TestSupport
import Testing

@Suite("Reasoning in the history")
struct ReasoningHistoryTests {
    private static let calls = JSONText(#"[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]"#)

    /// Two turns with tools. The first calls a tool twice before it answers.
    private func job(_ params: String = "{}", lastTurn: String = #""b""#) throws -> Job {
        let line = """
            {"turns":["a",\(lastTurn)],"tools":[{"type":"function","function":{"name":"f"}}],"tool_results":{"f":"42"},"params":\(params)}
            """
        return try JobLine(Array(line.utf8), line: 1).job
    }

    private func conversation(_ job: Job, _ history: ReasoningHistory) -> Conversation {
        Conversation(job: job, rules: ConversationRules(reasoningHistory: history))
    }

    private func append(_ reply: Reply, to conversation: inout Conversation) {
        conversation.append(
            conversation.round(
                reply, attempts: 1, latency: .seconds(1), firstToken: nil, createdAt: .epoch, provider: "p", cost: nil))
    }

    private func call(thinking reasoning: String?) -> Reply {
        Reply(content: nil, reasoning: reasoning, toolCalls: Self.calls, finishReason: "tool_calls")
    }

    /// The `reasoning_content` of each of the assistant's messages; nil if the member is missing.
    private func reasoning(_ conversation: Conversation) throws -> [String?] {
        let messages = conversation.history.elements
        return messages.filter { $0["role"]?.string == "assistant" }.map { $0["reasoning_content"]?.string }
    }

    @Test("Within a turn it is kept between tool calls, and removed from the history when the turn ends")
    func withinTurn() throws {
        let job = try job()
        var conversation = conversation(job, .withinTurn)
        let first = conversation.history.bytes
        append(call(thinking: "why 1"), to: &conversation)
        #expect(try reasoning(conversation) == ["why 1"])
        let second = try #require(conversation.nextRequest).messages
        #expect(second.starts(with: first))
        append(call(thinking: "why 2"), to: &conversation)
        #expect(try reasoning(conversation) == ["why 1", "why 2"])
        #expect(try #require(conversation.nextRequest).messages.starts(with: second))
        append(Reply(content: "x", reasoning: "why 3"), to: &conversation)
        #expect(conversation.turnCount == 1)
        #expect(try reasoning(conversation) == [nil, nil, nil])
        // Only the reasoning is removed.
        var stripped = self.conversation(job, .strip)
        for reply in [call(thinking: "why 1"), call(thinking: "why 2"), Reply(content: "x", reasoning: "why 3")] {
            append(reply, to: &stripped)
        }
        #expect(conversation.history == stripped.history)
        append(call(thinking: "why 4"), to: &conversation)
        #expect(try reasoning(conversation) == [nil, nil, nil, "why 4"])
    }

    @Test("A resumed conversation has the same reasoning as an uninterrupted one", arguments: ReasoningHistory.allCases)
    func resumed(history: ReasoningHistory) throws {
        let job = try job()
        var stepped = conversation(job, history)
        var rounds: [Round] = []
        for reply in [call(thinking: "why 1"), call(thinking: nil), Reply(content: "x", reasoning: "why 3"), call(thinking: "why 4")] {
            let round = stepped.round(
                reply, attempts: 1, latency: .seconds(1), firstToken: nil, createdAt: .epoch, provider: "p", cost: nil)
            rounds.append(round)
            stepped.append(round)
            let folded = Conversation(job: job, rounds: rounds, rules: ConversationRules(reasoningHistory: history))
            #expect(folded.history == stepped.history)
        }
        let expected: [ReasoningHistory: [String?]] = [
            .strip: [nil, nil, nil, nil], .withinTurn: [nil, nil, nil, "why 4"], .keepWithTools: ["why 1", "", "why 3", "why 4"],
            .keep: ["why 1", nil, "why 3", "why 4"],
        ]
        #expect(try reasoning(stepped) == expected[history])
    }

    @Test("A tool call without reasoning gets empty reasoning if the turn uses reasoning")
    func emptyReasoning() throws {
        func afterCall(_ params: String, _ history: ReasoningHistory = .keepWithTools) throws -> [String?] {
            var conversation = conversation(try job(params), history)
            append(call(thinking: nil), to: &conversation)
            return try reasoning(conversation)
        }
        #expect(try afterCall("{}") == [""])
        #expect(try afterCall(#"{"thinking":{"type":"enabled"}}"#) == [""])
        #expect(try afterCall(#"{"reasoning_effort":"low"}"#) == [""])
        #expect(try afterCall(#"{"thinking":{"type":"disabled"}}"#) == [nil])
        #expect(try afterCall(#"{"reasoning_effort":"none"}"#) == [nil])
        #expect(try afterCall("{}", .strip) == [nil])
    }

    @Test("The model's messages in an opening history get empty reasoning if they have none and the model needs it")
    func openingHistory() throws {
        let said =
            #"{"role":"user","content":"u"},{"role":"assistant","content":"a"},"#
            + #"{"role":"assistant", "reasoning_content":"r","content":"b"}"#
        let tools = #","tools":[{"type":"function","function":{"name":"f"}}]"#
        func opening(_ history: ReasoningHistory, _ members: String) throws -> String {
            let job = try JobLine(Array(#"{"messages":[\#(said)],"turns":["x"]\#(members)}"#.utf8), line: 1).job
            let next = #",{"role":"user","content":"x"}"#
            return String(conversation(job, history).history.text.dropLast(next.count))
        }
        let wanted = said.replacing(#""content":"a"}"#, with: #""content":"a","reasoning_content":""}"#)
        #expect(try opening(.keepWithTools, tools) == wanted)
        #expect(try opening(.keepWithTools, "") == said)
        #expect(try opening(.keepWithTools, tools + #","params":{"thinking":{"type":"disabled"}}"#) == said)
        for history in [ReasoningHistory.strip, .keep, .withinTurn] { #expect(try opening(history, tools) == said) }
    }

    @Test("If one turn uses reasoning, all messages have the member, because that turn's request contains them all")
    func turnDecides() throws {
        let turn = #"{"user":"b","params":{"thinking":{"type":"enabled"}}}"#
        var conversation = conversation(try job(#"{"thinking":{"type":"disabled"}}"#, lastTurn: turn), .keepWithTools)
        append(call(thinking: nil), to: &conversation)
        append(Reply(content: "x"), to: &conversation)
        append(call(thinking: nil), to: &conversation)
        #expect(try reasoning(conversation) == ["", "", ""])
        var thoughtless = self.conversation(try job(#"{"thinking":{"type":"disabled"}}"#), .keepWithTools)
        append(call(thinking: nil), to: &thoughtless)
        append(Reply(content: "x"), to: &thoughtless)
        #expect(try reasoning(thoughtless) == [nil, nil])
    }
}
