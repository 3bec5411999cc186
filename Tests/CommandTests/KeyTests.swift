import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("Keys on the command line", .sharesMachine)
struct KeyTests {
    @Test(
        "A secret in an option is refused, and not repeated",
        arguments: [
            ["--base-url", "http://someone:sk-canary@127.0.0.1:9"], ["--base-url", "someone:sk-canary@127.0.0.1:9/v1"],
            ["--base-url", "http://127.0.0.1:9/v1?key=sk-canary"], ["--api-key-env", "sk-canary"], ["--api-key-env", ""],
        ])
    func secretInOption(options: [String]) async throws {
        let folder = try Folder()
        try folder.write("jobs.jsonl", Jobs.line("a"))
        let outcome = try await Binary.run(["jobs.jsonl", "--model", "m"] + options, in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(options[0]))
        #expect(!outcome.errors.contains("canary"))
        #expect(!folder.exists(Rehearsal.state))
    }

    @Test("A line end after a key is not part of it")
    func lineEnd() async throws {
        var options = SimulatorOptions.quick
        options.key = Secret("sk-right")
        try await Rehearsal.with(options, jobs: Jobs.line("a")) { rehearsal in
            let outcome = try await rehearsal.asDeepSeek(key: "sk-right\r\n").run()
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
    }

    @Test("A blank key counts as missing, in the environment and in .env", arguments: [["DEEPSEEK_API_KEY": " \n"], [:]])
    func emptyKey(environment: [String: String]) async throws {
        let folder = try Folder()
        try folder.write("jobs.jsonl", Jobs.line("a"))
        try folder.write(".env", "DEEPSEEK_API_KEY=\n")
        let outcome = try await Binary.run(["jobs.jsonl"], in: folder, environment: environment)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("DeepSeek needs a key, and DEEPSEEK_API_KEY is not set."))
    }

    @Test("A line of .env that sets no variable is reported if a key is missing")
    func otherLine() async throws {
        let folder = try Folder()
        try folder.write("jobs.jsonl", Jobs.line("a"))
        try folder.write(".env", "# keys\nDEEPSEEK_API_KEY: sk-canary\n")
        let outcome = try await Binary.run(["jobs.jsonl"], in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("Line 2 of .env does not set a variable (NAME=value)."))
        #expect(!outcome.errors.contains("canary"))
    }

    @Test("A folder named .env is ignored")
    func environmentFolder() async throws {
        try await Rehearsal.with(jobs: Jobs.line("a")) { rehearsal in
            try FileManager.default.createDirectory(at: rehearsal.folder.url(".env"), withIntermediateDirectories: false)
            #expect(try await rehearsal.run().status == 0)
        }
    }
}
