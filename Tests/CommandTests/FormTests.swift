import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("Lines of every form in one file", .sharesMachine)
struct FormTests {
    /// The results without line numbers.
    private func withoutLines(_ results: String) -> String { results.replacing(#/"line":[0-9]+/#, with: "\"line\":0") }

    private func fresh(_ jobs: String, _ options: [String] = []) async throws -> String {
        var results = ""
        try await Rehearsal.with(jobs: jobs) { rehearsal in
            let outcome = try await rehearsal.asDeepSeek().run(options)
            #expect(outcome.status == 0, "\(outcome.errors)")
            results = try rehearsal.comparableResults
        }
        return results
    }

    @Test("They are checked and counted by form, and each warning is reported once")
    func check() async throws {
        let folder = try Folder()
        try folder.write("forms.jsonl", Examples.text("forms.jsonl"))
        let plain = try await Binary.run(["check", "forms.jsonl"], in: folder)
        #expect(plain.status == 0, "\(plain.errors)")
        #expect(plain.output.hasPrefix("forms.jsonl: 10 jobs (4 OpenAI Batch, 1 "))
        #expect(plain.output.contains("), 15 turns, 0 bad lines"))
        #expect(
            plain.errors == "warning: forms.jsonl: line 9, column 159: \"delay\" is ignored: "
                + "a turn starts as soon as the one before it is answered (2 jobs)\n")
        let json = try await Binary.run(["check", "forms.jsonl", "--json", "--replay"], in: folder)
        let counts = try #require(try JSONLines.read(json.output).first)
        #expect(counts["turns"] as? Int == 17)
        #expect(
            counts["forms"] as? [String: Int] == [
                "native": 1, "mt-bench": 1, "openai-batch": 4, "sharegpt": 1, "messages": 1, "aiperf": 1, "genai-perf": 1,
            ])
    }

    @Test("Killed repeatedly, they resume with and without the job file, and are read as at first", arguments: [[], ["--replay"]])
    func killed(options: [String]) async throws {
        let jobs = try ["a", "b", "c"].map { try Examples.text("forms.jsonl").replacing("\"form-", with: "\"\($0)-") }.joined()
        let undisturbed = try await fresh(jobs, options)
        try await Rehearsal.with(.taking(.milliseconds(30)), jobs: jobs) { rehearsal in
            let rehearsal = rehearsal.asDeepSeek()
            for kill in 1...5 {
                let running = try rehearsal.start(["-c", "2"] + options)
                try await waitUntil("some rounds") { rehearsal.storedRounds >= kill * 5 || !running.isRunning }
                running.signal(SIGKILL)
                #expect(try await running.wait().wasKilledOrCompleted)
            }
            try rehearsal.folder.remove("jobs.jsonl")
            let outcome = try await rehearsal.run(job: Rehearsal.state)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(try rehearsal.comparableResults == undisturbed)
            let export = try await rehearsal.command(["export", Rehearsal.state])
            #expect(try export.output == rehearsal.folder.read(Rehearsal.results))
            let shown = try await rehearsal.command(["show", Rehearsal.state, "a-messages"])
            #expect(shown.output.contains("(line 8, \(options.isEmpty ? "1 turn" : "2 turns"))"))
        }
    }

    @Test("A run that would read them in another way is refused")
    func otherReading() async throws {
        let jobs =
            #"{"id":"m","messages":[{"role":"user","content":"x"},{"role":"assistant","content":"y"},{"role":"user","content":"z"}]}"#
        try await Rehearsal.with(jobs: jobs) { rehearsal in
            #expect(try await rehearsal.run(["--replay"]).status == 0)
            let plain = try await rehearsal.run()
            #expect(plain.status == 2)
            #expect(
                plain.errors.contains(
                    "The jobs of jobs.batchrun.db replay every message, and this run would ask only the last.\n  Add --replay, name another"
                ))
            #expect(try await rehearsal.run(["--replay"]).status == 0)
            #expect(try await rehearsal.run(job: Rehearsal.state).status == 0)
            #expect(try rehearsal.reader.summary().counts.rounds == 2)
            #expect(try await rehearsal.run(["--fresh"]).status == 0)
            #expect(try rehearsal.reader.summary().counts.rounds == 1)
            for argument in ["jobs.jsonl", Rehearsal.state] {
                let replay = try await rehearsal.run(["--replay"], job: argument)
                #expect(replay.status == 2)
                #expect(replay.errors.contains("this run would replay every one.\n  Omit --replay, name another state"))
            }
        }
    }

    @Test("Converted, they are the same jobs", arguments: [[], ["--replay"]])
    func converted(options: [String]) async throws {
        let jobs = try Examples.text("forms.jsonl")
        let folder = try Folder()
        try folder.write("forms.jsonl", jobs)
        let outcome = try await Binary.run(["convert", "forms.jsonl", "-o", "own.jsonl"] + options, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
        let own = try folder.read("own.jsonl")
        #expect(own.split(separator: "\n").count == 10)
        #expect(try await withoutLines(fresh(own)) == withoutLines(fresh(jobs, options)))
        let again = try await Binary.run(["convert", "own.jsonl"], in: folder)
        #expect(again.output == own)
    }

    @Test("If lines cannot be converted, no file is written; with --skip-invalid the valid lines are")
    func convertedInPart() async throws {
        let folder = try Folder()
        try folder.write("some.jsonl", "{\"turns\":[\"x\"]}\n{\"turns\":[]}\n")
        let whole = try await Binary.run(["convert", "some.jsonl", "-o", "own.jsonl"], in: folder)
        #expect(whole.status == 2)
        #expect(whole.errors.contains("line 2, column 10: \"turns\" is empty"))
        #expect(!folder.exists("own.jsonl"))
        let part = try await Binary.run(["convert", "some.jsonl", "--skip-invalid"], in: folder)
        #expect((part.status, part.output) == (0, "{\"id\":\"line-1\",\"turns\":[\"x\"]}\n"))
        #expect(try await Binary.run(["convert", "some.jsonl", "-o", "some.jsonl"], in: folder).status == 2)
        #expect(try await Binary.run(["convert", "absent.jsonl"], in: folder).status == 2)
        #expect(try await Binary.run(["convert", "some.jsonl", "--skip-invalid", "-o", "/proc/own.jsonl"], in: folder).status == 4)
    }

    @Test("An array of conversations runs in any layout")
    func array() async throws {
        let jobs = """
            [
              {
                "id": "a",
                "conversations": [
                  { "from": "human", "value": "x" },
                  { "from": "gpt", "value": "y" }
                ],
                "views": [ 1,
                  2 ]
              }, { "messages": [ { "role": "system",
                  "content": "s" }, { "role": "user", "content": "z" } ] }
            ]
            """
        try await Rehearsal.with(jobs: jobs) { rehearsal in
            #expect(try await rehearsal.run(["--limit", "1"]).status == 3)
            #expect(try await rehearsal.run().status == 0)
            let results = try rehearsal.results
            #expect(results.map { $0["id"] as? String } == ["a", "element-2"])
            #expect(results.map { $0["line"] as? Int } == [2, 10])
            #expect(((results[0]["metadata"] as? [String: Any])?["views"] as? [Int]) == [1, 2])
            #expect((results[1]["messages"] as? [[String: Any]])?.map { $0["role"] as? String } == ["system", "user", "assistant"])
            let shown = try await rehearsal.command(["show", Rehearsal.state, "element-2"])
            #expect(shown.output.contains("element-2 (line 10, 1 turn)"))
        }
    }
}
