import BatchCore
import TestSupport
import Testing

@Suite("Result lines")
struct ResultLineTests {
    private let created = CivilTime(year: 2026, month: 11, day: 20, hour: 20, millisecond: 5).instant

    private func round(_ number: Int, _ reply: Reply, cost picodollars: Int64? = nil) -> Round {
        Round(
            number: number, reply: reply, attempts: number, latency: .milliseconds(812), createdAt: created, provider: "deepseek",
            cost: picodollars.map { Cost(total: Dollars(picodollars: $0), savedByCache: .zero) })
    }

    private func reply(_ content: String, usage: Usage? = Usage(prompt: 20, completion: 11, cached: 4, reasoning: 3)) -> Reply {
        Reply(
            content: content, reasoning: "why", finishReason: "stop", responseID: "r", model: "deepseek-chat",
            systemFingerprint: "f", usage: usage)
    }

    private func text(
        _ line: String, rounds: [Round] = [], failure: JobFailure? = nil, reasoning: ReasoningHistory = .strip
    ) throws -> String {
        let line = try JobLine(Array(line.utf8), line: 3)
        let stored = StoredJob(key: JobKey(1), id: line.job.id, line: 3, text: [], rounds: rounds, failure: failure)
        var writer = ResultsWriter(.results)
        writer.add(JobResult(stored, line: line, provider: "account", model: "its model", reasoningHistory: reasoning))
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test("A completed job's line is written as documented, byte for byte")
    func completed() throws {
        let found = try text(
            #"{"id":"é","turns":["q1",{"user":"q2"}],"metadata":{"a" : 1.0}}"#,
            rounds: [round(1, reply("a\"1"), cost: 3_618_000), round(2, reply("a2"), cost: 1_500_000_000_000)])
        let usage = #"{"prompt_tokens":20,"completion_tokens":11,"total_tokens":31,"cached_tokens":4,"reasoning_tokens":3}"#
        let rest = #""finish_reason":"stop","response_id":"r","model":"deepseek-chat","usage":\#(usage)"#
        #expect(
            found
                == #"{"id":"é","line":3,"status":"completed","provider":"deepseek","model":"deepseek-chat","fallback":null,"#
                + #""messages":[{"role":"user","content":"q1"},{"role":"assistant","content":"a\"1"},"#
                + #"{"role":"user","content":"q2"},{"role":"assistant","content":"a2"}],"#
                + #""rounds":[{"round":1,"turn":1,"standing":"answer","content":"a\"1","reasoning_content":"why",\#(rest),"#
                + #""cost_usd":0.000003618,"cache_saved_usd":0,"#
                + #""attempts":1,"latency_ms":812,"first_token_ms":null,"created_at":"2026-11-20T20:00:00.005Z"},"#
                + #"{"round":2,"turn":2,"standing":"answer","content":"a2","reasoning_content":"why",\#(rest),"#
                + #""cost_usd":1.5,"cache_saved_usd":0,"#
                + #""attempts":2,"latency_ms":812,"#
                + #""first_token_ms":null,"created_at":"2026-11-20T20:00:00.005Z"}],"#
                + #""usage":{"prompt_tokens":40,"completion_tokens":22,"total_tokens":62,"cached_tokens":8,"reasoning_tokens":6},"#
                + #""cost_usd":1.500003618,"cache_saved_usd":0,"error":null,"metadata":{"a" : 1.0}}"# + "\n")
    }

    @Test("A pending job's line contains the history of the next request, and its account")
    func pending() throws {
        let found = try text(#"{"turns":["q1"],"system":"s"}"#)
        #expect(
            found
                == #"{"id":"line-3","line":3,"status":"pending","provider":"account","model":"its model","fallback":null,"#
                + #""messages":[{"role":"system","content":"s"},{"role":"user","content":"q1"}],"rounds":[],"#
                + #""usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0,"cached_tokens":0,"reasoning_tokens":0},"#
                + #""cost_usd":0,"cache_saved_usd":0,"error":null,"metadata":null}"# + "\n")
        let named = try JSONDocument(try text(#"{"turns":["q1"],"provider":"p","model":"m"}"#)).root
        #expect(named["provider"]?.string == "p")
        #expect(named["model"]?.string == "m")
    }

    @Test("A failed job keeps the rounds that were paid for and says why it failed")
    func failed() throws {
        let failure = JobFailure(
            failure: Failure(code: "content_filter", message: "no \"such\"", httpStatus: 400), round: 2, attempts: 4, failedAt: .epoch)
        let root = try JSONDocument(try text(#"{"turns":["q1","q2"]}"#, rounds: [round(1, reply("a1"))], failure: failure)).root
        #expect(root["status"]?.string == "failed")
        #expect(root["rounds"]?.elements.count == 1)
        #expect(root["messages"]?.elements.count == 3)
        #expect(
            root["error"].map { String(decoding: $0.raw, as: UTF8.self) }
                == #"{"code":"content_filter","message":"no \"such\"","http_status":400,"round":2,"attempts":4}"#)
    }

    @Test("A job whose script has ended is completed, even if a failure was recorded")
    func completedAfterFailure() throws {
        let failure = JobFailure(failure: Failure(code: "timeout", message: "late"), round: 1, attempts: 4, failedAt: .epoch)
        let root = try JSONDocument(try text(#"{"turns":["q1"]}"#, rounds: [round(1, reply("a1"))], failure: failure)).root
        #expect(root["status"]?.string == "completed")
        #expect(root["error"]?.isNull == true)
    }

    @Test("Tool calls are given as written, with the standing of the reply")
    func toolCalls() throws {
        let calls = #"[ {"id":"1"} ]"#
        let reply = Reply(content: nil, toolCalls: JSONText(calls), finishReason: "tool_calls")
        var calling = round(1, reply)
        calling.standing = .toolCalls
        let found = try text(#"{"turns":["q1","q2"]}"#, rounds: [calling])
        #expect(
            found.contains(
                #""rounds":[{"round":1,"turn":1,"standing":"tool_calls","content":null,"tool_calls":\#(calls),"#
                    + #""finish_reason":"tool_calls","response_id":null,"#
            ))
        let root = try JSONDocument(found).root
        #expect(root["status"]?.string == "pending")
        #expect(root["rounds"]?[0]?["reasoning_content"] == nil)
    }

    @Test("The sum is unknown if one round did not report the count, or if the sum is out of range")
    func unknownUsage() throws {
        let known = round(1, reply("a", usage: Usage(prompt: 5, completion: 2, cached: 1)))
        let huge = round(2, reply("b", usage: Usage(prompt: .max, completion: nil, total: 4)))
        var root = try JSONDocument(try text(#"{"turns":["a","b","c"]}"#, rounds: [known, huge])).root
        #expect(
            root["usage"].map { String(decoding: $0.raw, as: UTF8.self) }
                == #"{"prompt_tokens":null,"completion_tokens":null,"total_tokens":11,"cached_tokens":null,"reasoning_tokens":null}"#)
        root = try JSONDocument(try text(#"{"turns":["a","b","c"]}"#, rounds: [round(1, reply("a")), round(2, reply("b", usage: nil))]))
            .root
        #expect(root["usage"]?.members.allSatisfy { $0.value.isNull } == true)
        #expect(root["rounds"]?[1]?["usage"]?.isNull == true)
    }

    @Test("The cost of a job is known if the cost of each round is known")
    func unknownCost() throws {
        func costs(_ picodollars: [Int64?]) throws -> (sum: JSONValue?, rounds: [JSONValue?]) {
            let rounds = picodollars.enumerated().map { round($0.offset + 1, reply("a"), cost: $0.element) }
            let root = try JSONDocument(try text(#"{"turns":["a","b","c"]}"#, rounds: rounds)).root
            return (root["cost_usd"], root["rounds"]?.elements.map { $0["cost_usd"] } ?? [])
        }
        var found = try costs([100_000_000_000, 200_000_000_000])
        #expect(found.sum?.numberText == "0.3")
        #expect(found.rounds.map { $0?.numberText } == ["0.1", "0.2"])
        found = try costs([100_000_000_000, nil, 1])
        #expect(found.sum?.isNull == true)
        #expect(found.rounds.map { $0?.isNull } == [false, true, false])
        #expect(try costs([0]).sum?.numberText == "0")
    }

    @Test("The history in the line contains the reasoning if it is sent to the provider")
    func reasoning() throws {
        let rounds = [round(1, reply("a"))]
        let kept = try JSONDocument(try text(#"{"turns":["q"]}"#, rounds: rounds, reasoning: .keep)).root
        #expect(kept["messages"]?[1]?["reasoning_content"]?.string == "why")
        let stripped = try JSONDocument(try text(#"{"turns":["q"]}"#, rounds: rounds)).root
        #expect(stripped["messages"]?[1]?["reasoning_content"] == nil)
        #expect(stripped["rounds"]?[0]?["reasoning_content"]?.string == "why")
    }

    @Test("Lines follow one another in one writer")
    func manyLines() throws {
        var writer = ResultsWriter(.results)
        for number in 1...3 {
            let line = try JobLine(Array(#"{"question_id":9,"turns":["q"],"category":"c"}"#.utf8), line: number)
            let stored = StoredJob(
                key: JobKey(1), id: "9", line: number, text: [], rounds: [],
                failure: JobFailure(failure: Failure(code: "c", message: "m"), round: 1, attempts: 2, failedAt: .epoch))
            writer.add(JobResult(stored, line: line, provider: nil, model: nil, reasoningHistory: .strip))
        }
        let lines = writer.bytes.split(separator: UInt8(ascii: "\n"))
        #expect(lines.count == 3)
        for (place, bytes) in lines.enumerated() {
            let root = try JSONDocument(Array(bytes)).root
            #expect(root["line"]?.int == place + 1)
            #expect(root["metadata"]?["category"]?.string == "c")
            #expect(root["provider"]?.isNull == true)
            #expect(root["error"]?["attempts"]?.int == 2)
        }
    }
}
