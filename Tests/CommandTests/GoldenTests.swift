import BatchCore
import BatchEngine
import Foundation
import ProviderSimulator
import TestSupport
import Testing

/// The command's output, word for word. To accept an intended change, run these tests once with
/// `BATCHRUN_RENEW_GOLDEN=1` in the environment, and review the diff.
@Suite("Golden texts", .sharesMachine)
struct GoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    private static let renews = ProcessInfo.processInfo.environment["BATCHRUN_RENEW_GOLDEN"] == "1"

    private func expectGolden(_ text: String, _ name: String) throws {
        let url = Self.folder.appending(path: "\(name).txt")
        if Self.renews { try Data(text.utf8).write(to: url) }
        let golden = try String(contentsOf: url, encoding: .utf8)
        #expect(text == golden, "\(name).txt says something else; BATCHRUN_RENEW_GOLDEN=1 takes the new text over")
    }

    @Test("The help of the command")
    func rootHelp() async throws {
        let outcome = try await Binary.run(["--help"], in: Folder())
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        try expectGolden(outcome.output, "help")
    }

    @Test(
        "The help of each subcommand",
        arguments: ["run", "check", "convert", "status", "show", "export", "errors", "providers", "models", "balance", "simulate"])
    func help(subcommand: String) async throws {
        let outcome = try await Binary.run([subcommand, "--help"], in: Folder())
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        try expectGolden(outcome.output, "help-\(subcommand)")
    }

    @Test("Every subcommand has its golden help", .disabled(if: renews, "they are being written"))
    func allSubcommands() async throws {
        let help = try await Binary.run(["--help"], in: Folder()).output
        let list = try #require(help.firstRange(of: "SUBCOMMANDS:\n"))
        let names = help[list.upperBound...].split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
            .filter { $0.hasPrefix("  ") && $0.dropFirst(2).first != " " }.compactMap { $0.split(separator: " ").first }
        let golden = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(names.count == 11)
        for name in names { #expect(golden.contains("help-\(name).txt")) }
    }

    @Test("Tables of providers and errors", arguments: [["providers"], ["providers", "--models"], ["errors", "deepseek"]])
    func tables(arguments: [String]) async throws {
        let outcome = try await Binary.run(arguments, in: Folder())
        #expect(outcome.status == 0)
        try expectGolden(outcome.output, arguments.map { $0.replacing("--", with: "") }.joined(separator: "-"))
    }

    @Test("Messages about wrong input")
    func messages() async throws {
        let folder = try Folder()
        try folder.write("good.jsonl", Jobs.text(2))
        try folder.write("empty.jsonl", "\n")
        try folder.write("letter.batchrun.db", String(repeating: "Dear neighbour, your dog barks at night. ", count: 100))
        try folder.write(
            "bad.jsonl",
            """
            {"id":"a","turns":["x"]}
            {"id":"a","turns":["y"]}
            {"id":"b","turn":["x"]}
            {"id":"c","turns":["x"
            {"id":"d","turns":["x"],"temperature":1}
            {"id":"e","turns":["x"],"params":{"stream":"yes"}}
            {"id":"f","turns":["x"],"provider":"deepsek"}
            {"id":"g","turns":[{"content":"x"}],"priority":"high"}
            {"id":"h","turns":["x"],"api":"responses"}
            {"conversations":[{"from":"human","value":"x"},{"from":"gpt","value":1}]}
            {"custom_id":"i","method":"POST","url":"/v1/embeddings","body":{"input":"x"}}
            {"messages":[{"role":"assistant","content":"x"}],"n":2}
            {"session_id":"j","text":"x"}
            {"session_id":"k","text":"x"}
            {"session_id":"j","text":"x"}

            """)
        var text = ""
        for arguments in [
            [], ["good.jsonl"], ["bad.jsonl", "--provider", "simulated"], ["check", "bad.jsonl"],
            ["empty.jsonl", "--provider", "simulated"],
            ["absent.jsonl", "--provider", "simulated"], ["absent.batchrun.db"], ["status", "letter.batchrun.db"], ["errors", "togther"],
            ["good.jsonl", "--provider", "openay"], ["good.jsonl", "--base-url", "127.0.0.1:8000"],
            ["good.jsonl", "--base-url", "http://127.0.0.1:1"], ["good.jsonl", "--modell", "x"], ["good.jsonl", "-c", "many"],
            ["good.jsonl", "--patience", "long"], ["good.jsonl", "--quiet", "--json"],
            [
                "good.jsonl", "--state", "/proc/x.batchrun.db",
                "--provider", "simulated",
            ], ["export", "letter.batchrun.db", "--only", "done"], ["export", "letter.batchrun.db", "--format", "sharedgpt"],
            ["good.jsonl", "--format", "csv", "--with-reasoning"], ["simulate", "--fail", "503"],
            ["simulate", "--fail", "tron=0.1"], ["simulate", "--key-env", "NO_SUCH_KEY"],
        ] {
            let outcome = try await Binary.run(arguments, in: folder)
            text += "$ batchrun \(arguments.joined(separator: " "))\n\(outcome.output)\(outcome.errors)exit \(outcome.status)\n\n"
        }
        // Prices change with the hour.
        try expectGolden(text.replacing(#/about \$[\d.]+/#) { _ in "about $COST" }, "messages")
    }

    @Test("The results in each format, with and without reasoning")
    func formats() async throws {
        let folder = try Folder()
        try await StoredResults.write(to: folder)
        for format in ResultFormat.allCases {
            let plain = try await Binary.run(["export", Rehearsal.state, "--format", format.rawValue], in: folder)
            #expect(plain.status == 0)
            try expectGolden(plain.output, "export-\(format.rawValue)")
            guard format.holdsReasoning, format != .shareGPTArray else { continue }
            let thinking = try await Binary.run(["export", Rehearsal.state, "--format", format.rawValue, "--with-reasoning"], in: folder)
            #expect(thinking.errors == plain.errors)
            if format == .results {
                #expect(thinking.output == plain.output)
            } else {
                try expectGolden(thinking.output, "export-\(format.rawValue)-with-reasoning")
            }
        }
    }

    @Test("The output of a run, except for times")
    func run() async throws {
        try await Rehearsal.with(jobs: Jobs.text(3) { $0 }) { rehearsal in
            var text = ""
            for options in [["--limit", "2"], [], []] {
                let outcome = try await rehearsal.run(options)
                text += "$ batchrun jobs.jsonl \(options.joined(separator: " "))\n\(outcome.errors)exit \(outcome.status)\n\n"
            }
            text = text.replacing(Binary.path, with: "batchrun").replacing(rehearsal.provider.baseURL, with: "URL")
                .replacing(#/in \d+(\.\d+)?(ms|s)\n/#) { _ in "in TIME\n" }.replacing(#/[\d.,]+ per second/#) { _ in "RATE per second" }
                .replacing(#/p(50|95|99) [\d.]+m?s/#) { "p\($0.1) TIME" }
                // On a slow machine the run may take long enough to print a line of progress.
                .replacing(#/\d+/\d+ jobs \(\d+ failed\), .*\n/#) { _ in "" }
            try expectGolden(text, "run")
        }
    }
}
