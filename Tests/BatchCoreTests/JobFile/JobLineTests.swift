import BatchCore
import TestSupport
import Testing

@Suite("Job lines")
struct JobLineTests {
    private func read(_ text: String, line: Int = 7) throws -> JobLine { try JobLine(Array(text.utf8), line: line) }
    private func text(_ json: JSONText?) -> String? { json?.description }

    @Test("A line with every member becomes a job with the same bytes")
    func everyMember() throws {
        let line = try read(
            #"{"metadata": {"k" : 1.0} ,"id":"a\u0062","provider":"p","model":"m","api":"chat","priority":-3,"#
                + #""messages": [ {"role":"user","content":"q\u00e9"} , {"content":null,"role":"assistant"}],"system":"s\u00e9","#
                + #""tool_choice":"auto","params":{"temperature":0.10,"stop":[ "x" ],"z":1e2,"stream":true},"tools":[ {"a":1} ],"#
                + #""turns":["one\n",{"user":[ {"type":"text"} ],"params":{"seed" : 1.0},"tools":[],"tool_choice":{"type" : "none"}}]}"#)
        let job = line.job
        #expect(line.form == .native)
        #expect((job.id, job.line, job.provider, job.model) == ("ab", 7, "p", "m"))
        #expect(job.priority == -3)
        #expect(
            job.opening.text
                == #"{"role":"system","content":"s\u00e9"},{"role":"user","content":"q\u00e9"},{"content":null,"role":"assistant"}"#)
        #expect(job.parameters.members.map(\.name) == ["temperature", "stop", "z", "stream", "tools", "tool_choice"])
        #expect(job.parameters.members.map { text($0.value) } == ["0.10", #"[ "x" ]"#, "1e2", "true", #"[ {"a":1} ]"#, #""auto""#])
        #expect(job.turns.map { text($0.content) } == [#""one\n""#, #"[ {"type":"text"} ]"#])
        #expect(job.turns[0].parameters.isEmpty)
        #expect(job.turns[1].parameters.members.map(\.name) == ["seed", "tools", "tool_choice"])
        #expect(text(job.turns[1].parameters["tool_choice"]) == #"{"type" : "none"}"#)
        #expect(text(line.metadata) == #"{"k" : 1.0}"#)
    }

    @Test("A missing member has its default, and null counts as missing")
    func defaults() throws {
        for text in [
            #"{"turns":["a"]}"#,
            #"{"turns":[{"user":"a","params":null,"tools":null}],"id":null,"system":null,"messages":null,"params":null,"tools":null,"#
                + #""priority":null,"metadata":null,"api":null,"provider":null,"session_id":null,"tool_choice":null,"tool_results":null}"#,
        ] {
            let line = try read(text, line: 12)
            #expect(line.job.id == "line-12")
            #expect(line.job.opening.isEmpty)
            #expect(line.job.parameters.isEmpty)
            #expect(line.job.priority == 0)
            #expect((line.job.provider, line.job.model) == (nil, nil))
            #expect(line.metadata == nil)
        }
    }

    @Test("Metadata may be any value", arguments: ["1.50", "\"x\"", "[null]", "false", "{}"])
    func metadata(value: String) throws {
        #expect(text(try read("{\"turns\":[\"a\"],\"metadata\": \(value) }").metadata) == value)
    }

    @Test("A question of MT-Bench is a job that keeps its category and reference")
    func mtBench() throws {
        let line = try read(#"{"question_id": 81, "category": "math", "turns": ["a", "b"], "reference": ["x",  "y"]}"#)
        #expect(line.form == .mtBench)
        #expect(line.job.id == "81")
        #expect(line.job.turns.map { text($0.content) } == ["\"a\"", "\"b\""])
        #expect(text(line.metadata) == #"{"category":"math","reference":["x",  "y"]}"#)
        let bare = try read(#"{"question_id": "q-1", "turns": ["a"]}"#)
        #expect(bare.job.id == "q-1")
        #expect(bare.metadata == nil)
    }

    @Test("An id may be as long as the limit in bytes")
    func ids() throws {
        let longest = String(repeating: "é", count: JobLine.longestID / 2)
        #expect(try read(#"{"id":"\#(longest)","turns":["a"]}"#).job.id == longest)
        #expect(throws: JobLineError.self) { try read(#"{"id":"\#(longest)x","turns":["a"]}"#) }
    }

    @Test("A column is that of the member's value, or 1 if it is missing")
    func columns() throws {
        let line = try read(#"{"é":1, "turns":["a"]}"#.replacing("\"é\":1", with: "\"model\":\"é\""))
        #expect(line.position(of: JobPlace("model")).column == 10)
        #expect(line.position(of: JobPlace("turns")).column == 23)
        #expect(line.position(of: JobPlace("provider")).column == 1)
    }

    @Test(
        "Every question of MT-Bench runs as it is",
        .enabled(if: SharedData.has("mt-bench-questions.jsonl"), "MT-Bench is not at ../shared/data"))
    func allOfMTBench() throws {
        var splitter = JobFileSplitter()
        splitter.feed(try SharedData.bytes("mt-bench-questions.jsonl"))
        splitter.finish()
        var check = JobFileCheck()
        var ids: [String] = []
        while let entry = splitter.next() { ids.append(try check.job(of: entry).id) }
        #expect(ids == (81...160).map(String.init))
        #expect(check.counts.forms == [.mtBench: 80])
        #expect(check.counts.turns == 160)
        #expect((10_000...40_000).contains(check.counts.estimatedInputTokens))
    }
}
