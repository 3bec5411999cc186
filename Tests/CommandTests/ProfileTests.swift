import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("The user's own providers", .sharesMachine)
struct ProfileTests {
    /// Two servers, and a folder in which `providers.json` describes them as `a` and `b`.
    private static func withTwo(
        _ optionsOfA: SimulatorOptions = .quick, _ optionsOfB: SimulatorOptions = .quick, jobs: String, a: String = "", b: String = "",
        _ body: (Rehearsal, Rehearsal) async throws -> Void
    ) async throws {
        try await Rehearsal.with(optionsOfA, jobs: jobs) { rehearsalOfA in
            try await Rehearsal.with(optionsOfB) { rehearsalOfB in
                let profiles = [("a", rehearsalOfA, a), ("b", rehearsalOfB, b)].map { name, rehearsal, members in
                    profile(name, rehearsal.provider.baseURL, members)
                }
                try rehearsalOfA.folder.write("providers.json", "{\"providers\": {\n\(profiles.joined(separator: ",\n"))\n}}\n")
                var asking = rehearsalOfA
                asking.asking = ["--providers", "providers.json", "--provider", "a"]
                try await body(asking, rehearsalOfB)
            }
        }
    }

    private static func profile(_ name: String, _ baseURL: String, _ members: String) -> String {
        #""\#(name)": {"base_url": "\#(baseURL)", "default_model": "simulated-chat"\#(members)}"#
    }

    /// `a-1`, `b-1`, `a-2`, … The jobs of `b` name their provider; those of `a` name none, and the command line names it.
    private static func jobs(_ count: Int, turns: Int = 1) -> String {
        (1...count).map { number in
            let line = Jobs.line("b-\(number)", turns: turns)
            return Jobs.line("a-\(number)", turns: turns) + line.replacing("{\"id\"", with: "{\"provider\":\"b\",\"id\"")
        }.joined()
    }

    private static func inTurn(_ one: String, _ other: String, _ count: Int) -> [String] {
        (0..<count).flatMap { _ in [one, other] }
    }

    private static func replies(_ one: Rehearsal, _ other: Rehearsal) -> [Int] {
        [one.provider.statistics.replies, other.provider.statistics.replies]
    }

    @Test("Each account has its own limits; the command line's are for the chosen account, and for others whose profile sets none")
    func limits() async throws {
        let limits = [#","limits":{"concurrency":2}"#, #","limits":{"concurrency":5}"#]
        let options = SimulatorOptions.taking(.milliseconds(100))
        try await Self.withTwo(options, options, jobs: Self.jobs(8), a: limits[0], b: limits[1]) { a, b in
            let outcome = try await a.run()
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect((1...2).contains(a.provider.statistics.peakInFlight))
            #expect((3...5).contains(b.provider.statistics.peakInFlight))
            #expect(Self.replies(a, b) == [8, 8])
        }
        try await Self.withTwo(options, options, jobs: Self.jobs(8), a: limits[0]) { a, b in
            let outcome = try await a.run(["-c", "4"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect((3...4).contains(a.provider.statistics.peakInFlight))
            #expect((3...4).contains(b.provider.statistics.peakInFlight))
        }
        try await Self.withTwo(options, options, jobs: Self.jobs(8), b: limits[0]) { a, b in
            let outcome = try await a.run(["-c", "5"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect((3...5).contains(a.provider.statistics.peakInFlight))
            #expect((1...2).contains(b.provider.statistics.peakInFlight))
        }
    }

    @Test("One account's key is refused: the other's jobs complete, and the same command finishes the rest")
    func keyRefused() async throws {
        var (optionsOfA, optionsOfB) = (SimulatorOptions.quick, SimulatorOptions.quick)
        (optionsOfA.key, optionsOfB.key) = (Secret("sk-a"), Secret("sk-b"))
        func members(_ name: String) -> String {
            let error = #"{"status":401,"code":"key_refused","title":"T","handling":"stop","meaning":"M.","advice":"Ask \#(name)."}"#
            return #","key_env":"KEY_\#(name)","errors":[\#(error)]"#
        }
        let jobs = Self.jobs(6, turns: 3)
        try await Self.withTwo(optionsOfA, optionsOfB, jobs: jobs, a: members("A"), b: members("B")) { a, b in
            var a = a
            a.environment = ["KEY_A": "sk-a", "KEY_B": "sk-wrong"]
            let outcome = try await a.run()
            #expect(outcome.status == 3, "\(outcome.errors)")
            #expect(outcome.errors.contains("The run is stopped: "))
            #expect(outcome.errors.contains("Ask B.") && !outcome.errors.contains("Ask A."))
            #expect(try a.statuses == Self.inTurn("completed", "pending", 6))
            #expect(try a.reader.runs().last?.ending == "key_refused")
            #expect(Self.replies(a, b) == [18, 0])
            let resumed = try await Binary.shell(
                outcome.lastErrorLine, in: a.folder, environment: ["KEY_A": "sk-a", "KEY_B": "sk-b"])
            #expect(resumed.status == 0, "\(resumed.errors)")
            #expect(try a.statuses == Array(repeating: "completed", count: 12))
            #expect(Self.replies(a, b) == [18, 18])
            #expect(try a.results.map { $0["provider"] as? String ?? "" } == Self.inTurn("a", "b", 6))
            #expect(try a.results.allSatisfy { $0["model"] as? String == "simulated-chat" })
        }
    }

    @Test("One account's balance is empty: likewise, and no paid round is requested again")
    func balanceGone() async throws {
        var optionsOfB = SimulatorOptions.quick
        optionsOfB.balance = 0.0001
        try await Self.withTwo(.quick, optionsOfB, jobs: Self.jobs(20, turns: 2), b: #","limits":{"concurrency":1}"#) { a, b in
            let outcome = try await a.run()
            #expect(outcome.status == 3, "\(outcome.errors)")
            #expect(try a.reader.runs().last?.ending == "insufficient_balance")
            let paid = b.provider.statistics.replies
            #expect((1..<40).contains(paid))
            #expect(a.provider.statistics.replies == 40)
            #expect(try a.reader.summary().counts.failed == 0)
            try await Rehearsal.with { other in
                let file = try a.folder.read("providers.json").replacing(b.provider.baseURL, with: other.provider.baseURL)
                try a.folder.write("providers.json", file)
                let resumed = try await Binary.shell(outcome.lastErrorLine, in: a.folder)
                #expect(resumed.status == 0, "\(resumed.errors)")
                #expect(a.provider.statistics.replies == 40)
                #expect(paid + other.provider.statistics.replies == 40)
            }
        }
    }

    @Test("Two profiles with different keys at one base URL are two accounts")
    func oneServer() async throws {
        var options = SimulatorOptions.quick
        options.key = Secret("sk-right")
        try await Rehearsal.with(options, jobs: Self.jobs(4)) { rehearsal in
            let profiles = ["a", "b"].map {
                Self.profile($0, rehearsal.provider.baseURL, ",\"key_env\":\"KEY_\($0.uppercased())\"")
            }
            try rehearsal.folder.write("providers.json", "{\"providers\":{\(profiles.joined(separator: ","))}}")
            var asking = rehearsal
            asking.asking = ["--providers", "providers.json", "--provider", "a"]
            asking.environment = ["KEY_A": "sk-right", "KEY_B": "sk-wrong"]
            #expect(try await asking.run().status == 3)
            #expect(try asking.statuses == Self.inTurn("completed", "pending", 4))
        }
    }

    @Test("A profile may be the fallback of another, and then needs its key although no job names it")
    func fallback() async throws {
        var optionsOfA = SimulatorOptions.quick
        optionsOfA.key = Secret("sk-a")
        try await Self.withTwo(optionsOfA, jobs: Jobs.text(3), a: #","key_env":"KEY_A""#, b: #","key_env":"KEY_B""#) { a, b in
            var a = a
            a.environment = ["KEY_A": "sk-wrong"]
            let refused = try await a.run(["--fallback", "b/simulated-chat"])
            #expect(refused.status == 2 && refused.errors.contains("KEY_B is not set"), "\(refused.errors)")
            a.environment["KEY_B"] = "sk-any"
            let outcome = try await a.run(["--fallback", "b/simulated-chat"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(Self.replies(a, b) == [0, 3])
            let unknown = try await a.run(["--fallback", "c/simulated-chat"])
            #expect(unknown.status == 2 && unknown.errors.contains("There is no provider 'c' to fall back to."))
        }
    }

    @Test("Only accounts that jobs use need their keys, also the chosen one")
    func missingKeys() async throws {
        try await Self.withTwo(jobs: Self.jobs(2), b: #","title":"Lab B","key_env":"KEY_B""#) { a, b in
            let refused = try await a.run()
            #expect(refused.status == 2)
            #expect(refused.errors.contains("Lab B needs a key, and KEY_B is not set."))
            #expect(a.provider.statistics.requests + b.provider.statistics.requests == 0)
            #expect(!a.folder.exists(Rehearsal.state))
            // No job uses DeepSeek, although it is the default of the command line.
            try a.folder.write("jobs.jsonl", Jobs.line("c").replacing("{\"id\"", with: "{\"provider\":\"a\",\"id\""))
            var other = a
            other.asking = ["--providers", "providers.json"]
            let outcome = try await other.run()
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(a.provider.statistics.replies == 1)
        }
    }

    @Test("A job of a provider that is not known any more is reported before anything is sent, and nothing is lost")
    func noLongerKnown() async throws {
        try await Self.withTwo(jobs: Self.jobs(3, turns: 2)) { a, b in
            #expect(try await a.run(["--limit", "3"]).status == 3)
            let rounds = a.storedRounds
            #expect(rounds == 6)
            var without = a
            without.asking = ["--base-url", a.provider.baseURL, "--model", "simulated-chat"]
            let refused = try await without.run()
            #expect(refused.status == 2)
            #expect(refused.errors.contains("jobs.jsonl: line 2, column 13: there is no provider \"b\"; known are custom, deepseek"))
            let jobs = try a.folder.read("jobs.jsonl")
            try a.folder.remove("jobs.jsonl")
            for argument in ["jobs.jsonl", Rehearsal.state] {
                let refused = try await without.run(job: argument)
                #expect(refused.status == 2)
                let words = "unfinished jobs of jobs.batchrun.db name the provider 'b', which is not known; nothing was sent."
                #expect(refused.errors.contains(words), "\(refused.errors)")
                #expect(refused.errors.contains("--providers"))
            }
            #expect(a.storedRounds == rounds)
            #expect(a.provider.statistics.requests + b.provider.statistics.requests == 6)
            // Only the state file has the provider's name.
            #expect(try await a.run(job: Rehearsal.state).status == 0)
            try a.folder.write("jobs.jsonl", jobs)
            #expect(try await a.run().status == 0)
            #expect(try a.statuses == Array(repeating: "completed", count: 6))
            #expect(Self.replies(a, b) == [6, 6])
        }
    }

    @Test("A run and check use a profile's prices, and --prices overrides them")
    func prices() async throws {
        let price = #","prices":[{"model":"simulated-chat","input":1,"output":2}]"#
        try await Self.withTwo(jobs: Self.jobs(2), b: price) { a, _ in
            #expect(try await a.run(["--quiet"]).status == 0)
            let isUnknown = try a.results.map { $0["cost_usd"] is NSNull }
            #expect(isUnknown == [true, false, true, false])
            try a.folder.write("prices.json", #"{"prices":[{"provider":"b","model":"simulated-chat","input":0,"output":0}]}"#)
            #expect(try await a.run(["--quiet", "--fresh", "--prices", "prices.json"]).status == 0)
            #expect(try a.results[1]["cost_usd"] as? Int == 0)
            try a.folder.write("jobs.jsonl", Jobs.line("c").replacing("{\"id\"", with: "{\"provider\":\"b\",\"id\""))
            let check = try await a.command(["check", "jobs.jsonl", "--providers", "providers.json"])
            #expect(check.output.contains("for that input at the price of this hour"), "\(check.output)\(check.errors)")
            let unknown = try await a.command(["check", "jobs.jsonl"])
            #expect(unknown.status == 2 && unknown.errors.contains("there is no provider \"b\""))
        }
    }

    @Test("A profile's errors are handled by its rules, and `errors` prints them")
    func errors() async throws {
        let calm = #"{"status":420,"code":"calm","title":"Enhance Your Calm","handling":"throttle","meaning":"The cards train."}"#
        let options = SimulatorOptions.meeting(.status(420), in: [true, false, false, false])
        try await Self.withTwo(options, options, jobs: Jobs.text(3), a: ",\"errors\":[\(calm)]") { a, _ in
            let outcome = try await a.run(["-c", "1", "--max-attempts", "1"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(try a.reader.summary().attempts == ["replied": 3, "throttled": 1])
            let told = try await a.command(["errors", "a", "--providers", "providers.json"])
            #expect(told.output.contains("420 Enhance Your Calm  calm: retried after a wait; uses no attempt\n  The cards train. "))
            // Without a rule in the profile, the error is the job's fault.
            let strict = try await a.run(["--provider", "b", "-c", "1", "--max-attempts", "1", "--fresh"])
            #expect(strict.status == 1, "\(strict.errors)")
            #expect(try a.statuses == ["failed", "completed", "completed"])
        }
    }

    @Test("The file in the home folder applies to all runs, and --providers overrides it")
    func home() async throws {
        try await Self.withTwo(jobs: Jobs.text(2)) { a, b in
            let folder = a.folder.url(".config/batchrun")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try a.folder.write(".config/batchrun/providers.json", try a.folder.read("providers.json"))
            try a.folder.write("mine.json", "{\"providers\":{\(Self.profile("a", b.provider.baseURL, ""))}}")
            var asking = a
            asking.asking = ["--provider", "a"]
            #expect(try await asking.run().status == 0)
            #expect(Self.replies(a, b) == [2, 0])
            #expect(try await asking.run(["--fresh", "--providers", "mine.json"]).status == 0)
            #expect(Self.replies(a, b) == [2, 2])
            let table = try await a.command(["providers", "--providers", "mine.json"]).output
            #expect(table.contains(#/a +mine\.json +none/#) && table.contains(#/b +/.*providers\.json +none/#), "\(table)")
            #expect(table.contains(#/deepseek +built in +DEEPSEEK/#))
            // The environment can set another folder.
            let elsewhere = a.folder.url("elsewhere/batchrun")
            try FileManager.default.createDirectory(at: elsewhere, withIntermediateDirectories: true)
            try a.folder.write("elsewhere/batchrun/providers.json", #"{"providers":{"together":{"limits":{"rpm":9}}}}"#)
            let other = try await Binary.run(["providers"], in: a.folder, environment: ["XDG_CONFIG_HOME": a.folder.path("elsewhere")])
            #expect(other.output.contains(#/together +built in, changed by /#) && !other.output.contains("mine.json"))
        }
    }

    @Test("The output of `providers --json` is a profile file that can be read again")
    func copied() async throws {
        try await Self.withTwo(jobs: Jobs.text(2), a: #","limits":{"rpm":60000}"#) { a, _ in
            let all = try await a.command(["providers", "--json", "--providers", "providers.json"])
            #expect(all.status == 0)
            try a.folder.write("all.json", all.output)
            let again = try await a.command(["providers", "--json", "--providers", "all.json"])
            #expect(again.output == all.output)
            let one = try await a.command(["providers", "a", "--json", "--providers", "all.json"])
            try a.folder.write("copy.json", one.output.replacing("\"a\": {", with: "\"copy\": {"))
            var asking = a
            asking.asking = ["--provider", "copy", "--providers", "copy.json"]
            #expect(try await asking.run().status == 0)
            let unknown = try await a.command(["providers", "bee", "--providers", "all.json"])
            #expect(unknown.status == 2 && unknown.errors.contains("There is no provider 'bee'."))
        }
    }

    @Test("2 if the file is wrong: every fault is reported with its place, by every command, and nothing is sent")
    func faults() async throws {
        try await Self.withTwo(jobs: Jobs.text(1), a: #","limts":{},"api_key":"sk-canary""#, b: #","like":"depseek""#) { a, b in
            let commands = [
                ["jobs.jsonl", "--provider", "a"], ["check", "jobs.jsonl"], ["providers"], ["errors", "a"], ["models", "--provider", "a"],
                ["balance"],
            ]
            for arguments in commands {
                let outcome = try await a.command(arguments + ["--providers", "providers.json"])
                #expect(outcome.status == 2)
                #expect(outcome.errors.contains(#/providers\.json: line 2, column \d+: unknown member "limts"; did you mean "limits"\?/#))
                #expect(outcome.errors.contains("a key must not stand in this file; name the environment variable that holds it"))
                #expect(
                    outcome.errors.contains(
                        #/providers\.json: line 3, column \d+: there is no provider "depseek"; did you mean "deepseek"/#))
                #expect(outcome.errors.contains("The providers in providers.json cannot be used; nothing was sent."))
                #expect(!outcome.errors.contains("canary"))
            }
            let missing = try await a.command(["providers", "--providers", "none.json"])
            #expect(missing.status == 2 && missing.errors.contains("There is no file none.json."))
            #expect(a.provider.statistics.requests + b.provider.statistics.requests == 0)
        }
    }
}
