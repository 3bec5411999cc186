import BatchEngine

/// The code of the guide "Run a batch".
enum RunABatch {
    static func overview() async throws {
        let batch = try Batch("jobs.jsonl", provider: "deepseek")
        let summary = try await batch.run { progress in print(progress.rounds) }
        for try await result in batch.results { print(result.id, result.messages.last?.text ?? "") }
        print(summary.ending.code, summary.totalCost)
    }

    static func check() throws {
        let batch = try Batch("jobs.jsonl", provider: "deepseek")
        let check = try batch.check { fault in print(fault.line, fault.column, fault.message) }
        print(check.jobs, check.estimatedInputTokens)
    }

    static func run() async throws {
        var options = BatchOptions()
        options.concurrency = .fixed(64)
        options.costBudget = 5
        let batch = try Batch("jobs.jsonl", provider: "deepseek", options: options)
        let summary = try await batch.run { progress in
            print(progress.completed, "of", progress.jobs, "at", progress.rate, "rounds/s")
        } events: { event in
            print(event)
        }
        print(summary.ending.code, summary.totalCost)
    }

    static func errors(of batch: Batch) async throws {
        do {
            _ = try await batch.run()
        } catch {
            print(error.code, error.description)
            if case .file(let path) = error.subject { print("Look at", path) }
            for fault in error.faults { print(fault.line, fault.column, fault.message) }
            if let advice = error.advice { print(advice.text) }
        }
    }

    static func rehearse() throws {
        var options = BatchOptions()
        options.stage = Stage(baseURL: "http://127.0.0.1:8099")
        options.isRehearsal = true
        _ = try Batch("jobs.jsonl", options: options)
    }
}
