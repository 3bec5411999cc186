// Providers: what differs between servers, as data: where they are, how their errors are meant, what their models need.
// Floor 2.

/// A kind of server that speaks the chat completions protocol, described as data.
package struct Provider: Sendable {
    /// The name on the command line and in job lines.
    package var name: String
    /// The name of the provider that the rules of its models are those of (``ModelRules``): its own where it is built in, else
    /// that of the built-in one that it is like.
    package var family: String
    /// The name for people.
    package var title: String
    /// Where requests go, without a slash at the end: `https://api.deepseek.com`.
    package var baseURL: String
    /// The environment variable that holds the key; nil where none is needed.
    package var keyVariable: String?
    /// The model that is asked where neither the job nor the command line names one.
    package var defaultModel: String?
    /// What its documented statuses mean.
    package var errors: ErrorTable
    /// The most requests that the provider lets be under way at once, by model (first match by prefix; "" matches all).
    package var concurrencyCeilings: [(modelPrefix: String, ceiling: Int)]
    /// What the user has set for it.
    package var limits = ProviderLimits()
    package var deadlines: Deadlines
    /// Where it tells what an attempt cost; nil where it leaves that to its price list.
    package var costReport: CostReport?
    /// Whether `stream_options` with `include_usage` are known to it, so that streams tell their usage when asked.
    package var takesStreamOptions: Bool
    /// What the base URL is followed by for features that the provider calls beta, `/beta`; nil where they have no URL of
    /// their own.
    package var betaPath: String?
    /// Whether it goes on from a reply that was begun.
    package var completesPrefixes: Bool
    /// Whether it goes on from a bare text (`POST /completions`); and whether it heeds what comes after a gap as well (`suffix`).
    package var completesTexts: Bool
    package var fillsGaps: Bool
    /// Whether a reply that was begun comes back with its beginning, which is then taken off.
    package var repeatsPrefixes: Bool
    /// Where its messages carry the chain of thought.
    package var reasoningMember: ReasoningMember
    /// Whether thoughts may stand in the text of its answers, between `<think>` and `</think>`.
    package var splitsThinkTags: Bool
    /// Whether messages that call tools are sent back with their `reasoning_details`, as they came.
    package var echoesReasoningDetails: Bool
    /// How it is told which requests belong together; nil where it has no such notion.
    package var sessions: SessionNames?
    /// Whether it speaks the Responses API, and what it keeps there; nil where it does not speak it.
    package var responses: KeptHistory?
    /// Headers that its requests carry besides those of the API.
    package var extraHeaders: [(name: String, value: String)]
    package var pages: ProviderPages
    /// The page that the data comes from.
    package var documentation: String

    package init(
        name: String, title: String, baseURL: String, keyVariable: String?, defaultModel: String? = nil,
        errors: ErrorTable, concurrencyCeilings: [(modelPrefix: String, ceiling: Int)] = [], deadlines: Deadlines = Deadlines(),
        costReport: CostReport? = nil,
        takesStreamOptions: Bool = false, betaPath: String? = nil, completesPrefixes: Bool = false, repeatsPrefixes: Bool = false,
        completesTexts: Bool = false, fillsGaps: Bool = false,
        reasoningMember: ReasoningMember = .reasoningContent, splitsThinkTags: Bool = false, echoesReasoningDetails: Bool = false,
        sessions: SessionNames? = nil, responses: KeptHistory? = nil, extraHeaders: [(name: String, value: String)] = [],
        pages: ProviderPages = ProviderPages(), documentation: String
    ) {
        (self.name, family, self.title, self.baseURL, self.keyVariable) = (name, name, title, baseURL, keyVariable)
        (self.defaultModel, self.errors) = (defaultModel, errors)
        (self.concurrencyCeilings, self.deadlines) = (concurrencyCeilings, deadlines)
        (self.costReport, self.takesStreamOptions, self.extraHeaders) = (costReport, takesStreamOptions, extraHeaders)
        (self.betaPath, self.completesPrefixes, self.fillsGaps) = (betaPath, completesPrefixes, fillsGaps)
        self.completesTexts = completesTexts
        self.repeatsPrefixes = repeatsPrefixes
        (self.reasoningMember, self.splitsThinkTags) = (reasoningMember, splitsThinkTags)
        (self.echoesReasoningDetails, self.sessions, self.responses) = (echoesReasoningDetails, sessions, responses)
        (self.pages, self.documentation) = (pages, documentation)
    }

    /// Whether it has what the job asks for: completing texts, filling gaps, beginning replies, the Responses API.
    package func canServe(_ job: Job) -> Bool {
        switch job.api {
        case .chat: completesPrefixes || !job.turns.contains { $0.prefix != nil }
        case .fim: fillsGaps || (completesTexts && !job.turns.contains { $0.endsInGap })
        case .responses: responses != nil
        }
    }

    /// The most requests under way at once for `model`; nil where the provider names no such limit.
    package func concurrencyCeiling(for model: String) -> Int? {
        concurrencyCeilings.first { model.hasPrefix($0.modelPrefix) }?.ceiling
    }
}

/// What the user lets an account of a provider have; nil where that is not said.
package struct ProviderLimits: Hashable, Sendable {
    /// The most requests under way at once.
    package var concurrency: Int?
    package var requestsPerMinute: Int?
    /// Input and output.
    package var tokensPerMinute: Int?

    package init(concurrency: Int? = nil, requestsPerMinute: Int? = nil, tokensPerMinute: Int? = nil) {
        (self.concurrency, self.requestsPerMinute, self.tokensPerMinute) = (concurrency, requestsPerMinute, tokensPerMinute)
    }
}

/// How long an attempt may take before its socket is closed.
package struct Deadlines: Hashable, Sendable {
    /// Until the connection stands, TLS included.
    package var connect: Duration
    /// Between two bytes of a response. A keep-alive line is a byte, so this catches dead connections, not long queues.
    /// Of an event stream only events with data count, so that there it catches both.
    package var idle: Duration
    /// From the first byte sent to the last received. The default leaves room for ten minutes in DeepSeek's queue and a
    /// long answer after it (https://api-docs.deepseek.com/quick_start/rate_limit).
    package var attempt: Duration

    package init(connect: Duration = .seconds(10), idle: Duration = .seconds(660), attempt: Duration = .seconds(3_600)) {
        (self.connect, self.idle, self.attempt) = (connect, idle, attempt)
    }
}
