import BatchEngine

/// The code of the guide "Read the state".
enum ReadTheState {
    static func results() async throws {
        let state = BatchState("jobs.batchrun.db")
        let status = try state.status()
        print(status.completed, "of", status.jobs, "completed;", status.totalCost)

        for try await result in state.results where result.status == .completed {
            print(result.id, result.messages.last?.text ?? "")
        }
        for try await attempt in state.attempts where attempt.failure != nil {
            print(attempt.jobID, attempt.round, attempt.outcome, attempt.failure?.message ?? "")
        }
    }

    static func export(_ state: BatchState) throws {
        try state.export(to: "train.jsonl", format: .shareGPT, keepsReasoning: true)
    }
}
