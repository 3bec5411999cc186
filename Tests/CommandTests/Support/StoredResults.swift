import BatchCore
import BatchEngine
import Foundation
import TestSupport

/// A state file with every case that formats of results must represent, at fixed times.
enum StoredResults {
    private static let weather = #"{"type":"function","function":{"name":"get_weather","parameters":{"type":"object"}}}"#

    static let lines = [
        #"{"id":"tools","system":"Be brief.","messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello."}],"#
            + #""turns":["Oslo and Rome?","Thanks."],"tools":[\#(weather)],"tool_results":{"get_weather":["snow","sun"]}}"#,
        #"{"id":"thoughts","turns":[{"user":[{"type":"text","text":"9.11 or 9.8?"}]},{"user":"List it.","prefix":"1. "}],"metadata":[1]}"#,
        #"{"id":"refused","turns":["Bad words."]}"#,
        #"{"id":"silent","model":"deepseek-v4-pro","turns":["Once.","Twice."]}"#,
        #"{"id":"pending, with \"quotes\"","turns":["Not yet.","Nor this."]}"#,
        #"{"id":"gap","api":"fim","turns":[{"prompt":"def f(","suffix":"    return"}]}"#,
        #"{"question_id":81,"category":"writing","turns":["Write.","Rewrite."]}"#,
        #"{"id":"=cut","turns":["A long story.","And the moral?"]}"#,
        #"{"id":"response","api":"responses","system":"Be brief.","turns":["Hi",{"user":[{"type":"input_text","text":"Bye"}]}]}"#,
        #"{"id":"waiting","turns":["Nobody asked."]}"#,
    ]

    private static func rounds(of id: String) -> [Round] {
        switch id {
        case "tools":
            let calls = ["Oslo", "Rome"].enumerated().map { place, city in
                #"{"index":\#(place),"id":"call_\#(place)","type":"function","#
                    + #""function":{"name":"get_weather","arguments":"{\"city\":\"\#(city)\"}"}}"#
            }
            return [
                round(1, 1, .toolCalls, nil, thinking: "Two calls.", calls: "[\(calls.joined(separator: ","))]", finish: "tool_calls"),
                round(2, 1, .answer, "Snow in Oslo,\nsun in Rome."), round(3, 2, .answer, "At your service."),
            ]
        case "thoughts":
            return [
                round(1, 1, .discarded, "Hm.", thinking: "No idea."), round(2, 1, .answer, "9.8 is \"greater\".", thinking: "0.8 > 0.11"),
                round(3, 2, .partial, "9.8 ", thinking: "A list.", finish: "length"), round(4, 2, .answer, "2. 9.11"),
            ]
        case "silent": return [round(1, 1, .answer, "One.")]
        case "pending, with \"quotes\"": return [round(1, 1, .answer, "Wait.")]
        case "gap": return [round(1, 1, .answer, "a):\n")]
        case "81": return [round(1, 1, .answer, "A text."), round(2, 2, .answer, "A better text.")]
        case "=cut": return [round(1, 1, .answer, "Once upon a", finish: "length"), round(2, 2, .answer, "Patience.", finish: nil)]
        case "response": return [round(1, 1, .answer, "Hello."), round(2, 2, .answer, "Good", thinking: "Bye.", finish: "length")]
        default: return []
        }
    }

    private static func failure(of id: String) -> Failure? {
        switch id {
        case "refused": Failure(code: "invalid_request", message: "Invalid \"messages\".", httpStatus: 400)
        case "silent": Failure(code: "empty_reply", message: "the model answered with no text", httpStatus: 200)
        default: nil
        }
    }

    private static func round(
        _ number: Int, _ turn: Int, _ standing: Round.Standing, _ content: String?, thinking: String? = nil, calls: String? = nil,
        finish: String? = "stop"
    ) -> Round {
        let usage = Usage(
            prompt: 10 * number, completion: 5, cached: 4, reasoning: thinking == nil ? nil : 2, raw: JSONText(#"{"prompt_tokens":1}"#))
        return Round(
            number: number, turn: turn, standing: standing,
            reply: Reply(
                content: content, reasoning: thinking, toolCalls: calls.map { JSONText($0) }, finishReason: finish,
                responseID: "response-\(number)", model: "deepseek-flash", systemFingerprint: "fp", usage: usage),
            attempts: number, latency: .milliseconds(812), firstToken: number == 1 ? .milliseconds(210) : nil,
            createdAt: Instant(unixMilliseconds: 1_795_000_000_123 + Int64(number) * 1_000), provider: "deepseek",
            cost: finish == nil ? nil : Cost(total: Dollars(picodollars: 3_618_000), savedByCache: Dollars(picodollars: 12)))
    }

    /// Writes the state file into `folder`.
    static func write(to folder: Folder) async throws {
        let file = try StateFile(path: folder.path(Rehearsal.state))
        defer { file.close() }
        let session = try file.beginIngest(at: .epoch)
        var jobs: [Job] = []
        for (place, line) in lines.enumerated() {
            let job = try JobLine(Array(line.utf8), line: place + 1).job
            jobs.append(job)
            _ = try session.add(IngestLine(id: job.id, line: job.line, text: Array(line.utf8)[...], turns: job.turns.count))
        }
        try session.commit()
        let run = try file.beginRun(
            at: .epoch, concurrency: 4, version: Release.version, settings: RunSettings(provider: "deepseek", model: "deepseek-flash"))
        try file.endRun(run, at: .epoch, ending: "interrupted")
        let store = try SQLiteStore(file)
        for (place, job) in jobs.enumerated() {
            let records = records(of: job, JobKey(Int64(place + 1)))
            let end = await withCheckedContinuation { continuation in store.commit(records) { continuation.resume(returning: $0) } }
            try end.get()
        }
    }

    private static func records(of job: Job, _ key: JobKey) -> [Record] {
        let rounds = rounds(of: job.id)
        var records = rounds.map { round in
            var round = round
            round.endsConversation = round.turn == job.turns.count && round.standing == .answer
            let attempt = AttemptRecord(number: 1, provider: "deepseek", startedAt: .epoch, latency: .seconds(1), outcome: "replied")
            return Record.round(key, round, attempt)
        }
        if let failure = failure(of: job.id) {
            records.append(.failure(key, JobFailure(failure: failure, round: rounds.count + 1, attempts: 1, failedAt: .epoch)))
        }
        return records
    }
}
