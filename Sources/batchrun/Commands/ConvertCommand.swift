import ArgumentParser
import BatchCore
import BatchEngine

struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Writes a job file of any form as lines of the project's own.",
        discussion: """
            Reads what a run reads: OpenAI Batch, ShareGPT, messages, MT-Bench, AIPerf and
            GenAI-Perf lines, mixed as they may be, or one JSON array of them. What is
            written runs as the same jobs, and can be edited by hand.

            EXAMPLES
              batchrun convert sharegpt.json -o jobs.jsonl
              batchrun convert batch.jsonl --replay | head -n 3
            """)

    @Argument(help: ArgumentHelp("The job file, or - for standard input.", valueName: "file"))
    var jobFile: String

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Where to write; - is standard output.", valueName: "file"))
    var output = "-"

    @OptionGroup(title: "How lines are read") var lines: LineOptions

    @Flag(help: "Write the good lines of a job file that has bad ones.")
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
                    hint: "Mend the lines above, or convert the others with --skip-invalid.")
            }
            try file.finish()
        } catch let error as FileError {
            throw CommandFailure(error.description, status: error.kind == .unwritable || error.kind == .full ? .unwritable : .badInput)
        }
        for warning in check.warnings { Terminal.error(warning.line(of: source.name)) }
    }
}
