import BatchEngine

/// Runs a job file on a simulator and prints the answers: `Example jobs.jsonl http://127.0.0.1:8099`
///
/// For a real provider omit the stage and name it: `Batch("jobs.jsonl", provider: "deepseek")`.
@main
struct Example {
    static func main() async throws {
        let arguments = CommandLine.arguments
        var options = BatchOptions()
        options.stage = Stage(baseURL: arguments[2])
        let batch = try Batch(arguments[1], provider: "simulated", options: options)
        let summary = try await batch.run { progress in print("\(progress.rounds) rounds so far") }
        for try await result in batch.results { print("\(result.id): \(result.messages.last?.text ?? "")") }
        print("\(summary.completed) of \(summary.jobs) jobs, \(summary.rounds) rounds: \(summary.ending.code)")
    }
}
