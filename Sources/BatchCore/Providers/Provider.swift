// Providers: how servers differ, as data: their places, the meaning of their errors, the needs of their models.
// Floor 2.

/// A kind of server that speaks the chat completions API, described as data.
///
/// A provider is made from its name, its title and its base URL. Everything else has the value of a server that does nothing special,
/// and is set if the provider differs. Each property has a member in profile files (`ProfileField`).
package struct Provider: Sendable {
    /// The name in options and in job lines: lower case letters, digits, `-`, `.` and `_`.
    package var name: String
    /// The built-in provider whose rules of models hold here (``ModelRules``). A built-in provider is its own family.
    package var family: String
    /// The name for people.
    package var title: String
    /// Where requests go, without a slash at the end: `https://api.deepseek.com`.
    package var baseURL: String
    /// The environment variable that holds the key; nil if the server needs none.
    package var keyVariable: String?
    /// The model for jobs that name none; nil if the user must name one.
    package var defaultModel: String?
    /// What its documented error statuses mean.
    package var errors = ErrorTable([])
    /// The most requests that the provider accepts in flight, by model. The first matching prefix counts, and "" matches all models.
    package var concurrencyCeilings: [(modelPrefix: String, ceiling: Int)] = []
    /// The limits that the user has set for it.
    package var limits = ProviderLimits()
    package var deadlines = Deadlines()
    /// Where it reports the cost of an attempt; nil if prices alone give the cost.
    package var costReport: CostReport?
    /// Whether it knows `stream_options` with `include_usage`, so that streams report their usage on request.
    package var takesStreamOptions = false
    /// The path after the base URL for features that the provider calls beta, such as `/beta`; nil if they have no URL apart.
    package var betaPath: String?
    /// Whether it continues a reply that the request begins (prefill).
    package var completesPrefixes = false
    /// Whether it completes a bare text (`POST /completions`).
    package var completesTexts = false
    /// Whether it fills in the middle (FIM): it reads the text after the gap too (`suffix`).
    package var fillsGaps = false
    /// Whether a reply repeats its prefill, which is then removed.
    package var repeatsPrefixes = false
    /// The member of messages that contains the reasoning.
    package var reasoningMember = ReasoningMember.reasoningContent
    /// Whether answers may contain their reasoning between `<think>` and `</think>`.
    package var splitsThinkTags = false
    /// Whether messages that call tools are sent back with their `reasoning_details`, unchanged.
    package var echoesReasoningDetails = false
    /// The names under which requests carry their conversation's id; nil if the server knows no sessions.
    package var sessions: SessionNames?
    /// What it keeps of conversations in the Responses API; nil if it does not offer that API.
    package var responses: KeptHistory?
    /// Headers of its requests besides those of the API.
    package var extraHeaders: [(name: String, value: String)] = []
    package var pages = ProviderPages()
    /// The page that the data comes from.
    package var documentation = ""

    /// - Parameter set: sets what differs from a server that does nothing special.
    package init(name: String, title: String, baseURL: String, _ set: (inout Provider) -> Void = { _ in }) {
        (self.name, family, self.title, self.baseURL) = (name, name, title, baseURL)
        set(&self)
    }

    /// Whether it offers what the job uses: text completion, FIM, prefill, the Responses API.
    package func canServe(_ job: Job) -> Bool {
        switch job.api {
        case .chat: completesPrefixes || !job.turns.contains { $0.prefix != nil }
        case .fim: fillsGaps || (completesTexts && !job.turns.contains { $0.endsInGap })
        case .responses: responses != nil
        }
    }

    /// The most requests in flight for `model`; nil if the provider documents no limit.
    package func concurrencyCeiling(for model: String) -> Int? {
        concurrencyCeilings.first { model.hasPrefix($0.modelPrefix) }?.ceiling
    }
}

/// The user's limits for an account of a provider; nil for what is not limited.
package struct ProviderLimits: Hashable, Sendable {
    /// The most requests in flight.
    package var concurrency: Int?
    package var requestsPerMinute: Int?
    /// Tokens of input and output together.
    package var tokensPerMinute: Int?

    package init(concurrency: Int? = nil, requestsPerMinute: Int? = nil, tokensPerMinute: Int? = nil) {
        (self.concurrency, self.requestsPerMinute, self.tokensPerMinute) = (concurrency, requestsPerMinute, tokensPerMinute)
    }
}

/// Time limits of an attempt, after which its connection is closed.
package struct Deadlines: Hashable, Sendable {
    /// For connecting, TLS included.
    package var connect: Duration
    /// Between two bytes of a response. A keep-alive line is a byte too, so this finds dead connections, not long queues.
    /// In an event stream only events with data count, so that it finds both.
    package var idle: Duration
    /// From the first byte sent to the last byte received. The default allows ten minutes in DeepSeek's queue and a long answer
    /// after it (https://api-docs.deepseek.com/quick_start/rate_limit).
    package var attempt: Duration

    package init(connect: Duration = .seconds(10), idle: Duration = .seconds(660), attempt: Duration = .seconds(3_600)) {
        (self.connect, self.idle, self.attempt) = (connect, idle, attempt)
    }
}
