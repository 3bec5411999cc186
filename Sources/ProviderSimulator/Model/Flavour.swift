import BatchCore

/// What one provider's answers look like, and what it demands of requests, where providers differ. A request's path says
/// whose answers are wanted (``Address``).
struct Flavour: Sendable {
    /// What the paths of its pages begin with, and its name in statistics.
    let name: String

    // What is asked.
    /// What the base URL is followed by for features on trial; nil where nothing is on trial, so that requests need not go there.
    var betaPath: String?
    /// Whether requests are held to what DeepSeek's own API demands and others leave free: no forced call while thinking, no
    /// JSON Schema as a format, no functions of which only some are strict, no role `developer`.
    var isHeldToDeepSeek = false
    var earlierThoughts = EarlierThoughts.ignored
    /// Whether requests turn thinking on and off with `"reasoning":{"enabled":…}`.
    var knowsReasoningSwitch = false
    /// Whether it tells what is left on the account.
    var hasBalancePage = false
    /// Whether the list of models is a bare list.
    var listsModelsBarely = false
    /// Whether it groups requests by the ids of sessions that they bear.
    var countsSessions = false

    // Replies.
    var thoughts = Thoughts()
    var usage = UsageForm.hitsAndMisses
    /// The same in streams; nil where it does not differ.
    var streamedUsage: UsageForm?
    /// Where streams tell the usage, unless the options say otherwise.
    var streamUsage = SimulatorOptions.StreamUsage.ownChunk
    /// Whether the delta of the chunk with the finish reason says nothing.
    var endsStreamsBarely = true
    /// Another word for `stop`, which every fourth reply ends with.
    var otherStop: String?
    /// Whether reasons that are not OpenAI's are shown as `stop`, with the original beside it where there is no stream.
    var hidesFinishReasons = false
    /// Whether the cost is told: in a header, and in the usage of streams.
    var tellsCost = false
    /// What ids of chats begin with.
    var idPrefix = ""
    var tellsFingerprint = true
    /// More members of whole chats, as JSON texts.
    var moreOfChats: [(name: String, json: String)] = []
    /// More members of their messages.
    var moreOfMessages: [(name: String, json: String)] = []
    /// Whether each choice tells the seed that it was made with.
    var tellsSeed = false
    var responses = Responses()

    // Errors and limits.
    var refusals = Refusals()
    var errors = SimulatorOptions.ErrorDialect.nested
    /// The shape of errors that come after a response has begun, and the status that they name.
    var errorsInside = (dialect: SimulatorOptions.ErrorDialect.nested, status: 500)
    var limitHeaders = LimitHeaders.none
    /// How status 429 tells the wait, unless the options say otherwise, and what the name of that header begins with.
    var retryAfter = (form: SimulatorOptions.RetryAfterForm.seconds, prefix: "")

    /// What becomes of the thoughts in the messages of a request.
    enum EarlierThoughts: Sendable {
        /// The model's era demands or refuses them (``ModelEra``), and breaches are errors.
        case demanded
        /// The model reads them where its era does, and misses none.
        case welcome
        case ignored
    }

    /// How replies show thoughts.
    struct Thoughts: Sendable {
        /// The member of messages and deltas; nil where they are not shown.
        var member: String? = "reasoning_content"
        /// Models whose names hold these words, in lower case, have them in the text instead, in `<think>` tags.
        var inlineModels: String?
    }

    /// Where usage tells of the cache.
    enum UsageForm: Sendable {
        /// Nested, and as DeepSeek's hits and misses too.
        case hitsAndMisses
        case nested
        /// Nested with thoughts; in replies without, flat, and no word of thoughts.
        case flatUnlessThinking
    }

    /// Headers that every response bears about limits.
    enum LimitHeaders: Sendable {
        case none
        /// `x-ratelimit-remaining-requests` and the like, with resets such as `6m0s`.
        case suffixed
        /// `x-ratelimit-remaining`, `x-tokenlimit-remaining` and the like by the second, and one reset in seconds.
        case plain
        /// ``suffixed`` as a gateway passes them on: under names of its own, and what remains under the old name too.
        case passedOn
    }

    /// What is its own about the Responses API.
    struct Responses: Sendable {
        /// What becomes of the conversations behind ids, unless the options say otherwise.
        var state = SimulatorOptions.ResponseState.dropped
        /// Whether an id that is not known is taken for no id.
        var forgetsInSilence = false
        /// Whether the response repeats the id that it was to go on from.
        var repeatsPreviousID = false
        /// Whether thoughts are shown as a summary, and only where one is asked for.
        var summarizesThoughts = false
        /// Whether ids are some 450 characters long.
        var hasLongIDs = false
        /// The fewest tokens that a request may allow.
        var fewestTokens = 1
    }

    /// The body of an error that comes after a response has begun.
    func errorInside(_ message: String) -> [UInt8] {
        let refusal = Refusal(status: errorsInside.status, message: message, type: "server_error", code: "internal_error")
        return refusals.shown(refusal).body(in: errorsInside.dialect)
    }

    static func named(_ name: Substring) -> Flavour? { known.first { $0.name == name } }
}
