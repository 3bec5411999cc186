import ArgumentParser
import BatchCore
import BatchEngine

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the results from a state file, also during a run.",
        discussion: """
            Writes one JSON line per job, in the order of the job file, with every
            committed round. --format selects another format.

            EXAMPLES
              batchrun export jobs.batchrun.db > results.jsonl
              batchrun export jobs.batchrun.db -o results.jsonl --only completed
              batchrun export jobs.batchrun.db | jq -r '.rounds[-1].content'
              batchrun export jobs.batchrun.db --format sharegpt -o train.jsonl
              batchrun export jobs.batchrun.db --format csv > usage.csv
            """)

    @Argument(help: ArgumentHelp("State file.", valueName: "state"), completion: .file())
    var state: String

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Output file; - is standard output.", valueName: "file"))
    var output = "-"

    @OptionGroup var results: ResultOptions

    @Option(
        help: ArgumentHelp(
            "Only jobs with this status. (default: completed for messages, sharegpt and fastchat; all for other formats)",
            valueName: "status"))
    var only: StatusArgument?

    @OptionGroup var profiles: ProfileOptions

    func run() throws {
        let state = BatchState(state, profiles: profiles.file)
        if try state.isOfRehearsal() { Terminal.error(RehearsalNote.sentence(path: state.path)) }
        let format = results.format.format
        let omitted = try state.export(to: output, format: format, only: only?.status, keepsReasoning: results.withReasoning)
        if !omitted.isEmpty, let sentence = BatchEvent.sentence(onOmitted: omitted, format: format) { Terminal.error(sentence) }
    }
}

struct StatusArgument: ExpressibleByArgument {
    var status: BatchResult.Status

    init?(argument: String) {
        guard let status = BatchResult.Status(rawValue: argument) else { return nil }
        self.status = status
    }

    static var allValueStrings: [String] { BatchResult.Status.allCases.map(\.rawValue) }
}
