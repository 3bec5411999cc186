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
        let reader = try StateReader(path: state)
        guard let stored = try reader.job(id: id) else {
            let near = try reader.ids(near: id)
            throw CommandFailure(
                "\(state) has no job \"\(id)\".",
                hint: near.isEmpty ? nil : "Did you mean \(near.map { "\"\($0)\"" }.alternatives)?")
        }
        try RehearsalNote.tell(of: reader, path: state)
        let reading = try reader.meta(.reading)
        do throws(JobLineError) {
            let line = try JobLine(JobText(stored), reading: reading)
            let transcript = Transcript(
                job: line.job, rounds: stored.rounds, toolAnswers: stored.toolAnswers, failure: stored.failure, showsReasoning: reasoning,
                colour: Terminal.hasColourOutput)
            for line in transcript.lines { Terminal.output(line) }
        } catch {
            throw CommandFailure("The job \"\(id)\" cannot be read: \(error)", status: .unwritable)
        }
        guard attempts else { return }
        let rows = try reader.attempts(of: stored.key).map { stored in
            let attempt = stored.attempt
            return [
                "\(stored.round)", "\(attempt.number)", attempt.startedAt.rfc3339, attempt.latency.brief, attempt.outcome,
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
