import BatchCore

extension BatchOptions {
    /// How lines with a full conversation are read.
    var reading: JobReading { replaysConversations ? .replay : .plain }

    /// The program that answers tool calls; nil for none.
    var program: ProgramOptions? {
        toolCommand.map {
            ProgramOptions(command: $0, timeLimit: toolTimeout, concurrency: toolConcurrency ?? ProgramOptions.defaultConcurrency)
        }
    }

    /// The provider's deadlines, overridden by those of the user.
    func deadlines(of provider: Provider) -> Deadlines {
        Deadlines(
            connect: connectTimeout ?? provider.deadlines.connect, idle: idleTimeout ?? provider.deadlines.idle,
            attempt: attemptTimeout ?? provider.deadlines.attempt)
    }

    /// An account's limits. For the chosen account the options override the provider's profile; for others they hold if the
    /// profile has none.
    func limits(of account: Account, isChosen: Bool) -> AccountLimits {
        func first<Limit>(_ option: Limit?, _ profile: Limit?) -> Limit? { isChosen ? option ?? profile : profile ?? option }
        let stated = account.provider.limits
        let requests = first(requestsPerMinute, stated.requestsPerMinute)
        let tokens = first(tokensPerMinute, stated.tokensPerMinute)
        switch first(concurrency, stated.concurrency.map { .fixed($0) }) ?? .automatic {
        case .fixed(let number):
            return AccountLimits(concurrency: number, requestsPerMinute: requests, tokensPerMinute: tokens)
        case .automatic:
            let ceiling = account.provider.concurrencyCeiling(for: account.model ?? "") ?? Self.undocumentedCeiling
            return AccountLimits(concurrency: ceiling, initialConcurrency: 32, requestsPerMinute: requests, tokensPerMinute: tokens)
        }
    }

    /// Most requests in flight at a provider that documents no limit.
    package static let undocumentedCeiling = 256

    /// The rules of conversations with an account.
    /// - Parameter model: name in requests; nil if there is none.
    func rules(for account: Account, model: String?, _ histories: ReasoningHistories) -> ConversationRules {
        let known = histories.history(of: model, provider: account.provider.family)
        var rules = ConversationRules(reasoningHistory: reasoningHistory ?? known)
        rules.provider = account.provider.name
        rules.reasoningMember = account.provider.reasoningMember
        rules.echoesReasoningItems = account.provider.echoesReasoningDetails
        rules.keptHistory = account.provider.responses ?? .none
        rules.maxToolRounds = maxToolRounds
        rules.hasToolCommand = toolCommand != nil
        rules.continuesTruncated = continuesTruncatedReplies && account.provider.completesPrefixes
        return rules
    }

    /// - Throws: ``BatchError`` that names the first invalid member.
    func validate() throws(BatchError) {
        func demand(_ isMet: Bool, _ name: String, _ demand: String) throws(BatchError) {
            if !isMet { throw BatchError(.badOption(name: name, demand: demand)) }
        }
        try demand((1...1_000).contains(maxAttempts), "maxAttempts", "must be from 1 to 1000")
        try demand((1...1_000).contains(maxToolRounds), "maxToolRounds", "must be from 1 to 1000")
        try demand((1...1_000).contains(toolConcurrency ?? 1), "toolConcurrency", "must be from 1 to 1000")
        try demand(toolCommand?.allSatisfy(\.isWhitespace) != true, "toolCommand", "is empty")
        if let fallback { try demand(!fallback.provider.isEmpty && !fallback.model.isEmpty, "fallback", "needs a provider and a model") }
        if case .fixed(let number)? = concurrency {
            try demand((1...100_000).contains(number), "concurrency", "must be from 1 to 100000")
        }
        for (name, value) in [
            ("requestsPerMinute", requestsPerMinute), ("tokensPerMinute", tokensPerMinute), ("tokenBudget", tokenBudget),
            ("jobLimit", jobLimit),
        ] { try demand(value ?? 1 > 0, name, "must be greater than zero") }
        for (name, value) in [
            ("connectTimeout", connectTimeout), ("idleTimeout", idleTimeout), ("attemptTimeout", attemptTimeout), ("patience", patience),
            ("toolTimeout", toolTimeout),
        ] { try demand(value ?? .seconds(1) > .zero, name, "must be longer than zero") }
        try demand(costBudget ?? Dollars(picodollars: 1) > .zero, "costBudget", "must be greater than zero")
        if let objection = baseURL.flatMap(BaseURL.objection(to:)) { try demand(false, "baseURL", objection) }
        // The value may be the key itself, so no message repeats it.
        try demand(
            keyVariable.map { EnvironmentVariable.isName($0) } ?? true, "keyVariable",
            "takes the name of an environment variable, never a key")
        try demand(!isRehearsal || baseURL == nil, "isRehearsal", "excludes baseURL")
        if isRehearsal, stage == nil { throw BatchError(.stageMissing) }
        try Self.validate(keepsReasoning: keepsReasoning, in: format)
    }

    /// - Throws: ``BatchError`` if reasoning is to be kept in a format that cannot hold it.
    static func validate(keepsReasoning: Bool, in format: ResultFormat) throws(BatchError) {
        guard keepsReasoning, !format.holdsReasoning else { return }
        throw BatchError(.badOption(name: "keepsReasoning", demand: "does not fit the format \(format.rawValue), which holds no reasoning"))
    }
}
