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
        try FilePaths.refuse(output, inPlaceOf: jobFile)
        var source = try JobFileSource(path: jobFile)
        var check = JobFileCheck(reading: lines.reading)
        var faults = FaultLines(of: source.name)
        do {
            var file = try ResultsFile(path: output)
            var writer = JSONWriter(reserving: 1 << 16)
            while !file.hasReaderLeft, let entry = try source.next() {
                do throws(JobLineError) {
                    try check.line(of: entry).writeNative(to: &writer)
                } catch {
                    faults.tell(error)
                    continue
                }
                try file.write(writer.bytes)
                writer.removeAll()
            }
            faults.end()
            let bad = check.counts.badLines
            guard bad == 0 || skipInvalid else {
                throw CommandFailure(
                    "\(bad.counted("line")) of \(source.name) cannot be converted.",
                    hint: "Fix the lines above, or convert the others with --skip-invalid.")
            }
            try file.finish()
        } catch let error as FileError {
            throw CommandFailure(error.description, status: error.kind == .unwritable || error.kind == .full ? .unwritable : .badInput)
        }
        for warning in check.warnings { Terminal.error(warning.line(of: source.name)) }
    }
}
