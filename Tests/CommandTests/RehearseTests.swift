import BatchCore
import BatchEngine
import Foundation
import TestSupport
import Testing

@Suite("Rehearsals", .sharesMachine)
struct RehearseTests {
    private static let state = "jobs.rehearsal.batchrun.db"
    private static let results = "jobs.rehearsal.results.jsonl"
    private static let jobs = """
        {"id":"deepseek","model":"deepseek-flash","turns":["get_time Oslo","And then?"],"params":{"max_tokens":300},\
        "tools":[{"type":"function","function":{"name":"get_time"}}],"tool_results":{"get_time":"noon"}}
        {"id":"gap","model":"deepseek-v4-pro","api":"fim","turns":[{"prompt":"def f():","suffix":"return x"}]}
        {"id":"together","provider":"together","model":"deepseek-ai/DeepSeek-R1","turns":["Why?","And then?"]}
        {"id":"litellm","provider":"litellm","model":"ds","turns":["Why?","And then?"],"params":{"stream":true}}
        {"id":"openai","provider":"openai","model":"gpt-4.1","turns":["Why?","And then?"],"params":{"temperature":0}}
        {"id":"responses","provider":"openai","model":"gpt-4.1","api":"responses","turns":["Why?","And then?"]}

        """

    private func rehearse(_ folder: Folder, _ options: [String] = [], job: String = "jobs.jsonl") async throws -> Binary.Outcome {
        try await Binary.run([job, "--rehearse"] + options, in: folder)
    }

    /// The texts of each job in a file of results.
    private func said(_ folder: Folder, _ name: String = results) throws -> [String] {
        try folder.lines(name).map {
            let messages = try JSONSerialization.data(withJSONObject: $0["messages"] ?? [], options: .sortedKeys)
            return String(decoding: messages, as: UTF8.self)
        }
    }

    @Test("Jobs for all providers are answered without keys, each in its provider's form, and with the cost of a real run")
    func allProviders() async throws {
        let folder = try Folder()
        try folder.write("jobs.jsonl", Self.jobs)
        let outcome = try await rehearse(folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("A rehearsal: the simulator answers in place of every provider, and nothing is paid."))
        #expect(outcome.errors.contains("  cost      nothing; in a real run: $0."))
        #expect(try folder.names.filter { !$0.hasPrefix(".") } == ["jobs.jsonl", Self.state, Self.results])

        let note = "\(Self.state) is the state of a rehearsal: the simulator wrote its answers.\n"
        #expect(try await Binary.run(["show", Self.state, "gap"], in: folder).errors == note)
        #expect(try await Binary.run(["export", Self.state, "--format", "csv"], in: folder).errors == note)

        let results = try folder.lines(Self.results)
        #expect(results.map { $0["status"] as? String } == Array(repeating: "completed", count: 6))
        func rounds(_ id: String) throws -> [[String: Any]] {
            try #require(results.first { $0["id"] as? String == id }?["rounds"] as? [[String: Any]])
        }
        for id in ["together", "litellm", "openai", "responses"] {
            #expect(try rounds(id).compactMap { $0["content"] as? String }.map { String($0.prefix(6)) } == ["Turn 1", "Turn 2"], "\(id)")
        }
        #expect(try rounds("together").allSatisfy { ($0["reasoning_content"] as? String)?.hasPrefix("The user asks") == true })
        #expect(try rounds("openai").allSatisfy { ($0["response_id"] as? String)?.hasPrefix("chatcmpl-") == true })
        #expect(try rounds("responses").allSatisfy { ($0["response_id"] as? String)?.hasPrefix("resp_") == true })
        #expect(try rounds("deepseek").count == 3)
        #expect(try rounds("deepseek").allSatisfy { ($0["cost_usd"] as? Double ?? 0) > 0 })
    }

    @Test("A run after it starts from the beginning, and each resumes only its own state")
    func apart() async throws {
        let folder = try Folder()
        try folder.write("jobs.jsonl", Jobs.text(2))
        #expect(try await rehearse(folder).status == 0)
        let real = ["--provider", "simulated"]
        let run = try await Binary.run(["jobs.jsonl"] + real, in: folder)
        #expect(run.status == 0)
        #expect(run.errors.contains("rounds    2 in this run"))
        #expect(!run.errors.contains("rehearsal"))

        let mixed = try await Binary.run([Self.state] + real, in: folder)
        #expect(mixed.status == 2)
        #expect(mixed.errors.contains("\(Self.state) is the state of a rehearsal: the simulator wrote its answers."))
        let other = try await rehearse(folder, job: "jobs.batchrun.db")
        #expect(other.status == 2)
        #expect(other.errors.contains("jobs.batchrun.db is the state of a run that is no rehearsal."))

        let status = try await Binary.run(["status", Self.state, "--json"], in: folder)
        #expect(status.output.contains(#"{"rehearsal":true,"#))

        let again = try await rehearse(folder, job: Self.state)
        #expect(again.status == 0)
        #expect(again.errors.contains("Nothing is left to do: 2 of 2 jobs completed."))
        let fresh = try await Binary.run(["jobs.jsonl", "--fresh", "--state", Self.state] + real, in: folder)
        #expect(fresh.status == 0, "\(fresh.errors)")
    }

    @Test("A rehearsal that was killed resumes, and gives the same results as one that was not")
    func killed() async throws {
        let (whole, folder) = (try Folder(), try Folder())
        let jobs = Jobs.text(4) { _ in 2 } + Self.jobs
        for folder in [whole, folder] { try folder.write("jobs.jsonl", jobs) }
        #expect(try await rehearse(whole).status == 0)
        let running = try Binary.start(["jobs.jsonl", "--rehearse", "-c", "3", "--json"], in: folder)
        func stored() -> Int { (try? StateReader(path: folder.path(Self.state)).summary().counts.rounds) ?? 0 }
        try await waitUntil("some rounds") { !running.isRunning || stored() >= 4 }
        running.signal(SIGKILL)
        let ending = try await running.wait()
        #expect(ending.wasKilledOrCompleted)
        let before = stored()
        let resumed = try await rehearse(folder)
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(!ending.wasKilled || resumed.errors.contains("resuming after \(before) rounds"))
        #expect(!resumed.errors.contains("The rounds so far came from"))
        #expect(try said(folder) == said(whole))
    }

    @Test("It uses the named files, and cannot be used with a base URL")
    func options() async throws {
        let folder = try Folder()
        try folder.write("jobs.jsonl", Jobs.text(1))
        let named = try await rehearse(folder, ["--state", "my.db", "-o", "my.jsonl", "--json"])
        #expect(named.status == 0)
        #expect(named.errors.contains(#""rehearsal":true"#))
        #expect(folder.exists("my.db") && folder.exists("my.jsonl"))
        let excluded = try await rehearse(folder, ["--base-url", "http://127.0.0.1:1"])
        #expect(excluded.status == 2)
        #expect(excluded.errors.contains("--rehearse and --base-url cannot be used together."))
        let piped = try await Binary.run(["-", "--rehearse"], in: folder, input: Jobs.text(1))
        #expect(piped.status == 0)
        #expect(folder.exists("stdin.rehearsal.results.jsonl"))
    }
}
