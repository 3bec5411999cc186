import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("Rules of models, from outside", .sharesMachine)
struct WarningTests {
    /// What `check` says of these lines.
    private func check(_ jobs: String, _ options: [String] = []) async throws -> Binary.Outcome {
        let folder = try Folder()
        try folder.write("jobs.jsonl", jobs)
        return try await Binary.run(["check", "jobs.jsonl"] + options, in: folder)
    }

    private static func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

    private static let off = "\"thinking\": {\"type\": \"disabled\"}"

    @Test("Each kind of warning is reported once, with its first place and its number of jobs; the file is valid")
    func warnings() async throws {
        let outcome = try await check(
            #"""
            {"turns":["x"]}
            {"turns":["x"],"params":{"temperature":1,"presence_penalty":1,"seed":7,"max_completion_tokens":9}}
            {"turns":["x",{"user":"y","params":{"top_p":0.5}}]}
            {"turns":["x"],"params":{"temperature":0.5}}
            {"turns":["x"],"params":{"thinking":{"type":"disabled"},"temperature":1,"top_p":0.5}}
            {"turns":["x","y"],"params":{"response_format":{"type":"json_object"}}}
            {"turns":[{"user":"x","prefix":"y"}],"model":"deepseek-v4-pro"}
            {"turns":["x"],"model":"deepseek-reasoner","params":{"top_p":1}}
            {"turns":["x"],"provider":"together","model":"m","params":{"temperature":1}}
            {"api":"fim","turns":[{"prompt":"x"}],"params":{"reasoning_effort":"low"}}
            """#)
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("jobs.jsonl: 10 jobs (10 native), 12 turns, 0 bad lines\n"))
        let expected = #"""
            line 2, column 40: "temperature" has no effect while deepseek-flash thinks (2 jobs); leave it out, or \#
            switch thinking off with \#(Self.off)
            line 2, column 61: "presence_penalty" is deprecated and has no effect with deepseek-flash (1 job); leave it out
            line 2, column 70: "seed" is not documented for deepseek-flash, and probably ignored (1 job); leave it out
            line 2, column 96: "max_completion_tokens" is not documented for deepseek-flash, and probably ignored (1 \#
            job); write "max_tokens"
            line 3, column 45: "top_p" below 0.95 counts as 0.95 while deepseek-flash thinks (1 job); leave it out, or raise it
            line 5, column 81: "top_p" has no effect while deepseek-flash does not think, and counts as 1 (1 job); leave it out
            line 6, column 11: turn 1 asks deepseek-flash for JSON, and neither the system's nor the user's words \#
            say so until then (1 job); write the word "json" there, with an example
            line 7, column 32: "prefix" begins a reply while deepseek-v4-pro thinks, which then wants the chain of \#
            thought that led to it (1 job); switch thinking off with \#(Self.off)
            line 8, column 24: DeepSeek is not known to have the model "deepseek-reasoner" any more (1 job); known are \#
            deepseek-v4-flash, deepseek-v4-pro, deepseek-flash, deepseek-v4-flash-vision-exp
            line 8, column 62: "top_p" has no effect with deepseek-reasoner (1 job); leave it out
            line 10, column 68: "reasoning_effort" is not documented when deepseek-flash fills gaps, and probably \#
            ignored (1 job); leave it out
            """#
        #expect(Self.lines(outcome.errors) == Self.lines(expected).map { "warning: jobs.jsonl: \($0)" })
    }

    @Test("Misspelled parameters and models, and parameters of the other API, are reported; other unknown names are not")
    func slips() async throws {
        let outcome = try await check(
            #"""
            {"turns":["x"],"provider":"openai","model":"m","params":{"temprature":1,"new_thing":1}}
            {"turns":["x",{"user":"y","params":{"max_output_tokens":9}}],"provider":"together","model":"m"}
            {"turns":["x"],"provider":"openai","model":"m","api":"responses","params":{"max_tokens":9,"tempreature":1,"metadata":{}}}
            {"turns":["x"],"model":"deepseek-falsh"}
            {"messages":[{"role":"user","content":"x"}],"max_tokens":9}
            {"turns":["x"],"provider":"openai","model":"m","tools":[{"type":"function","name":"f"}]}
            {"turns":["x"],"provider":"openai","model":"m","api":"responses","tools":[{"type":"function","function":{"name":"f"}}]}
            {"turns":["x"],"provider":"openai","model":"m","api":"responses","tools":[{"type":"web_search"},{"type":"function","name":"f"}]}
            """#)
        #expect(outcome.status == 0)
        let expected = #"""
            line 1, column 71: batchrun knows no server that heeds "temprature" here (1 job); did you mean "temperature"?
            line 2, column 57: batchrun knows no server that heeds "max_output_tokens" here (1 job); did you mean "max_tokens"?
            line 3, column 89: batchrun knows no server that heeds "max_tokens" here (1 job); did you mean "max_output_tokens"?
            line 3, column 105: batchrun knows no server that heeds "tempreature" here (1 job); did you mean "temperature"?
            line 4, column 24: DeepSeek is not known to have the model "deepseek-falsh" (1 job); did you mean "deepseek-flash"?
            line 6, column 56: the form of the tools is not that of chats (1 job); write {"type":"function","function":{"name":…}}
            line 7, column 74: the form of the tools is not that of the Responses API (1 job); write {"type":"function","name":…}
            """#
        #expect(Self.lines(outcome.errors).map { $0.replacing("warning: jobs.jsonl: ", with: "") } == Self.lines(expected))
    }

    @Test("As JSON they are in the object with the counts")
    func json() async throws {
        let line = #"{"turns":["x"],"params":{"temperature":1}}"#
        let outcome = try await check("\(line)\n\(line)\n{\"turns\":[\"x\"]}", ["--json"])
        #expect(outcome.status == 0)
        let warnings = try #require(try JSONLines.read(outcome.output).first?["warnings"] as? [[String: Any]])
        #expect(warnings.count == 1)
        #expect(warnings[0]["code"] as? String == "parameter_ignored")
        #expect((warnings[0]["message"] as? String)?.hasPrefix("\"temperature\" has no effect while deepseek-flash thinks; ") == true)
        #expect(warnings[0]["line"] as? Int == 1)
        #expect(warnings[0]["column"] as? Int == 40)
        #expect(warnings[0]["jobs"] as? Int == 2)
        let plain = try await check(#"{"turns":["x"]}"#, ["--json"])
        #expect((try JSONLines.read(plain.output).first?["warnings"] as? [Any])?.isEmpty == true)
        #expect(plain.errors.isEmpty)
    }

    @Test("A parameter that would be refused is an error, with its place")
    func errors() async throws {
        let outcome = try await check(
            #"""
            {"turns":["x"],"params":{"max_tokens":0,"reasoning_effort":"hard","thinking":{"type":"auto"}}}
            {"turns":["x"],"params":{"safety_check":{"level":"medium"},"response_format":{"type":"json_schema"},"top_logprobs":21}}
            {"turns":["x",{"user":"y","tool_choice":"required"}],"params":{"stream_options":{"include_usage":true}}}
            {"turns":["x"],"params":{"stop":["1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17"]}}
            {"turns":["x"],"model":"deepseek-reasoner","params":{"logprobs":true}}
            {"turns":["x"],"tools":[{"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"f"}}]}
            {"turns":["x"],"tools":[{"type":"function","function":{"name":"f","strict":true,\#
            "parameters":{"type":"object","properties":{"a":{"minLength":1}},"required":[]}}},{"type":"function",\#
            "function":{"name":"g"}}]}
            {"turns":[{"user":"x","prefix":"y"}],"provider":"openai","model":"m"}
            {"api":"fim","turns":[{"prompt":"x","suffix":"y"}],"provider":"together","model":"m"}
            {"api":"fim","turns":[{"prompt":"x"}],"params":{"max_tokens":4097}}
            {"messages":[{"role":"assistant","content":"x","prefix":true}],"turns":["x"]}
            """#)
        #expect(outcome.status == 2)
        let expected = #"""
            line 1, column 39: "max_tokens" must be a whole number from 1 to 393216 with deepseek-flash
            line 1, column 60: "reasoning_effort" must be "none", "low", "high" or "max" with deepseek-flash
            line 1, column 78: "thinking" must have the type "enabled" or "disabled" with deepseek-flash
            line 2, column 41: "safety_check" must have the level "low" or "high" with deepseek-flash
            line 2, column 78: "response_format" must have the type "text" or "json_object" with deepseek-flash; ask \#
            for "json_object", and hold the replies to a schema with "expect"
            line 2, column 116: "top_logprobs" must be a whole number from 0 to 20 with deepseek-flash
            line 3, column 81: "stream_options" is refused by deepseek-flash without a stream; add "stream": true \#
            beside it, or give --stream
            line 3, column 41: "tool_choice" must be "auto" or "none" while deepseek-flash thinks; switch thinking \#
            off with \#(Self.off)
            line 4, column 33: "stop" must have at most 16 strings with deepseek-flash
            line 5, column 65: "logprobs" is refused by deepseek-reasoner; leave it out
            line 6, column 107: the function "f" stands twice in "tools"; the names of functions must differ
            line 7, column 129: the strict function "f" does not require "a" (parameters); name every property in "required"
            line 7, column 94: the strict function "f" lets other properties in (parameters); add "additionalProperties": false
            line 7, column 142: the strict function "f" has "minLength", which is not supported \#
            (parameters.properties.a); leave it out, or say it in the description
            line 7, column 201: the function "g" is not strict, but all must be if one is; add "strict": true to \#
            it, or take it from the others
            line 8, column 32: OpenAI is not known to continue the beginning of a reply; leave "prefix" out, or \#
            ask a provider that does, such as "deepseek", "mistral" or "simulated"
            line 9, column 46: Together.ai is not known to fill gaps; ask a provider that does, such as "deepseek", \#
            "openai", "ollama" or "simulated"
            line 10, column 62: "max_tokens" must be a whole number from 1 to 4096 when deepseek-flash fills gaps
            line 11, column 57: a message of the opening history has "prefix", but no reply continues it: the user's \#
            words follow; set the prefix in the turn: {"user": …, "prefix": …}
            """#
        let last = ["batchrun: 11 lines of jobs.jsonl cannot be run.", "  Fix the lines above."]
        #expect(Self.lines(outcome.errors) == Self.lines(expected).map { "jobs.jsonl: \($0)" } + last)
    }

    @Test("Options of streams are valid if the run requests streams")
    func streaming() async throws {
        let line = #"{"turns":["x"],"params":{"stream_options":{"include_usage":true}}}"#
        #expect(try await check(line).status == 2)
        #expect(try await check(line, ["--stream"]).status == 0)
        try await Rehearsal.with(jobs: line + "\n") { rehearsal in
            let rehearsal = rehearsal.asDeepSeek()
            let model = ["--model", "deepseek-flash"]
            let refused = try await rehearsal.run(model)
            #expect(refused.status == 2)
            #expect(
                refused.errors.contains("jobs.jsonl: line 1, column 43: \"stream_options\" is refused by deepseek-flash without a stream"))
            #expect(rehearsal.provider.statistics.requests == 0)
            #expect(try await rehearsal.run(model + ["--stream"]).status == 0)
        }
    }

    @Test("A run reports its warnings once before it begins: as JSON with --json, and not with --quiet")
    func run() async throws {
        let jobs = (1...3).map { #"{"id":"job-\#($0)","turns":["x","y"],"params":{"temperature":1}}"# + "\n" }.joined()
        let sentence = "\"temperature\" has no effect while deepseek-flash thinks"
        for (options, told) in [([], 1), (["--json"], 1), (["--quiet"], 0)] {
            try await Rehearsal.with(jobs: jobs) { rehearsal in
                let outcome = try await rehearsal.asDeepSeek().run(["--model", "deepseek-flash", "--limit", "2"] + options)
                #expect(outcome.status == 3)
                let lines = Self.lines(outcome.errors).filter { $0.contains(sentence) || $0.contains("parameter_ignored") }
                #expect(lines.count == told)
                #expect(lines.first == Self.lines(outcome.errors).first || told == 0)
                if options == ["--json"], let line = lines.first {
                    let event = try #require(try JSONLines.read(line).first)
                    #expect(event["event"] as? String == "warning")
                    #expect(event["code"] as? String == "parameter_ignored")
                    #expect(event["jobs"] as? Int == 3)
                }
                // The second run has one job left and reports the warning again; the third has none, and reports nothing.
                let rest = ["--model", "deepseek-flash"] + options
                #expect(try await rehearsal.asDeepSeek().run(rest).errors.contains("no effect") == (told == 1))
                #expect(try await !rehearsal.asDeepSeek().run(rest).errors.contains("no effect"))
            }
        }
    }

    /// A job whose model thinks and calls a function, twice in its first turn.
    private static let toolJob = #"""
        {"id":"a","turns":["Please f, f, step by step.","Thanks.","Once more: f."],"params":{"thinking":{"type":"enabled"}},\#
        "tools":[{"type":"function","function":{"name":"f"}}],"tool_results":{"f":"42"}}

        """#

    /// Whether each assistant message in the results has reasoning.
    private func thoughts(_ rehearsal: Rehearsal) throws -> [Bool] {
        let messages = try #require(try rehearsal.results[0]["messages"] as? [[String: Any]])
        return messages.filter { $0["role"] as? String == "assistant" }.map { $0["reasoning_content"] is String }
    }

    @Test(
        "Reasoning is sent back by the rules of each era at any server; an option overrides the rules",
        arguments: [
            ("deepseek-reasoner", .strip, .keep), ("deepseek-ai/DeepSeek-V3.2", .withinTurn, .strip),
            ("deepseek-flash", .keepWithTools, .strip), ("deepseek/deepseek-v4-pro", .keepWithTools, .withinTurn),
            ("simulated-reasoner", .keepWithTools, .strip), ("simulated-chat", .keepWithTools, .strip),
        ] as [(String, ReasoningHistory, ReasoningHistory)])
    func eras(model: String, history: ReasoningHistory, other: ReasoningHistory) async throws {
        try await Rehearsal.with(jobs: Self.toolJob) { rehearsal in
            // The simulated provider refuses what DeepSeek's models of that era refuse.
            let outcome = try await rehearsal.run(["--model", model])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(try thoughts(rehearsal) == Array(repeating: history == .keepWithTools, count: 6))
            // The state file records the options of its run.
            let text = try rehearsal.folder.read(Rehearsal.results)
            #expect(try await rehearsal.command(["export", Rehearsal.state]).output == text)
            let against = try await rehearsal.run(["--model", model, "--fresh", "--reasoning-history", other.rawValue])
            #expect(against.status == 1)
            let error = try rehearsal.results[0]["error"] as? [String: Any]
            #expect((error?["message"] as? String)?.contains("reasoning_content") == true)
        }
    }

    @Test("Results follow --reasoning-history, also if they are exported later")
    func override() async throws {
        try await Rehearsal.with(jobs: Jobs.line("a", turns: 2)) { rehearsal in
            #expect(try await rehearsal.run(["--model", "deepseek-flash", "--reasoning-history", "keep"]).status == 0)
            #expect(try thoughts(rehearsal) == [true, true])
            let text = try rehearsal.folder.read(Rehearsal.results)
            #expect(try await rehearsal.command(["export", Rehearsal.state]).output == text)
        }
        let wrong = try await Binary.run(["jobs.jsonl", "--reasoning-history", "always"], in: Folder())
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("'strip', 'within-turn', 'when-tools' or 'keep'"))
    }

    @Test("The rules of models as JSON lines")
    func models() async throws {
        let outcome = try await Binary.run(["providers", "--models", "--json"], in: Folder())
        #expect(outcome.status == 0)
        let rules = try JSONLines.read(outcome.output)
        #expect(rules.map { $0["title"] as? String } == ModelRules.all.map(\.title))
        #expect(rules.allSatisfy { ReasoningHistory(rawValue: $0["reasoning_history"] as? String ?? "") != nil })
        let flash = try #require(rules.first { ($0["models"] as? [String])?.contains("deepseek-flash") == true })
        let parameters = try #require(flash["parameters"] as? [[String: String]])
        #expect(parameters.contains { $0["name"] == "temperature" && $0["when"] == "while thinking" && $0["effect"] == "ignored" })
    }
}
