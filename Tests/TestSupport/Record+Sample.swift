package import BatchCore

extension Round {
    /// A round whose times are whole milliseconds, as a state file keeps them.
    package static func sample(_ number: Int, ends: Bool = false, content: String? = "Because.", cost: Cost? = nil) -> Round {
        let usage = Usage(prompt: 10, completion: 5, cached: 4, reasoning: 2, raw: JSONText(#"{"prompt_tokens":10}"#))
        return Round(
            number: number,
            reply: Reply(
                content: content, finishReason: "stop", responseID: "response-\(number)", model: "model-1", usage: usage),
            attempts: 1, latency: .milliseconds(812), firstToken: .milliseconds(210),
            createdAt: Instant(unixMilliseconds: 1_795_000_000_123), provider: "simulated", cost: cost, endsConversation: ends)
    }
}

extension AttemptRecord {
    package static func sample(_ number: Int = 1, failure: Failure? = nil) -> AttemptRecord {
        AttemptRecord(
            number: number, provider: "simulated", startedAt: Instant(unixMilliseconds: 1_795_000_000_000),
            latency: .milliseconds(100), firstToken: .milliseconds(30), outcome: failure == nil ? "replied" : "transient",
            failure: failure, wait: failure == nil ? nil : .milliseconds(1_500))
    }
}

extension Record {
    /// A round of a job with its attempt.
    package static func sample(_ job: Int64, round: Int, ends: Bool = false) -> Record {
        .round(JobKey(job), .sample(round, ends: ends), .sample())
    }

    /// The end of a job that failed in that round.
    package static func failed(_ job: Int64, round: Int, code: String = "content_filter") -> Record {
        .failure(
            JobKey(job),
            JobFailure(
                failure: Failure(code: code, message: "The content was refused.", httpStatus: 400), round: round, attempts: 1,
                failedAt: Instant(unixMilliseconds: 1_795_000_001_000)))
    }
}
