import BatchCore

/// What is peculiar to one provider: the form of its answers, and what it demands of requests. A request's path selects the
/// flavour (``Address``).
struct Flavour: Sendable {
    /// The start of its paths, and its name in statistics.
    let name: String

    // Requests.
    /// The path after the base URL for beta features; nil if it has none.
    var betaPath: String?
    /// Whether requests must keep DeepSeek's own rules: no forced call while thinking, no JSON Schema as a format, all functions
    /// strict or none, no role `developer`.
    var isHeldToDeepSeek = false
    var earlierThoughts = EarlierThoughts.ignored
    /// Whether `"reasoning":{"enabled":…}` turns thinking on and off.
    var knowsReasoningSwitch = false
    /// Whether it has a page with the balance of the account.
    var hasBalancePage = false
    /// Whether the list of models is a plain array, without an object around it.
    var listsModelsBarely = false
    /// Whether it counts requests by session id.
    var countsSessions = false

    // Replies.
    var thoughts = Thoughts()
    var usage = UsageForm.hitsAndMisses
    /// The form in streams; nil if it is the same.
    var streamedUsage: UsageForm?
    /// The chunk that contains the usage, unless the options override it.
    var streamUsage = SimulatorOptions.StreamUsage.ownChunk
    /// Whether the chunk with the finish reason has an empty delta.
    var endsStreamsBarely = true
    /// Another word for `stop`, used in every fourth reply.
    var otherStop: String?
    /// Whether finish reasons other than OpenAI's are shown as `stop`. Outside streams the original is shown too.
    var hidesFinishReasons = false
    /// Whether the cost is reported: in a header, and in the usage of streams.
    var reportsCost = false
    /// The start of the ids of chats.
    var idPrefix = ""
    var showsFingerprint = true
    /// More members of chats outside streams; values are JSON texts.
    var moreOfChats: [(name: String, json: JSONText)] = []
    /// More members of their messages.
    var moreOfMessages: [(name: String, json: JSONText)] = []
    /// Whether each choice contains its seed.
    var showsSeed = false
    var responses = Responses()

    // Errors and limits.
    var refusals = Refusals()
    var errors = SimulatorOptions.ErrorDialect.nested
    /// The form of errors after the response has begun, and the status in them.
    var errorsInside = (dialect: SimulatorOptions.ErrorDialect.nested, status: 500)
    var limitHeaders = LimitHeaders.none
    /// The form of the wait with status 429, unless the options override it, and the start of the header's name.
    var retryAfter = (form: SimulatorOptions.RetryAfterForm.seconds, prefix: "")

    /// How the provider treats reasoning in the messages of a request.
    enum EarlierThoughts: Sendable {
        /// The model's era requires or refuses it (``ModelEra``); violations are errors.
        case demanded
        /// The model reads it if its era does; a message without it is no error.
        case welcome
        case ignored
    }

    /// How replies show reasoning.
    struct Thoughts: Sendable {
        /// The member of messages and deltas; nil if reasoning is not shown.
        var member: String? = "reasoning_content"
        /// Models whose lower-case names contain this show it in the text instead, in `<think>` tags.
        var inlineModels: String?
    }

    /// The place of the cached tokens in the usage.
    enum UsageForm: Sendable {
        /// Nested, and also as DeepSeek's hits and misses.
        case hitsAndMisses
        case nested
        /// Nested if there is reasoning; else flat and without reasoning tokens.
        case flatUnlessThinking
    }

    /// The headers about limits in every response.
    enum LimitHeaders: Sendable {
        case none
        /// `x-ratelimit-remaining-requests` and the like, with resets such as `6m0s`.
        case suffixed
        /// `x-ratelimit-remaining`, `x-tokenlimit-remaining` and the like by the second, and one reset in seconds.
        case plain
        /// ``suffixed`` as a gateway forwards them: with a prefix, and the remaining amounts also without it.
        case passedOn
    }

    /// What is peculiar to it in the Responses API.
    struct Responses: Sendable {
        /// How long it keeps the conversations behind ids, unless the options override it.
        var state = SimulatorOptions.ResponseState.dropped
        /// Whether an unknown id counts as no id.
        var forgetsInSilence = false
        /// Whether the response repeats the id that the request continues from.
        var repeatsPreviousID = false
        /// Whether reasoning is shown as a summary, and only on request.
        var summarizesThoughts = false
        /// Whether ids have about 450 characters.
        var hasLongIDs = false
        /// The lowest limit of output tokens that a request may set.
        var fewestTokens = 1
    }

    /// The body of an error after the response has begun.
    func errorInside(_ message: String) -> [UInt8] {
        let refusal = Refusal(status: errorsInside.status, message: message, type: "server_error", code: "internal_error")
        return refusals.shown(refusal).body(in: errorsInside.dialect)
    }

    static func named(_ name: Substring) -> Flavour? { known.first { $0.name == name } }
}
