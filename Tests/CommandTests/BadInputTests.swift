import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("Exit code 2", .sharesMachine)
struct BadInputTests {
    /// Runs these jobs and expects that they are refused without a request and without a state file.
    private func expectRefusal(_ jobs: String, _ sentences: String..., options: [String] = []) async throws {
        try await Rehearsal.with(jobs: jobs) { rehearsal in
            let outcome = try await rehearsal.run(options)
            #expect(outcome.status == 2)
            for sentence in sentences { #expect(outcome.errors.contains(sentence), "\(outcome.errors)") }
            #expect(rehearsal.provider.statistics.requests == 0)
            #expect(try rehearsal.folder.names.filter { !$0.hasPrefix(".") } == ["jobs.jsonl"])
        }
    }

    @Test("Every bad line is reported, with line and column")
    func badLines() async throws {
        let jobs = Jobs.line("a") + "{\"id\":\"b\",\"turns\":\n" + Jobs.line("c") + "{\"id\":\"d\",\"turns\":[]}\n\n[1]\n"
        try await expectRefusal(
            jobs, "jobs.jsonl: line 2, column 19: not valid JSON: ", "jobs.jsonl: line 4, column 19: \"turns\" is empty",
            "jobs.jsonl: line 6, column 1: a line must be a JSON object",
            "3 lines of jobs.jsonl cannot be run; nothing was sent.", "--skip-invalid")
    }

    @Test("If many lines are bad, the first ones are reported, and the number of others")
    func manyBadLines() async throws {
        let folder = try Folder()
        try folder.write("jobs.jsonl", String(repeating: "{\"turns\":[]}\n", count: 250))
        for command in [
            ["jobs.jsonl", "--provider", "simulated"], ["check", "jobs.jsonl"], ["convert", "jobs.jsonl", "-o", "own.jsonl"],
        ] {
            let outcome = try await Binary.run(command, in: folder)
            #expect(outcome.status == 2)
            #expect(outcome.errors.split(separator: "\n").count { $0.contains("\"turns\" is empty") } == 100)
            #expect(outcome.errors.contains("jobs.jsonl: 150 more lines are bad as well.\n"))
        }
    }

    @Test("Results of a run are not accepted as a job file", arguments: ["results", "fastchat", "openai-batch"])
    func outputAsInput(format: String) async throws {
        let folder = try Folder()
        try folder.write("jobs.jsonl", Jobs.text(2))
        #expect(try await Binary.run(["jobs.jsonl", "--rehearse", "--format", format, "-o", "out.jsonl"], in: folder).status == 0)
        let outcome = try await Binary.run(["check", "out.jsonl"], in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("line 1, column 1: this is a line of "))
        #expect(outcome.errors.contains(", not a job"))
    }

    @Test("A base URL that already has the API's path")
    func wholeURL() async throws {
        let folder = try Folder()
        try folder.write("jobs.jsonl", Jobs.text(1))
        let outcome = try await Binary.run(
            ["jobs.jsonl", "--base-url", "http://127.0.0.1:9/v1/chat/completions", "--model", "m"], in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("--base-url must end before /chat/completions, which is put at its end."))
    }

    @Test("An id that occurs twice names both lines")
    func duplicateID() async throws {
        try await expectRefusal(
            Jobs.line("a") + Jobs.line("b") + Jobs.line("a"), "line 3, column 7: the id \"a\" is already used on line 1")
    }

    @Test("An unknown member is reported with the nearest known one")
    func unknownMember() async throws {
        try await expectRefusal(
            "{\"turn\":[\"x\"]}\n{\"titel\":\"x\"}\n", "line 1, column 2: unknown member \"turn\"; did you mean \"turns\"?",
            "line 2, column 2: unknown member \"titel\"", "line 2, column 1: the member \"turns\" is missing")
    }

    @Test("A job's unknown provider is named")
    func unknownProviderOfJob() async throws {
        try await expectRefusal(
            "{\"provider\":\"deepsek\",\"turns\":[\"x\"]}\n",
            "line 1, column 13: there is no provider \"deepsek\"; did you mean \"deepseek\"?")
    }

    @Test("A file without a job") func emptyFile() async throws { try await expectRefusal("\n\n", "jobs.jsonl contains no jobs.") }

    @Test("An unknown option and what was meant")
    func unknownOption() async throws {
        try await expectRefusal(
            Jobs.line("a"), "Unknown option '--concurency'. Did you mean '--concurrency'?", options: ["--concurency", "2"])
    }

    @Test(
        "An invalid value of an option",
        arguments: [
            ["--concurrency", "0"], ["--rpm", "none"], ["--attempt-timeout", "soon"], ["--max-attempts", "0"], ["--quiet", "--json"],
            ["--limit", "-1"], ["--base-url", "ftp://127.0.0.1"], ["--provider", "deepsek"],
        ])
    func badValue(options: [String]) async throws {
        let folder = try Folder()
        try folder.write("jobs.jsonl", Jobs.line("a"))
        let outcome = try await Binary.run(["jobs.jsonl"] + options, in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(options[0]) || outcome.errors.contains(options[1]))
        #expect(!folder.exists(Rehearsal.state))
    }

    @Test("An unknown provider", arguments: [["jobs.jsonl", "--provider", "deepsek"], ["errors", "deepsek"]])
    func unknownProvider(arguments: [String]) async throws {
        let outcome = try await Binary.run(arguments, in: Folder())
        #expect(outcome.status == 2)
        let expected = "batchrun: There is no provider 'deepsek'.\n  Did you mean 'deepseek'? Known are deepseek, together,"
        #expect(outcome.errors.hasPrefix(expected))
    }

    @Test("A missing file", arguments: [["jobs.jsonl", "--provider", "simulated"], ["check", "jobs.jsonl"]])
    func missingFile(arguments: [String]) async throws {
        let folder = try Folder()
        let outcome = try await Binary.run(arguments, in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errors == "batchrun: There is no file jobs.jsonl.\n")
        #expect(!folder.exists(Rehearsal.state))
    }

    @Test("A folder in the job file's place", arguments: [["."], ["check", "."]])
    func folderAsJobFile(arguments: [String]) async throws {
        let folder = try Folder()
        let outcome = try await Binary.run(arguments + ["--provider", "simulated"], in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errors == "batchrun: . is a folder; name a file.\n")
    }

    @Test("Results that would overwrite the job file or the state", arguments: ["./jobs.jsonl", "./jobs.batchrun.db"])
    func resultsOverInput(path: String) async throws {
        try await Rehearsal.with(jobs: Jobs.line("a")) { rehearsal in
            let refused = try await rehearsal.run(["-o", path])
            #expect(refused.status == 2)
            #expect(refused.errors.contains("The results would overwrite jobs."))
            #expect(rehearsal.provider.statistics.requests == 0)
            #expect(try rehearsal.folder.read("jobs.jsonl") == Jobs.line("a"))
            #expect(try await rehearsal.run().status == 0)
            let other = path.replacing("jsonl", with: "batchrun.db")
            #expect(try await rehearsal.command(["export", Rehearsal.state, "-o", other]).status == 2)
            #expect(try rehearsal.reader.summary().counts.completed == 1)
        }
    }

    @Test("A missing state file", arguments: [["jobs.batchrun.db"], ["status", "jobs.batchrun.db"], ["export", "jobs.batchrun.db"]])
    func missingState(arguments: [String]) async throws {
        let folder = try Folder()
        let outcome = try await Binary.run(arguments, in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errors == "batchrun: There is no state file jobs.batchrun.db.\n")
        #expect(!folder.exists(Rehearsal.state))
    }

    @Test("A missing key: the variable is named, and how to rehearse")
    func missingKey() async throws {
        let folder = try Folder()
        try folder.write("jobs.jsonl", Jobs.line("a"))
        let outcome = try await Binary.run(["jobs.jsonl"], in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("DeepSeek needs a key, and DEEPSEEK_API_KEY is not set."))
        #expect(outcome.errors.contains("rehearse without one: --rehearse"))
        #expect(!folder.exists(Rehearsal.state))
    }

    @Test("A file that is not a state file stays unchanged")
    func noStateFile() async throws {
        try await Rehearsal.with(jobs: Jobs.text(3)) { rehearsal in
            let letter = String(repeating: "Dear neighbour, your dog barks at night. ", count: 100)
            try rehearsal.folder.write(Rehearsal.state, letter)
            for arguments in [
                ["status", Rehearsal.state], ["jobs.jsonl"] + rehearsal.asking, ["jobs.jsonl", "--fresh"] + rehearsal.asking,
            ] {
                let outcome = try await rehearsal.command(arguments)
                #expect(outcome.status == 2)
                #expect(outcome.errors.contains("The file jobs.batchrun.db is not a state file of batchrun"))
            }
            #expect(try rehearsal.folder.read(Rehearsal.state) == letter)
        }
    }

    @Test("The state file of a newer version stays unchanged")
    func newerVersion() async throws {
        try await Rehearsal.with(jobs: Jobs.text(3)) { rehearsal in
            #expect(try await rehearsal.run().status == 0)
            // The version is a number of four bytes in the header (https://www.sqlite.org/fileformat.html#user_version_number).
            var bytes = try rehearsal.folder.bytes(Rehearsal.state)
            bytes.replaceSubrange(60..<64, with: [0, 0, 0, 99])
            try bytes.write(to: rehearsal.folder.url(Rehearsal.state))
            let results = try rehearsal.folder.read(Rehearsal.results)
            for arguments in [["status", Rehearsal.state], ["jobs.jsonl"] + rehearsal.asking] {
                let outcome = try await rehearsal.command(arguments)
                #expect(outcome.status == 2)
                #expect(outcome.errors.contains("was written by a newer batchrun (format 99)"))
            }
            #expect(try rehearsal.folder.bytes(Rehearsal.state) == bytes)
            #expect(try rehearsal.folder.read(Rehearsal.results) == results)
        }
    }

    @Test("A state file in use names the process that uses it, also through a link", arguments: [[], ["--fresh"]])
    func locked(options: [String]) async throws {
        try await Rehearsal.with(.taking(.seconds(600)), jobs: Jobs.text(3)) { rehearsal in
            let first = try rehearsal.start()
            try await waitUntil("a request") { rehearsal.provider.statistics.inFlight == 3 }
            try FileManager.default.createSymbolicLink(
                atPath: rehearsal.folder.path("link.batchrun.db"), withDestinationPath: Rehearsal.state)
            for state in [Rehearsal.state, "link.batchrun.db"] {
                let second = try await rehearsal.run(options + ["--state", state])
                #expect(second.status == 2)
                #expect(second.errors.contains("The state file \(state) is in use by process \(first.pid)"))
            }
            #expect(rehearsal.provider.statistics.requests == 3)
            first.signal(SIGKILL)
            #expect(try await first.wait().wasKilled)
        }
    }

    @Test("An unknown job's id is reported with similar ids")
    func unknownID() async throws {
        try await Rehearsal.with(jobs: Jobs.text(3)) { rehearsal in
            #expect(try await rehearsal.run().status == 0)
            let outcome = try await rehearsal.command(["show", Rehearsal.state, "jobb-2"])
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains("jobs.batchrun.db has no job \"jobb-2\"."))
            #expect(outcome.errors.contains("Did you mean \"job-2\""))
        }
    }

    @Test("No option takes a key", arguments: ["--api-key", "--key", "--token"])
    func noKeyOption(option: String) async throws {
        let outcome = try await Binary.run(["jobs.jsonl", option, "sk-secret-of-mine"], in: Folder())
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("Unknown option '\(option)'"))
        #expect(!outcome.errors.contains("sk-secret"))
    }
}
