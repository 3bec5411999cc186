import BatchCore
import TestSupport

/// A line of a job file in a form for tests.
struct ReadLine {
    let line: JobLine

    /// - Throws: ``JobLineError``.
    init(_ text: String, number: Int = 7, _ reading: JobReading = .plain) throws {
        line = try JobLine(Array(text.utf8), line: number, reading: reading)
    }

    var job: Job { line.job }
    var opening: String { job.opening.text }
    var metadata: String? { line.metadata?.description }
    /// The messages turn by turn: the content, or the whole message if it is sent.
    var turns: [String] { job.turns.map { $0.isSilent ? "" : ($0.message ?? $0.content).description } }
    /// The parameters as `name=value`.
    var parameters: [String] { Self.spelled(job.parameters) }

    static func spelled(_ parameters: Parameters) -> [String] {
        parameters.members.map { "\($0.name)=\($0.value)" }
    }

    /// The messages of the first request.
    var request: String {
        guard case .chat(let messages, let beginning) = Conversation(job: job).nextRequest?.input else { return "" }
        return messages.text + (beginning.map { ",\($0.message)" } ?? "")
    }

    /// The faults of a line, without the number of the line.
    static func faults(_ text: String, _ reading: JobReading = .plain) -> [String] {
        do {
            _ = try JobLine(Array(text.utf8), line: 7, reading: reading)
            return []
        } catch {
            return error.faults.map { "\($0)".replacing("line 7, column ", with: "") }
        }
    }
}
