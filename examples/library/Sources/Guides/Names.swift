import BatchEngine

/// Every public type of the library, which a program can name after this one import.
enum Names {
    static let all: [Any.Type] = [
        Advice.self, AskedModel.self, Batch.self, BatchAttempt.self, BatchAttempts.self, BatchAttempts.Iterator.self, BatchCheck.self,
        BatchEnding.self, BatchError.self, BatchError.Subject.self, BatchEvent.self, BatchOptions.self, BatchOptions.Concurrency.self,
        BatchOptions.Fallback.self, BatchOptions.ResultsPath.self, BatchProgress.self, BatchResult.self, BatchResult.Reply.self,
        BatchResult.Status.self, BatchResults.self, BatchResults.Iterator.self, BatchState.self, BatchStatus.self,
        BatchStatus.LastRun.self, BatchSummary.self, Bottleneck.self, Counts.self, Dollars.self, Failure.self, FailureCount.self,
        Instant.self, JobStatus.self, LatencyPercentiles.self, LeftOut.self, LineRemark.self, ReasoningHistory.self, Remedy.self,
        ResultFormat.self, ResultMessage.self, Stage.self,
    ]
}
