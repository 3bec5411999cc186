import BatchEngine
import Testing

@testable import batchrun

@Suite("Words for errors of a batch")
struct BatchErrorTextTests {
    private static let wrong: [@Sendable (inout BatchOptions) -> Void] = [
        { $0.maxAttempts = 0 }, { $0.maxToolRounds = 1_001 }, { $0.toolConcurrency = 0 }, { $0.toolCommand = " " },
        { $0.fallback = .init(provider: "", model: "m") }, { $0.concurrency = .fixed(0) }, { $0.requestsPerMinute = 0 },
        { $0.tokensPerMinute = 0 }, { $0.tokenBudget = -1 }, { $0.jobLimit = 0 }, { $0.connectTimeout = .zero }, { $0.idleTimeout = .zero },
        { $0.attemptTimeout = .zero }, { $0.patience = .zero }, { $0.toolTimeout = .zero }, { $0.costBudget = 0 }, { $0.baseURL = "x" },
        { $0.keyVariable = "sk-no-name" }, { ($0.isRehearsal, $0.baseURL) = (true, "http://127.0.0.1:1") },
        { ($0.keepsReasoning, $0.format) = (true, .csv) },
    ]

    @Test("An option that cannot be has the command's name, whichever it is", arguments: wrong.indices)
    func options(place: Int) throws {
        var options = BatchOptions()
        Self.wrong[place](&options)
        let error = #expect(throws: BatchError.self) { try Batch("jobs.jsonl", options: options) }
        let sentence = try #require(error?.sentence)
        #expect(sentence.hasPrefix("--"))
        #expect(!sentence.contains("sk-"))
    }
}
