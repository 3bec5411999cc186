package import BatchCore

/// How rounds, attempts and failures are laid into columns and read from them again. Both directions stand side by side,
/// since the order of the columns is all that ties them together.
enum RecordColumns {
    private static let round = """
        round, turn, standing, ends, provider, model, created_at, latency_ms, first_token_ms, attempts, finish_reason, prompt_tokens, \
        completion_tokens, total_tokens, cached_tokens, reasoning_tokens, cost_usd, cache_saved_usd, response_id, \
        system_fingerprint, fallback_model, usage, tool_calls, content, reasoning_content, reasoning_items
        """

    static let insertRound = "INSERT INTO rounds (job, \(round)) VALUES (?\(String(repeating: ", ?", count: 26)))"

    /// Of one job, in order. Parameter: the job.
    static let selectRounds = "SELECT \(round) FROM rounds WHERE job = ? ORDER BY round"

    static func bind(_ round: Round, of job: JobKey, to statement: SQLiteStatement) {
        let reply = round.reply
        statement.bind(job.number)
        statement.bind(round.number)
        statement.bind(round.turn)
        statement.bind(round.standing.rawValue)
        statement.bind(round.endsConversation ? 1 : 0)
        statement.bind(round.provider)
        statement.bind(reply.model)
        statement.bind(round.createdAt.unixMilliseconds)
        statement.bind(round.latency.milliseconds)
        statement.bind((round.firstToken?.milliseconds).map { Int($0) })
        statement.bind(round.attempts)
        statement.bind(reply.finishReason)
        statement.bind(reply.usage?.prompt)
        statement.bind(reply.usage?.completion)
        statement.bind(reply.usage?.total)
        statement.bind(reply.usage?.cached)
        statement.bind(reply.usage?.reasoning)
        statement.bind(round.cost?.total)
        statement.bind(round.cost?.savedByCache)
        statement.bind(reply.responseID)
        statement.bind(reply.systemFingerprint)
        statement.bind(round.fallbackModel)
        statement.bind(text: reply.usage?.raw[...])
        statement.bind(text: reply.toolCalls?[...])
        statement.bind(reply.content)
        statement.bind(reply.reasoning)
        statement.bind(text: reply.reasoningItems?[...])
    }

    static func readRound(_ row: SQLiteStatement) -> Round {
        let number = row.int()
        let turn = row.int()
        let standing = Round.Standing(rawValue: row.text()) ?? .answer
        let endsConversation = row.int() != 0
        let provider = row.text()
        let model = row.optionalText()
        let createdAt = Instant(unixMilliseconds: row.integer())
        let latency = Duration.milliseconds(row.integer())
        let firstToken = row.optionalInteger().map { Duration.milliseconds($0) }
        let attempts = row.int()
        let finishReason = row.optionalText()
        var usage = Usage(prompt: row.optionalInteger(), completion: row.optionalInteger())
        // Set apart from the rest: the initializer computes a total where none is given, and the column may say none.
        usage.total = row.optionalInteger()
        usage.cached = row.optionalInteger()
        usage.reasoning = row.optionalInteger()
        let (total, savedByCache) = (row.optionalDollars(), row.optionalDollars())
        let responseID = row.optionalText()
        let systemFingerprint = row.optionalText()
        let fallbackModel = row.optionalText()
        let rawUsage = row.optionalBytes()
        usage.raw = rawUsage ?? []
        let toolCalls = row.optionalBytes()
        let reply = Reply(
            content: row.optionalText(), reasoning: row.optionalText(), reasoningItems: row.optionalBytes(), toolCalls: toolCalls,
            finishReason: finishReason,
            responseID: responseID, model: model, systemFingerprint: systemFingerprint, usage: rawUsage == nil ? nil : usage)
        var round = Round(
            number: number, turn: turn, standing: standing, reply: reply, attempts: attempts, latency: latency, firstToken: firstToken,
            createdAt: createdAt,
            provider: provider, cost: total.map { Cost(total: $0, savedByCache: savedByCache) }, endsConversation: endsConversation)
        round.fallbackModel = fallbackModel
        return round
    }

    private static let attempt = """
        round, attempt, provider, started_at, latency_ms, first_token_ms, outcome, http_status, code, message, \
        prompt_tokens, completion_tokens, cost_usd, wait_ms, request_id
        """

    static let insertAttempt = "INSERT INTO attempts (job, \(attempt)) VALUES (?\(String(repeating: ", ?", count: 15)))"

    /// Of one job, in the order in which they were written. Parameter: the job.
    static let selectAttempts = "SELECT \(attempt) FROM attempts WHERE job = ? ORDER BY rowid"

    /// - Parameter usage: what the attempt cost: the reply's, or the failure's.
    static func bind(_ attempt: AttemptRecord, at round: Int, of job: JobKey, usage: Usage?, to statement: SQLiteStatement) {
        statement.bind(job.number)
        statement.bind(round)
        statement.bind(attempt.number)
        statement.bind(attempt.provider)
        statement.bind(attempt.startedAt.unixMilliseconds)
        statement.bind(attempt.latency.milliseconds)
        statement.bind((attempt.firstToken?.milliseconds).map { Int($0) })
        statement.bind(attempt.outcome)
        statement.bind(attempt.failure?.httpStatus)
        statement.bind(attempt.failure?.code)
        statement.bind(attempt.failure?.message)
        statement.bind(usage?.prompt)
        statement.bind(usage?.completion)
        statement.bind(attempt.cost)
        statement.bind((attempt.wait?.milliseconds).map { Int($0) })
        statement.bind(attempt.failure?.requestID)
    }

    static func readAttempt(_ row: SQLiteStatement) -> StoredAttempt {
        let round = row.int()
        var attempt = AttemptRecord(
            number: row.int(), provider: row.text(), startedAt: Instant(unixMilliseconds: row.integer()),
            latency: .milliseconds(row.integer()), firstToken: row.optionalInteger().map { .milliseconds($0) }, outcome: row.text())
        let httpStatus = row.optionalInteger()
        let code = row.optionalText()
        let message = row.optionalText()
        let (prompt, completion) = (row.optionalInteger(), row.optionalInteger())
        let usage = prompt == nil && completion == nil ? nil : Usage(prompt: prompt, completion: completion)
        attempt.cost = row.optionalDollars()
        attempt.wait = row.optionalInteger().map { .milliseconds($0) }
        let requestID = row.optionalText()
        attempt.failure = code.map {
            Failure(code: $0, message: message ?? "", httpStatus: httpStatus, usage: usage, requestID: requestID)
        }
        return StoredAttempt(round: round, attempt: attempt, usage: usage)
    }

    private static let failure = "round, code, message, http_status, attempts, failed_at"

    static let insertFailure = "INSERT INTO failures (job, \(failure)) VALUES (?, ?, ?, ?, ?, ?, ?)"

    /// Of one job, while it counts. Parameter: the job.
    static let selectOpenFailure = "SELECT \(failure) FROM failures WHERE job = ? AND retried_at IS NULL"

    static func bind(_ failure: JobFailure, of job: JobKey, to statement: SQLiteStatement) {
        statement.bind(job.number)
        statement.bind(failure.round)
        statement.bind(failure.failure.code)
        statement.bind(failure.failure.message)
        statement.bind(failure.failure.httpStatus)
        statement.bind(failure.attempts)
        statement.bind(failure.failedAt.unixMilliseconds)
    }

    static func readFailure(_ row: SQLiteStatement) -> JobFailure {
        let round = row.int()
        let failure = Failure(code: row.text(), message: row.text(), httpStatus: row.optionalInteger())
        return JobFailure(
            failure: failure, round: round, attempts: row.int(), failedAt: Instant(unixMilliseconds: row.integer()))
    }
}

/// An attempt as the state file holds it.
package struct StoredAttempt: Sendable {
    /// The round that was asked for.
    package var round: Int
    package var attempt: AttemptRecord
    /// What it cost in input and output tokens; nil where the provider did not tell.
    package var usage: Usage?
}
