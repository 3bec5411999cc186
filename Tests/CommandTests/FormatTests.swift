import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("Results in the formats of others", .sharesMachine)
struct FormatTests {
    /// Reads each file with the checks of its users, and prints what it contains.
    private static let script = #"""
        import csv, json, sys
        from typing import List
        from openai.types import Completion
        from openai.types.chat import ChatCompletion, ChatCompletionFunctionToolParam, ChatCompletionMessageParam
        from openai.types.responses import Response
        from openai.types.shared import ErrorObject
        from pydantic import TypeAdapter

        kinds = {"chat.completion": ChatCompletion, "text_completion": Completion, "response": Response}
        counts = {}
        def count(what):
            counts[what] = counts.get(what, 0) + 1
        def lines(name):
            with open(name, encoding="utf-8", newline="\n") as file:
                return [json.loads(line) for line in file]

        for line in lines("openai-batch"):
            assert list(line) == ["id", "custom_id", "response", "error"], line
            response, error = line["response"], line["error"]
            assert (response is None) != (error is None), line
            if error:
                assert set(error) == {"code", "message"}
                count("error")
            elif response["status_code"] == 200:
                kind = kinds[response["body"]["object"]]
                body = kind.model_validate(response["body"], strict=True)
                assert not body.model_extra, body.model_extra
                count(kind.__name__)
                if kind is ChatCompletion and "reasoning_content" in body.choices[0].message.model_extra:
                    count("reasoning")
                if kind is Response:
                    assert body.output_text
            else:
                assert response["status_code"] >= 400
                ErrorObject.model_validate(response["body"]["error"], strict=True)
                count("refusal")

        messages = TypeAdapter(List[ChatCompletionMessageParam])
        tools = TypeAdapter(List[ChatCompletionFunctionToolParam])
        for line in lines("messages"):
            assert set(line) <= {"messages", "tools", "parallel_tool_calls"}, line
            weights = [m.pop("weight", 1) for m in line["messages"] if m["role"] == "assistant"]
            assert set(weights) <= {0, 1} and 1 in weights
            assert line["messages"][-1]["role"] == "assistant"
            ids = [c["id"] for m in line["messages"] for c in m.get("tool_calls") or []]
            assert ids == [m["tool_call_id"] for m in line["messages"] if m["role"] == "tool"]
            for message in messages.validate_python(line["messages"]):
                for call in message.get("tool_calls") or []:
                    assert isinstance(json.loads(call["function"]["arguments"]), dict)
            if "tools" in line:
                tools.validate_python(line["tools"])
            count("example")

        # As LLaMA-Factory takes conversations: the sides take turns, and calls and tools are JSON.
        with open("sharegpt-array", encoding="utf-8") as file:
            array = json.load(file)
        assert array == lines("sharegpt")
        for line in array:
            assert set(line) <= {"id", "conversations", "tools"}
            entries = line["conversations"]
            if entries[0]["from"] == "system":
                entries = entries[1:]
            assert len(entries) % 2 == 0
            for place, entry in enumerate(entries):
                assert set(entry) == {"from", "value"}
                assert entry["from"] in [("human", "observation"), ("gpt", "function_call")][place % 2], entry
                value = entry["value"].split("\n</think>\n\n")[-1]
                if entry["from"] == "function_call":
                    calls = json.loads(value)
                    for call in calls if isinstance(calls, list) else [calls]:
                        assert isinstance(call["name"], str) and isinstance(call["arguments"], dict)
            if "tools" in line:
                assert isinstance(json.loads(line["tools"]), list)
            count("conversation")

        for line in lines("fastchat"):
            assert list(line) == ["question_id", "answer_id", "model_id", "choices", "tstamp"]
            assert all(isinstance(turn, str) for turn in line["choices"][0]["turns"])
            assert isinstance(line["tstamp"], (int, float))
            count("number" if isinstance(line["question_id"], int) else "name")

        with open("csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
        rounds = [r for line in lines("results") for r in line["rounds"]]
        assert len(rows) == len(rounds)
        for row, told in zip(rows, rounds):
            for name in ["round", "turn", "standing", "finish_reason", "model", "attempts", "latency_ms", "created_at"]:
                assert row[name] == ("" if told[name] is None else str(told[name])), (name, row, told)
            for name, value in (told["usage"] or {}).items():
                assert row[name] == ("" if value is None else str(value)), (name, row, told)
            if told["cost_usd"] is not None:
                assert float(row["cost_usd"]) == told["cost_usd"]
        counts["row"] = len(rows)
        print(json.dumps(counts, sort_keys=True))
        """#

    /// Exports the state of `folder` in every format, and lets Python read them all.
    private static func counts(_ folder: Folder, _ options: [String] = []) async throws -> String {
        for format in ResultFormat.allCases {
            let own = format.holdsReasoning ? options : []
            let outcome = try await Binary.run(
                ["export", Rehearsal.state, "--format", format.rawValue, "-o", format.rawValue] + own, in: folder)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        try folder.write("read.py", script)
        let outcome = try await Binary.shell("\"$PYTHON\" read.py", in: folder, environment: ["PYTHON": Program.python])
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.output
    }

    @Test(
        "The openai package's types and the checks of training programs accept every kind of stored job",
        .needsPython("openai"))
    func strictTypes() async throws {
        let folder = try Folder()
        try await StoredResults.write(to: folder)
        let found = try await Self.counts(folder, ["--with-reasoning"])
        #expect(
            found
                == #"{"ChatCompletion": 4, "Completion": 1, "Response": 1, "conversation": 3, "error": 3, "example": 5, "name": 5, "#
                + #""number": 1, "reasoning": 1, "refusal": 1, "row": 16}"# + "\n")
    }

    @Test(
        "They accept the results of the example of DeepSeek's features",
        .needsPython("openai"))
    func example() async throws {
        try await Rehearsal.with(jobs: try Examples.text("deepseek.jsonl")) { rehearsal in
            let outcome = try await rehearsal.asDeepSeek().run(Examples.deepSeekOptions)
            #expect(outcome.status == 0, "\(outcome.errors)")
            let found = try await Self.counts(rehearsal.folder, ["--with-reasoning"])
            #expect(found.hasPrefix(#"{"ChatCompletion": 12, "Completion": 1, "conversation": 12, "example": 12, "name": 13, "#))
        }
    }

    @Test("A run writes the requested format beside the job file, also if nothing is left to do")
    func runs() async throws {
        let lines = Jobs.text(3) { $0 } + #"{"id":"gap","api":"fim","turns":["def f("]}"# + "\n"
        try await Rehearsal.with(jobs: lines) { rehearsal in
            let (folder, asked) = (rehearsal.folder, rehearsal.asDeepSeek())
            var outcome = try await asked.run(["--format", "sharegpt", "--limit", "1"])
            #expect(outcome.status == 3)
            #expect(try folder.lines("jobs.sharegpt.jsonl").map { $0["id"] as? String } == ["job-1"])
            #expect(outcome.lastErrorLine.contains(" --format sharegpt"))
            outcome = try await asked.run(["--format", "sharegpt"])
            #expect(outcome.status == 0)
            #expect(try folder.lines("jobs.sharegpt.jsonl").map { $0["id"] as? String } == ["job-1", "job-2", "job-3"])
            #expect(outcome.errors.contains("Not in sharegpt: 1 job filling gaps.\n"))
            outcome = try await asked.run(["--format", "messages", "--json"])
            #expect(outcome.status == 0)
            let event = try JSONLines.read(outcome.errors).first { $0["event"] as? String == "left_out" }
            #expect(event?["gaps"] as? Int == 1)
            #expect(event?["format"] as? String == "messages")
            #expect(try folder.lines("jobs.messages.jsonl").count == 3)
            outcome = try await asked.run(["--format", "csv", "-o", "-"])
            #expect(outcome.output.split(separator: "\r\n").count == 8)
            #expect(!folder.exists(Rehearsal.results))
            #expect(!folder.exists("jobs.usage.csv"))
            outcome = try await asked.run(["--format", "results", "-q"])
            let export = try await rehearsal.command(["export", Rehearsal.state])
            #expect(try folder.read(Rehearsal.results) == export.output)
            #expect(outcome.errors.isEmpty)
        }
    }

    @Test("Training data that a run has written is a valid job file")
    func readingBack() async throws {
        try await Rehearsal.with(jobs: Jobs.text(3) { $0 }) { rehearsal in
            #expect(try await rehearsal.run().status == 0)
            for format in ["messages", "sharegpt", "sharegpt-array"] {
                #expect(try await rehearsal.run(["--format", format, "-o", "back.jsonl"]).status == 0)
                let check = try await rehearsal.command(["check", "back.jsonl", "--replay"])
                #expect(check.output.contains("3 jobs (3 \(format == "messages" ? "messages" : "ShareGPT")), 6 turns, 0 bad lines"))
            }
            #expect(try await rehearsal.run(["--replay", "--state", "again.batchrun.db"], job: "back.jsonl").status == 0)
            let answers = try rehearsal.results.map { $0["messages"] as? NSArray }
            #expect(try rehearsal.folder.lines("again.results.jsonl").map { $0["messages"] as? NSArray } == answers)
        }
    }

    @Test("The provider of a job that has not started is the one that the last run was set to")
    func pending() async throws {
        let folder = try Folder()
        try await StoredResults.write(to: folder)
        let outcome = try await Binary.run(["export", Rehearsal.state, "--only", "pending"], in: folder)
        let waiting = try #require(try JSONLines.read(outcome.output).last)
        #expect(waiting["id"] as? String == "waiting")
        #expect(waiting["provider"] as? String == "deepseek")
        #expect(waiting["model"] as? String == "deepseek-flash")
    }

    @Test("Without a job, an array is still valid JSON, and a table has its header")
    func empty() async throws {
        let folder = try Folder()
        try await StoredResults.write(to: folder)
        let array = try await Binary.run(["export", Rehearsal.state, "--format", "sharegpt-array", "--only", "pending"], in: folder)
        #expect(try JSONSerialization.jsonObject(with: Data(array.output.utf8)) as? [[String: Any]] != nil)
        let table = try await Binary.run(["export", Rehearsal.state, "--format", "csv", "--only", "failed"], in: folder)
        #expect(table.output.split(separator: "\r\n").count == 2)
    }
}
