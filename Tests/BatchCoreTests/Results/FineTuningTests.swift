import BatchCore
import TestSupport
import Testing

@Suite("Examples to fine-tune with")
struct FineTuningTests {
    private static func tool(_ name: String) -> String { #"{"type":"function","function":{"name":"\#(name)","parameters":{}}}"# }

    private static func call(_ name: String, id: String? = "c1", _ arguments: String = "{}") -> String {
        let member = id.map { #""id":"\#($0)","# } ?? ""
        return #"{\#(member)"index":0,"type":"function","function":{"name":"\#(name)","arguments":"\#(arguments)"}}"#
    }

    private func messages(
        _ job: FormattedJob, only status: JobResult.Status? = nil, withReasoning: Bool = false
    ) throws -> [String] {
        try job.root(.messages, only: status, withReasoning: withReasoning)["messages"]?.elements.map(\.text.description) ?? []
    }

    private func weights(_ job: FormattedJob) throws -> [Int?] {
        try job.root(.messages)["messages"]?.elements.filter { $0["role"]?.string == "assistant" }.map { $0["weight"]?.int } ?? []
    }

    @Test("A conversation is its messages, and the opening history is not for training")
    func opening() throws {
        let job = FormattedJob(
            #"{"system":"s","messages":[{"role":"user","content":"u","name":"Ann"},"#
                + #"{"role":"assistant","content":"given","reasoning_content":"t","weight":1,"prefix":false}],"#
                + #""turns":["q1",{"user":[{"type":"text","text":"q2"}]}],"params":{"parallel_tool_calls":false}}"#,
            [.said(1, "a1", thinking: "why"), .said(2, turn: 2, "a2")])
        #expect(
            try job.text(.messages)
                == #"{"messages":[{"role":"system","content":"s"},{"role":"user","content":"u","name":"Ann"},"#
                + #"{"role":"assistant","content":"given","weight":0},{"role":"user","content":"q1"},"#
                + #"{"role":"assistant","content":"a1"},{"role":"user","content":[{"type":"text","text":"q2"}]},"#
                + #"{"role":"assistant","content":"a2"}],"parallel_tool_calls":false}"# + "\n")
        let thinking = try messages(job, withReasoning: true)
        #expect(thinking[2] == #"{"role":"assistant","content":"given","reasoning_content":"t","weight":0}"#)
        #expect(thinking[4] == #"{"role":"assistant","content":"a1","reasoning_content":"why"}"#)
        #expect(thinking[6] == #"{"role":"assistant","content":"a2"}"#)
    }

    @Test("Calls of tools and their answers are as the API takes them, whatever the server left out or added")
    func tools() throws {
        let line =
            #"{"turns":["q",{"user":"w","tools":[\#(Self.tool("g")),\#(Self.tool("f"))]}],"tools":[\#(Self.tool("f"))],"#
            + #""tool_results":{"g":"noon"}}"#
        let job = FormattedJob(
            line,
            [
                .called(1, "[\(Self.call("f")),\(Self.call("f", id: nil))]", content: "Let me see."), .said(2, "a"),
                .called(3, turn: 2, "[\(Self.call("g", id: nil, #"{\"x\":1}"#))]", thinking: "why"), .said(4, turn: 2, "b"),
            ],
            toolAnswers: [1, 2].map {
                ToolAnswer(round: 1, call: $0, name: "f", content: "no. \($0)", latency: .zero, answeredAt: .epoch)
            })
        let found = try messages(job)
        let calls = #"{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"call_1_2","type":"function","#
        #expect(
            found[1]
                == #"{"role":"assistant","content":"Let me see.","tool_calls":[\#(calls)"function":{"name":"f","arguments":"{}"}}]}"#)
        #expect(found[2] == #"{"role":"tool","tool_call_id":"c1","content":"no. 1"}"#)
        #expect(found[3] == #"{"role":"tool","tool_call_id":"call_1_2","content":"no. 2"}"#)
        #expect(found[6].hasPrefix(#"{"role":"assistant","content":null,"tool_calls":[{"id":"call_3_1","#))
        #expect(found[7] == #"{"role":"tool","tool_call_id":"call_3_1","content":"noon"}"#)
        #expect(try job.root(.messages)["tools"]?.text.description == "[\(Self.tool("f")),\(Self.tool("g"))]")
        #expect(try messages(job, withReasoning: true)[6].contains(#""content":null,"reasoning_content":"why","tool_calls""#))
    }

    @Test("A truncated reply, or one with a wrong tool call, has the weight 0; others have no weight")
    func flawed() throws {
        let line = #"{"turns":["q1","q2"],"tools":[\#(Self.tool("f"))],"tool_results":{"f":"x"}}"#
        #expect(try weights(FormattedJob(line, [.said(1, "a", finish: "length"), .said(2, turn: 2, "b")])) == [0, nil])
        let wrong = [
            Round.called(1, "[\(Self.call("f"))]"), .called(2, "[\(Self.call("nothing"))]"), .called(3, "[\(Self.call("f", "{"))]"),
            .said(4, "a"), .said(5, turn: 2, "b"),
        ]
        #expect(try weights(FormattedJob(line, wrong)) == [nil, 0, 0, nil, nil])
    }

    @Test("The pieces of a truncated reply are one reply, and unexpected replies are omitted")
    func pieces() throws {
        let job = FormattedJob(
            #"{"turns":[{"user":"q","expect":{"contains":"c"}}]}"#,
            [.said(1, "no", .discarded), .said(2, "ab", .partial, thinking: "t", finish: "length"), .said(3, "c", thinking: "u")])
        #expect(
            try messages(job, withReasoning: true) == [
                #"{"role":"user","content":"q"}"#, #"{"role":"assistant","content":"abc","reasoning_content":"t"}"#,
            ])
    }

    @Test("A job without a usable answer is left out, and so is one that fills gaps")
    func leftOut() throws {
        for reason in ["length", "model_length"] {
            #expect(try FormattedJob(#"{"turns":["q"]}"#, [.said(1, "a", finish: reason)]).leftOut(.messages) == .noAnswer)
        }
        #expect(try FormattedJob(#"{"turns":["q"]}"#).leftOut(.messages, only: .pending) == .noAnswer)
        #expect(try FormattedJob(#"{"api":"fim","turns":["q"]}"#, [.said(1, "a")]).leftOut(.messages) == .gaps)
        #expect(try FormattedJob(#"{"turns":["q"]}"#, [.said(1, "a")]).leftOut(.messages) == nil)
    }

    @Test("In an unfinished job, the last question without an answer is omitted")
    func unfinished() throws {
        let job = FormattedJob(#"{"turns":["q1","q2"]}"#, [.said(1, "a1")])
        #expect(try job.text(.messages).isEmpty)
        #expect(
            try messages(job, only: .pending) == [#"{"role":"user","content":"q1"}"#, #"{"role":"assistant","content":"a1"}"#])
    }

    @Test("A conversation of the Responses API is written as a chat")
    func responses() throws {
        let job = FormattedJob(
            #"{"api":"responses","system":"s","messages":[{"role":"user","content":[{"type":"input_text","text":"u"},"#
                + #"{"type":"input_image","image_url":"data:x","detail":"low"}]},{"type":"reasoning","summary":[]},"#
                + #"{"type":"function_call","call_id":"c","name":"f","arguments":"{}"},"#
                + #"{"type":"function_call","name":"f","arguments":"{}"},"#
                + #"{"type":"function_call_output","call_id":"c","output":"o"},"#
                + #"{"role":"assistant","content":[{"type":"output_text","text":"given"}]}],"#
                + #""turns":["q"],"tools":[{"type":"function","name":"f","strict":true},{"type":"web_search"}]}"#,
            [.said(1, "a")])
        let call = #"{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}},"#
        let other = #"{"id":"call_2","type":"function","function":{"name":"f","arguments":"{}"}}"#
        #expect(
            try messages(job) == [
                #"{"role":"system","content":"s"}"#,
                #"{"role":"user","content":[{"type":"text","text":"u"},{"type":"image_url","image_url":{"url":"data:x","detail":"low"}}]}"#,
                #"{"role":"assistant","content":null,"tool_calls":[\#(call)\#(other)],"weight":0}"#,
                #"{"role":"tool","tool_call_id":"c","content":"o"}"#,
                #"{"role":"assistant","content":[{"type":"text","text":"given"}],"weight":0}"#,
                #"{"role":"user","content":"q"}"#, #"{"role":"assistant","content":"a"}"#,
            ])
        #expect(try job.root(.messages)["tools"]?.text.description == #"[{"type":"function","function":{"name":"f","strict":true}}]"#)
        let strange = #"{"api":"responses","messages":[{"type":"item_reference","id":"x"}],"turns":["q"]}"#
        #expect(try FormattedJob(strange, [.said(1, "a")]).leftOut(.messages) == .notText)
    }
}
