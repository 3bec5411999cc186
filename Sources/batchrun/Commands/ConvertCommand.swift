import ArgumentParser
import BatchCore
import BatchEngine

struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Convert a job file of any format to batchrun's own.",
        discussion: """
            Reads all formats that a run reads: OpenAI Batch, ShareGPT, messages, MT-Bench,
            AIPerf and GenAI-Perf, as lines (also mixed) or as one JSON array. The output
            runs as the same jobs and can be edited by hand.

            EXAMPLES
              batchrun convert sharegpt.json -o jobs.jsonl
              batchrun convert batch.jsonl --replay | head -n 3
            """)

    @Argument(help: ArgumentHelp("Job file, or - for standard input.", valueName: "file"))
    var jobFile: String

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Output file; - is standard output.", valueName: "file"))
    var output = "-"

    @OptionGroup(title: "Job lines") var lines: LineOptions

    @Flag(help: "Convert the valid lines of a job file that has invalid ones.")
    var skipInvalid = false

    func run() throws {
        var badLines = BadLinePrinter()
        defer { badLines.end() }
        let conversion = JobFileConversion(replays: lines.replay, skipsBadLines: skipInvalid)
        let warnings = try conversion.write(jobFile, to: output) { badLines.print($0) }
        badLines.end()
        for warning in warnings { Terminal.error(warning.warning) }
    }
}
