extension JobResult {
    /// Writes the line of the project's own format, without its line end.
    func writeResultLine(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", job.id)
        writer.member("line", job.line)
        writer.member("status", status.rawValue)
        writer.member("provider", provider)
        writer.member("model", model)
        writer.member("fallback", fallback)
        writer.name("messages")
        writer.beginArray()
        writer.items(conversation.history)
        writer.endArray()
        writer.name("rounds")
        writer.beginArray()
        for round in rounds { Self.write(round, to: &writer) }
        writer.endArray()
        writer.name("usage")
        Self.write(Self.sum(of: rounds), to: &writer)
        writer.name("cost_usd")
        writer.dollars(cost)
        writer.name("cache_saved_usd")
        writer.dollars(Self.sum(of: rounds.map { $0.cost?.savedByCache }))
        writer.name("error")
        Self.write(failure, to: &writer)
        writer.name("metadata")
        if let metadata = line.metadata { writer.value(metadata) } else { writer.null() }
        writer.endObject()
    }

    private static func write(_ round: Round, to writer: inout JSONWriter) {
        let reply = round.reply
        writer.beginObject()
        writer.member("round", round.number)
        writer.member("turn", round.turn)
        writer.member("standing", round.standing.rawValue)
        writer.member("content", reply.content)
        if let reasoning = reply.reasoning { writer.member("reasoning_content", reasoning) }
        if let toolCalls = reply.toolCalls {
            writer.name("tool_calls")
            writer.value(toolCalls)
        }
        writer.member("finish_reason", reply.finishReason)
        writer.member("response_id", reply.responseID)
        writer.member("model", reply.model)
        writer.name("usage")
        if let usage = reply.usage { write(usage, to: &writer) } else { writer.null() }
        writer.name("cost_usd")
        writer.dollars(round.cost?.total)
        writer.name("cache_saved_usd")
        writer.dollars(round.cost?.savedByCache)
        writer.member("attempts", round.attempts)
        writer.member("latency_ms", Int(round.latency.milliseconds))
        writer.member("first_token_ms", (round.firstToken?.milliseconds).map { Int($0) })
        writer.member("created_at", round.createdAt.rfc3339)
        writer.endObject()
    }

    private static func write(_ usage: Usage, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("prompt_tokens", usage.prompt)
        writer.member("completion_tokens", usage.completion)
        writer.member("total_tokens", usage.total)
        writer.member("cached_tokens", usage.cached)
        writer.member("reasoning_tokens", usage.reasoning)
        writer.endObject()
    }

    private static func write(_ failure: JobFailure?, to writer: inout JSONWriter) {
        guard let failure else { return writer.null() }
        writer.beginObject()
        writer.member("code", failure.failure.code)
        writer.member("message", failure.failure.message)
        writer.member("http_status", failure.failure.httpStatus)
        writer.member("round", failure.round)
        writer.member("attempts", failure.attempts)
        writer.endObject()
    }

    /// The sum of a count is known if each round reports it; the sum of no rounds is 0.
    private static func sum(of rounds: [Round]) -> Usage {
        var sum = Usage(prompt: 0, completion: 0, total: 0, cached: 0, reasoning: 0)
        for round in rounds {
            let usage = round.reply.usage
            add(usage?.prompt, to: &sum.prompt)
            add(usage?.completion, to: &sum.completion)
            add(usage?.total, to: &sum.total)
            add(usage?.cached, to: &sum.cached)
            add(usage?.reasoning, to: &sum.reasoning)
        }
        return sum
    }

    /// Cost of the rounds; nil if that of some round is not known.
    package var cost: Dollars? { Self.sum(of: rounds.map { $0.cost?.total }) }

    /// The sum is known if each amount is.
    private static func sum(of amounts: [Dollars?]) -> Dollars? {
        var sum = Dollars.zero
        for amount in amounts {
            guard let amount else { return nil }
            sum += amount
        }
        return sum
    }

    private static func add(_ count: Int?, to sum: inout Int?) {
        guard let count, let before = sum else { return sum = nil }
        let (after, overflow) = before.addingReportingOverflow(count)
        sum = overflow ? nil : after
    }
}
