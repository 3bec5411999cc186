import BatchCore

/// A line of a job file as tests look at it.
struct ReadLine {
    let line: JobLine

    /// - Throws: ``JobLineError``.
    init(_ text: String, number: Int = 7, _ reading: JobReading = .plain) throws {
        line = try JobLine(Array(text.utf8), line: number, reading: reading)
    }

    var job: Job { line.job }
    var opening: String { text(job.opening) }
    var metadata: String? { line.metadata.map(text) }
    /// What is said turn by turn: the content, or the whole message where that is sent.
    var turns: [String] { job.turns.map { text($0.message ?? $0.content) } }
    /// The parameters as `name=value`.
    var parameters: [String] { Self.spelled(job.parameters) }

    static func spelled(_ parameters: Parameters) -> [String] {
        parameters.members.map { "\($0.name)=\(String(decoding: $0.value, as: UTF8.self))" }
    }

    /// The messages of the first request.
    var request: String {
        guard case .chat(let messages, let beginning) = Conversation(job: job).nextRequest?.input else { return "" }
        return text(messages + (beginning.map { [0x2C] + $0 } ?? []))
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

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
