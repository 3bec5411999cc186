import ArgumentParser
import BatchEngine

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the results of a state file, also while the batch runs.",
        discussion: """
            One JSON line a job, in the job file's order, with every round that is paid for.

            EXAMPLES
              batchrun export jobs.batchrun.db > results.jsonl
              batchrun export jobs.batchrun.db -o results.jsonl --only completed
              batchrun export jobs.batchrun.db | jq -r '.rounds[-1].content'
            """)

    @Argument(help: ArgumentHelp("The state file.", valueName: "state"), completion: .file())
    var state: String

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Where to write; - is standard output.", valueName: "file"))
    var output = "-"

    @Option(help: ArgumentHelp("Only jobs of this status: completed, failed or pending.", valueName: "status"))
    var only: StatusArgument?

    func run() throws {
        try FilePaths.refuse(output, inPlaceOf: state)
        try ResultsExport(reader: StateReader(path: state)).write(to: output, only: only?.status)
    }
}

struct StatusArgument: ExpressibleByArgument {
    var status: ResultLine.Status

    init?(argument: String) {
        guard let status = ResultLine.Status(rawValue: argument) else { return nil }
        self.status = status
    }

    static var allValueStrings: [String] { ResultLine.Status.allCases.map(\.rawValue) }
}
