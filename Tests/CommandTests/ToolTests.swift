import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("Tool calls", .sharesMachine)
struct ToolTests {
    @Test("Scripted answers match by name, by arguments and in order, and no program runs")
    func scripted() async throws {
        let script = #"""
            ,"tool_results":{"get_time":["noon","night"],
            "get_weather":[{"arguments":{"location":"Oslo"},"result":{"sky":"snow"}},{"result":"mild"}]}
            """#
        let turns = [
            "Please get_weather Oslo, get_time Rome and get_weather Rome.", "Step by step: get_time Oslo, get_weather Oslo, get_time Rome.",
        ]
        try await ToolRehearsal.with(jobs: ToolRehearsal.job("a", turns, script.filter { $0 != "\n" })) { tools in
            let outcome = try await tools.rehearsal.run()
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(!outcome.errors.contains("program"))
            #expect(
                try tools.answers(of: "a") == [
                    #"{"sky":"snow"}"#, "noon", "mild", "night", #"{"sky":"snow"}"#, "night",
                ])
            let rounds = try #require(try tools.rehearsal.results[0]["rounds"] as? [[String: Any]])
            #expect(
                rounds.map { $0["standing"] as? String } == ["tool_calls", "answer"] + Array(repeating: "tool_calls", count: 3) + ["answer"]
            )
            #expect(rounds.map { $0["turn"] as? Int } == [1, 1, 2, 2, 2, 2])
            #expect(try tools.stored.isEmpty)
        }
    }

    @Test("A program answers the calls that the script does not, one run for each, and reads the call")
    func program() async throws {
        let turns = ["Please get_weather Oslo and get_time Rome and get_weather Lima.", "Thanks, get_time Oslo."]
        try await ToolRehearsal.with(jobs: ToolRehearsal.job("a", turns, #","tool_results":{"get_time":"noon"}"#)) { tools in
            let outcome = try await tools.run(["--tool-concurrency", "3", "--tool-timeout", "90s"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(
                outcome.errors.contains(
                    "The program of --tool-command answers tool calls: at most 3 at once, each for at most 90s."))
            #expect(outcome.errors.contains("  programs  2 run to answer tool calls\n"))
            #expect(try tools.answers(of: "a") == ["mild in Oslo", "noon", "mild in Lima", "noon"])
            #expect(try tools.stored == ["a 1.1": "mild in Oslo", "a 1.3": "mild in Lima"])
            let calls = try tools.calls.sorted { ($0["call"] as? Int ?? 0) < ($1["call"] as? Int ?? 0) }
            #expect(calls.map { $0["call"] as? Int } == [1, 3])
            for call in calls {
                #expect(Set(call.keys) == ["job", "turn", "round", "call", "call_id", "name", "arguments"])
                #expect(call["job"] as? String == "a" && call["turn"] as? Int == 1 && call["round"] as? Int == 1)
                #expect(call["name"] as? String == "get_weather" && (call["call_id"] as? String)?.hasPrefix("call_") == true)
            }
            #expect((calls.last?["arguments"] as? [String: String]) == ["location": "Lima"])
            let shown = try await tools.rehearsal.command(["show", Rehearsal.state, "a"])
            #expect(shown.output.contains("tool get_weather\n  mild in Oslo\n"))
        }
    }

    @Test("The program has the environment of the command, and its own command is not stored")
    func environment() async throws {
        try await ToolRehearsal.with(jobs: ToolRehearsal.job("a", ["get_weather Oslo"])) { tools in
            var rehearsal = tools.rehearsal
            rehearsal.environment["WEATHER_KEY"] = "of-the-environment"
            let outcome = try await rehearsal.run(["--tool-command", "MINE=of-the-command; echo \"$WEATHER_KEY $MINE\""])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(try tools.answers(of: "a") == ["of-the-environment of-the-command"])
            #expect(try rehearsal.reader.runs().last != nil)
            #expect(try Data(contentsOf: URL(filePath: rehearsal.folder.path(Rehearsal.state))).firstRange(of: Data("MINE".utf8)) == nil)
        }
    }

    @Test("Calls without an answer get an error as result, and the job continues", arguments: [Fault.Kind.badArguments, .unknownFunction])
    func badCalls(fault: Fault.Kind) async throws {
        let jobs = ToolRehearsal.job("a", ["Please get_weather Oslo and get_time Rome.", "Well?"])
        try await ToolRehearsal.with(.quick(Fault(fault, probability: 1)), jobs: jobs) { tools in
            let outcome = try await tools.run()
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(tools.rehearsal.provider.statistics.faults[fault.name] == 1)
            let answers = try tools.answers(of: "a")
            #expect(answers.count == 2 && answers[1] == "mild in Rome")
            let words =
                fault == .badArguments ? #"{"error":"the arguments of \"get_weather\" cannot be read"# : #"{"error":"there is no function "#
            #expect(answers[0].hasPrefix(words), "\(answers[0])")
            #expect(try tools.askedFor == ["a 1.2": 1])
        }
    }

    @Test("If a program fails, only its job fails; a retry runs only that call again")
    func fails() async throws {
        let jobs =
            ToolRehearsal.job("bad", ["Please get_weather Oslo, get_weather Atlantis and get_time Rome.", "Well?"])
            + ToolRehearsal.job("good", ["get_time Lima"]) + ToolRehearsal.job("no text", ["get_weather Babel"])
        try await ToolRehearsal.with(jobs: jobs) { tools in
            let outcome = try await tools.run()
            #expect(outcome.status == 1)
            #expect(try tools.rehearsal.statuses == ["failed", "completed", "failed"])
            #expect(try tools.code(of: "bad") == "tool_failed" && tools.code(of: "no text") == "tool_failed")
            let shown = try await tools.rehearsal.command(["show", Rehearsal.state, "bad"])
            #expect(shown.output.contains("failed in round 1: tool_failed"))
            #expect(shown.output.contains("the program for get_weather ended with status 3; its last words: no such city"))
            #expect(try tools.stored.keys.sorted() == ["bad 1.1", "bad 1.3", "good 1.1"])
            let requests = tools.rehearsal.provider.statistics.requests
            try tools.folder.write("found", "")
            let again = try await tools.run(["--retry-failed"])
            #expect(again.status == 1)
            #expect(try tools.rehearsal.statuses == ["completed", "completed", "failed"])
            #expect(try tools.answers(of: "bad") == ["mild in Oslo", "mild in Atlantis", "mild in Rome"])
            #expect(try tools.askedFor == ["bad 1.1": 1, "bad 1.2": 2, "bad 1.3": 1, "good 1.1": 1, "no text 1.1": 2])
            #expect(tools.rehearsal.provider.statistics.requests == requests + 2)
        }
    }

    @Test("A time limit ends the program with its children, and fails the job")
    func timeLimit() async throws {
        try await ToolRehearsal.with(jobs: ToolRehearsal.job("a", ["get_weather Waiting", "Well?"])) { tools in
            let outcome = try await tools.run(["--tool-timeout", "500ms"])
            #expect(outcome.status == 1)
            #expect(try tools.code(of: "a") == "tool_timeout")
            #expect(outcome.errors.contains("the program for get_weather was still running at the time limit of 500ms, and was ended"))
            try tools.folder.write("go", "")
            #expect(try await tools.run(["--retry-failed"]).status == 0)
            #expect(try tools.answers(of: "a") == ["mild in Waiting"])
        }
    }

    @Test("Too many replies that call tools fail the job, and no program runs for the last of them")
    func mostRounds() async throws {
        let words = "Step by step: get_weather Oslo, get_weather Rome, get_weather Lima, get_weather Cairo"
        let jobs = ToolRehearsal.job("a", [words]) + ToolRehearsal.job("b", [words], #","max_tool_rounds":1"#)
        try await ToolRehearsal.with(jobs: jobs) { tools in
            let outcome = try await tools.run(["--max-tool-rounds", "3"])
            #expect(outcome.status == 1)
            #expect(try tools.code(of: "a") == "tool_rounds_exhausted" && tools.code(of: "b") == "tool_rounds_exhausted")
            #expect(try tools.askedFor == ["a 1.1": 1, "a 2.1": 1, "a 3.1": 1, "b 1.1": 1])
            #expect(tools.rehearsal.provider.statistics.requests == 6)
        }
    }

    @Test("A job whose calls have no answer fails with advice")
    func unanswered() async throws {
        let jobs =
            ToolRehearsal.job("a", ["get_weather Oslo", "Well?"])
            + ToolRehearsal.job("b", ["get_time Oslo", "Well?"], #","tool_results":{"get_weather":"x"}"#)
        try await ToolRehearsal.with(jobs: jobs) { tools in
            let outcome = try await tools.rehearsal.run()
            #expect(outcome.status == 1)
            #expect(try tools.code(of: "a") == "tool_calls_unanswered" && tools.code(of: "b") == "tool_result_missing")
            #expect(outcome.errors.contains("Write \"tool_results\" into the job. Or answer with a program: --tool-command."))
            let again = try await tools.run(["--retry-failed"])
            #expect(again.status == 0, "\(again.errors)")
            #expect(try tools.answers(of: "a") == ["mild in Oslo"])
        }
    }

    @Test(
        "Wrong options are reported before anything is done",
        arguments: [
            (["--tool-timeout", "5s"], "--tool-timeout and --tool-concurrency need --tool-command."),
            (
                ["--tool-concurrency", "5"],
                "--tool-timeout and --tool-concurrency need --tool-command."
            ),
            (["--tool-command", " "], "--tool-command is empty."),
            (["--tool-command", "x", "--tool-concurrency", "1001"], "--tool-concurrency must be from 1 to 1000."),
        ])
    func usage(options: [String], message: String) async throws {
        try await Rehearsal.with(jobs: Jobs.text(1)) { rehearsal in
            let outcome = try await rehearsal.run(options)
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains(message), "\(outcome.errors)")
            #expect(!rehearsal.folder.exists(Rehearsal.state))
        }
    }
}
