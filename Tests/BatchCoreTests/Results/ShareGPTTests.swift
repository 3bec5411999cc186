import BatchCore
import TestSupport
import Testing

@Suite("Conversations in ShareGPT's form")
struct ShareGPTTests {
    private static let tools = #""tools":[{"type":"function","function":{"name":"f"}}],"tool_results":{"f":["o1","o\"2"]}"#

    private static func call(_ arguments: String) -> String {
        #"{"id":"c","type":"function","function":{"name":"f","arguments":"\#(arguments)"}}"#
    }

    private func entries(_ job: FormattedJob, withReasoning: Bool = false) throws -> [String] {
        try job.root(.shareGPT, withReasoning: withReasoning)["conversations"]?.elements.map {
            "\($0["from"]?.string ?? "?"): \($0["value"]?.string ?? "?")"
        } ?? []
    }

    @Test("The speakers have LLaMA-Factory's names")
    func conversation() throws {
        let job = FormattedJob(
            #"{"id":"x","system":"s","messages":[{"role":"assistant","content":"hi","reasoning_content":"r"}],"#
                + #""turns":["q1",{"user":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}]}"#,
            [.said(1, "a1", thinking: "why"), .said(2, turn: 2, "a2", thinking: "")])
        #expect(
            try job.text(.shareGPT)
                == #"{"id":"x","conversations":[{"from":"system","value":"s"},{"from":"gpt","value":"hi"},"#
                + #"{"from":"human","value":"q1"},{"from":"gpt","value":"a1"},{"from":"human","value":"a\nb"},"#
                + #"{"from":"gpt","value":"a2"}]}"# + "\n")
        #expect(
            try entries(job, withReasoning: true)
                == [
                    "system: s", "gpt: <think>\nr\n</think>\n\nhi", "human: q1", "gpt: <think>\nwhy\n</think>\n\na1", "human: a\nb",
                    "gpt: a2",
                ])
    }

    @Test("A call is one entry and its answer another, however many there are at once")
    func calls() throws {
        let job = FormattedJob(
            #"{"turns":["q"],\#(Self.tools)}"#,
            [
                .called(1, "[\(Self.call(#"{\"a\" : 1}"#))]", thinking: "why"),
                .called(2, "[\(Self.call("")),\(Self.call("{}"))]", content: "Let me see."), .said(3, "a"),
            ])
        #expect(
            try entries(job, withReasoning: true) == [
                "human: q", "function_call: <think>\nwhy\n</think>\n\n{\"name\":\"f\",\"arguments\":{\"a\" : 1}}", "observation: o1",
                #"function_call: [{"name":"f","arguments":{}},{"name":"f","arguments":{}}]"#,
                #"observation: ["o\"2","o\"2"]"#, "gpt: a",
            ])
        #expect(try job.root(.shareGPT)["tools"]?.string == #"[{"type":"function","function":{"name":"f"}}]"#)
    }

    @Test("Jobs that the format cannot contain are left out")
    func leftOut() throws {
        let image = #"{"turns":[{"user":[{"type":"image_url","image_url":{"url":"data:x"}}]}]}"#
        #expect(try FormattedJob(image, [.said(1, "a")]).leftOut(.shareGPT) == .notText)
        #expect(try FormattedJob(#"{"turns":["q"]}"#, [.said(1, "a", finish: "length")]).leftOut(.shareGPT) == .flawed)
        let wrong = [Round.called(1, "[\(Self.call("{"))]"), .said(2, "a")]
        #expect(try FormattedJob(#"{"turns":["q"],\#(Self.tools)}"#, wrong).leftOut(.shareGPT) == .flawed)
        #expect(try FormattedJob(#"{"api":"fim","turns":["q"]}"#, [.said(1, "a")]).leftOut(.shareGPT) == .gaps)
        #expect(try FormattedJob(#"{"turns":["q"]}"#).leftOut(.shareGPT, only: .pending) == .noAnswer)
    }

    @Test("As an array, all jobs are one JSON text", arguments: 0...3)
    func array(count: Int) throws {
        var writer = ResultsWriter(.shareGPTArray)
        writer.begin()
        for number in 0..<count {
            // An omitted entry leaves no comma behind.
            writer.add(try FormattedJob(#"{"turns":["q"]}"#).result)
            writer.add(try FormattedJob(#"{"id":"\#(number)","turns":["q"]}"#, [.said(1, "a")]).result)
        }
        writer.end()
        let root = try JSONDocument(writer.bytes).root
        #expect(root.elements.map { $0["id"]?.string } == (0..<count).map { "\($0)" })
        #expect(writer.bytes.last == UInt8(ascii: "\n"))
    }
}
