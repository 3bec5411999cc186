public import BatchCore

/// Settings of a batch. The defaults are those of the command.
public struct BatchOptions: Sendable {
    /// How many requests may be in flight at once.
    public enum Concurrency: Hashable, Sendable {
        /// Grows to what the provider can take, up to its documented limit or 256.
        case automatic
        /// At most this many, from 1 to 100,000.
        case fixed(Int)
    }

    /// The provider and model that get the jobs of an account that has stopped.
    public struct Fallback: Hashable, Sendable, CustomStringConvertible {
        /// Name of the provider.
        public var provider: String
        /// Name of the model in requests.
        public var model: String

        /// A fallback to this model of this provider.
        public init(provider: String, model: String) { (self.provider, self.model) = (provider, model) }

        /// `provider/model`
        public var description: String { "\(provider)/\(model)" }
    }

    /// Destination of the results at the end of a run.
    public enum ResultsPath: Hashable, Sendable {
        /// Beside the state file, with the ending of the format.
        case besideState
        /// A file, or standard output for `-`.
        case file(String)
        /// Nowhere: the program reads ``Batch/results``.
        case none
    }

    // MARK: Provider and model

    /// Provider for jobs that name none. If nil: the server at ``baseURL``, else DeepSeek.
    public var provider: String?
    /// Base URL of a server that speaks the chat completions API, in place of the provider's.
    public var baseURL: String?
    /// Model for jobs that name none; the provider's default if nil.
    public var model: String?
    /// Environment variable that holds the key; the provider's if nil. A `.env` file in the working folder is read too.
    public var keyVariable: String?
    /// Path of a profile file with more providers.
    public var profiles: String?
    /// Provider and model for the jobs of an account that has stopped; nil for none.
    public var fallback: Fallback?
    /// Simulator for rehearsals and for the provider `simulated`.
    public var stage: Stage?
    /// Whether ``stage`` answers in place of every provider. A rehearsal has a separate state file and separate results.
    public var isRehearsal = false
    /// Whether key, models and balance are checked on the provider's free pages before the first job.
    public var looksAhead = true

    // MARK: Limits

    /// Most requests in flight; ``Concurrency/automatic`` if neither this nor the profile sets it.
    public var concurrency: Concurrency?
    /// Most requests a minute; the profile's limit if nil.
    public var requestsPerMinute: Int?
    /// Most tokens a minute, input and output together; the profile's limit if nil.
    public var tokensPerMinute: Int?
    /// Attempts that a round may use before its job fails, from 1 to 1,000. Waiting for a limit uses none.
    public var maxAttempts = 6
    /// Time limit for connecting; the provider's if nil.
    public var connectTimeout: Duration?
    /// Time limit for silence within a response; the provider's if nil.
    public var idleTimeout: Duration?
    /// Time limit for an attempt as a whole; the provider's if nil.
    public var attemptTimeout: Duration?
    /// The run stops after this long without a reply; a job fails if it is refused for this long while others are answered.
    public var patience: Duration = .seconds(1_800)
    /// The run stops when it has used this many tokens; nil for no budget.
    public var tokenBudget: Int?
    /// The run stops when it has cost this much, or when the cost of a reply is unknown; nil for no budget.
    public var costBudget: Dollars?
    /// Whether requests wait for the hours at which the model is cheapest.
    public var waitsForCheapHours = false
    /// The run takes only this many jobs; nil for all.
    public var jobLimit: Int?

    // MARK: Jobs

    /// For lines with a full conversation: whether to replay every user message, not only the last.
    public var replaysConversations = false
    /// Whether good lines run although others are bad.
    public var skipsBadLines = false
    /// Whether a job whose line has changed starts again.
    public var restartsChangedJobs = false
    /// Whether failed jobs are retried.
    public var retriesFailedJobs = false
    /// Whether the batch starts over. The old state file is kept under another name.
    public var startsOver = false

    // MARK: Conversations

    /// Whether responses are streamed if the job does not set it. Results are the same; time to first token is recorded.
    public var streams = false
    /// Shell command that answers tool calls. It runs once for each call, reads JSON on standard input and writes the answer.
    public var toolCommand: String?
    /// Time limit for one tool call.
    public var toolTimeout: Duration = ProgramOptions.defaultTimeLimit
    /// Most tool calls that are answered at a time; if nil, one for each processor, at least 4.
    public var toolConcurrency: Int?
    /// Most replies to one turn that may call tools, from 1 to 1,000, if the job does not set it.
    public var maxToolRounds = ConversationRules().maxToolRounds
    /// Whether a reply that was truncated at the token limit is continued, if the provider can.
    public var continuesTruncatedReplies = false
    /// The reasoning to send back in the history; the model's rules if nil.
    public var reasoningHistory: ReasoningHistory?

    // MARK: Files

    /// Path of a price file, which overrides the built-in prices.
    public var prices: String?
    /// Path of the state file; beside the job file, with the ending `.batchrun.db`, if nil.
    public var state: String?
    /// Destination of the results at the end of a run.
    public var results = ResultsPath.besideState
    /// Format of the results.
    public var format = ResultFormat.results
    /// Whether formats that omit reasoning by default keep it.
    public var keepsReasoning = false

    /// The defaults of the command.
    public init() {}
}
