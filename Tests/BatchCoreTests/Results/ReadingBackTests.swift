import BatchCore
import TestSupport
import Testing

@Suite("Results that are jobs again")
struct ReadingBackTests {
    private static let tool = #"{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}"#

    /// Jobs that training formats can contain, with the answers to each turn.
    private static let jobs: [FormattedJob] = [
        FormattedJob(#"{"id":"a","turns":["q\"1\n"]}"#, [.said(1, "a\"1\n")]),
        FormattedJob(
            #"{"id":"b","system":"s","turns":["q1","q2","q3"]}"#,
            [.said(1, "a1", thinking: "why"), .said(2, turn: 2, "no", .discarded), .said(3, turn: 2, "a2"), .said(4, turn: 3, "a3")]),
        FormattedJob(
            #"{"id":"c","system":"s","messages":[{"role":"user","content":"u"},{"role":"assistant","content":"given"}],"turns":["é"]}"#,
            [.said(1, "", .partial, finish: "length"), .said(2, "雪")]),
        FormattedJob(
            #"{"id":"d","turns":[{"user":"q1","prefix":"Once"},"q2"],"tools":[\#(tool)]}"#,
            [.said(1, " upon"), .said(2, turn: 2, "a2")]),
    ]

    private func read(_ text: String, _ reading: JobReading = .plain) throws -> ReadLine {
        try ReadLine(String(text.dropLast()), reading)
    }

    /// The contents of all messages of a job's result.
    private func said(_ job: FormattedJob) throws -> [String] {
        try job.root(.results)["messages"]?.elements.compactMap { $0["content"]?.string } ?? []
    }

    @Test("An example to train with asks its last question again, or all of them", arguments: Self.jobs)
    func messages(job: FormattedJob) throws {
        let (text, script) = (try job.text(.messages), try job.result.job)
        let last = try read(text)
        #expect(last.line.form == .messages)
        #expect(last.turns == script.turns.suffix(1).map { $0.content.description })
        let sent = try JSONDocument("[\(last.request)]").root.elements
        #expect(sent.compactMap { $0["content"]?.string } == Array(try said(job).dropLast()))
        #expect(sent.allSatisfy { $0["weight"] == nil })

        let all = try read(text, .replay)
        let given = #",{"role":"assistant","content":"given"}"#
        // The assistant's messages in the opening history are replayed too, because nothing distinguishes them from answers.
        let before = try JSONDocument("[\(script.opening.text.replacing(given, with: ""))]").root.elements
        let users = before.filter { $0["role"]?.string == "user" }.compactMap {
            $0["content"].map { String(decoding: $0.raw, as: UTF8.self) }
        }
        #expect(all.turns == users + script.turns.map { $0.content.description })
        #expect(all.parameters == ReadLine.spelled(script.parameters))
    }

    @Test("A conversation in ShareGPT's form replays all messages of the human", arguments: Self.jobs)
    func shareGPT(job: FormattedJob) throws {
        let (read, script) = (try read(try job.text(.shareGPT)), try job.result.job)
        #expect(read.line.form == .shareGPT)
        #expect(read.job.id == script.id)
        #expect(read.turns.suffix(script.turns.count) == script.turns.map { $0.content.description }[...])
        #expect(read.opening.isEmpty == !script.opening.text.hasPrefix(#"{"role":"system""#))
        #expect(read.parameters == ReadLine.spelled(script.parameters))
    }

    @Test("As an array each is a job, however it comes in")
    func array() throws {
        var writer = ResultsWriter(.shareGPTArray)
        writer.begin()
        for job in Self.jobs { writer.add(try job.result) }
        writer.end()
        for size in [1, 7, writer.bytes.count] {
            var splitter = JobFileSplitter()
            var ids: [String] = []
            for start in stride(from: 0, to: writer.bytes.count, by: size) {
                splitter.feed(Array(writer.bytes[start..<min(start + size, writer.bytes.count)]))
                while let entry = splitter.next() { ids.append(try id(of: entry)) }
            }
            splitter.finish()
            while let entry = splitter.next() { ids.append(try id(of: entry)) }
            #expect(ids == ["a", "b", "c", "d"])
        }
    }

    private func id(of entry: JobFileEntry) throws -> String {
        switch entry {
        case .text(let text): try JobLine(text).job.id
        case .bad(let fault): throw fault
        }
    }

    @Test("Tool calls are history in messages, and are answered by the script in ShareGPT")
    func calls() throws {
        let call = #"[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]"#
        let job = FormattedJob(
            #"{"id":"x","turns":["q1","q2"],"tools":[\#(Self.tool)],"tool_results":{"f":"o"}}"#,
            [.called(1, call), .said(2, "a1"), .said(3, turn: 2, "a2")])
        let back = try read(try job.text(.messages))
        #expect(
            back.opening
                == #"{"role":"user","content":"q1"},{"role":"assistant","content":null,"tool_calls":\#(call)},"#
                + #"{"role":"tool","tool_call_id":"c","content":"o"},{"role":"assistant","content":"a1"}"#)
        #expect(back.turns == [#""q2""#])
        #expect(back.parameters == ["tools=[\(Self.tool)]"])
        let script = try read(try job.text(.shareGPT))
        #expect(script.turns == [#""q1""#, #""q2""#])
        #expect(script.parameters == ["tools=[\(Self.tool)]"])
        let answers = try #require(script.job.toolScript?.answers["f"])
        #expect(answers.map { ($0.arguments?.raw).map { String(decoding: $0, as: UTF8.self) } } == ["{}", nil])
        #expect(answers.map(\.content) == ["o", "o"])
    }

    @Test("A line of a batch's output is refused as one")
    func batchOutput() throws {
        let text = String(try Self.jobs[0].text(.openAIBatch).dropLast())
        #expect(ReadLine.faults(text).first?.contains("a line of a batch's output, not a job") == true)
    }

    @Test("A request that its own last message begins has one reply, and one to learn from")
    func begun() throws {
        let line =
            #"{"custom_id":"x","body":{"messages":[{"role":"user","content":"q"},"#
            + #"{"role":"assistant","content":"On","prefix":true,"reasoning_content":"t"}]}}"#
        let job = FormattedJob(line, [.said(1, "ce")])
        #expect(
            try job.text(.messages, withReasoning: true)
                == #"{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"Once","reasoning_content":"t"}]}"# + "\n")
        #expect(try job.root(.fastChat)["choices"]?[0]?["turns"]?[0]?.string == "Once")
    }
}
