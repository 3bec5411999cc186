import ArgumentParser
import BatchCore
import BatchEngine

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one conversation in readable form.",
        discussion: """
            EXAMPLES
              batchrun show jobs.batchrun.db mountains
              batchrun show jobs.batchrun.db mountains --attempts
            """)

    @Argument(help: ArgumentHelp("State file.", valueName: "state"), completion: .file())
    var state: String

    @Argument(help: ArgumentHelp("Id of the job.", valueName: "id"))
    var id: String

    @Flag(help: "Show the reasoning too.")
    var reasoning = false

    @Flag(help: "List every attempt, including failed ones.")
    var attempts = false

    func run() throws {
        let state = BatchState(state)
        let result = try state.result(of: id)
        if try state.isOfRehearsal() { Terminal.error(RehearsalNote.sentence(path: state.path)) }
        let transcript = Transcript(result.job, showsReasoning: reasoning, colour: Terminal.hasColourOutput)
        for line in transcript.lines { Terminal.output(line) }
        guard attempts else { return }
        let rows = try state.attempts(of: id).map { attempt in
            [
                "\(attempt.round)", "\(attempt.number)", attempt.startedAt.rfc3339, attempt.latency.brief, attempt.outcome,
                attempt.failure?.httpStatus.map(String.init) ?? "", attempt.wait?.brief ?? "", attempt.cost?.shown ?? "",
                attempt.failure?.requestID ?? "", attempt.failure?.message ?? "",
            ]
        }
        Terminal.output("")
        let header = ["round", "attempt", "started", "took", "outcome", "HTTP", "waited", "cost", "request", "message"]
        let table = Table(header: header, rows: rows)
        for line in table.lines(width: Terminal.width, colour: Terminal.hasColourOutput) { Terminal.output(line) }
    }
}
