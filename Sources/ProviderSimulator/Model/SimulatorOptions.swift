package import BatchCore

/// How the simulated provider behaves. The defaults are a provider without limits and faults, about as fast as a small model.
package struct SimulatorOptions: Sendable {
    /// Decides which requests meet a fault, and the jitter of latencies.
    package var seed: UInt64 = 1
    /// Decides, with the conversation and with nothing else, what is replied.
    package var replySeed: UInt64 = 1
    package var latency = Latency()
    /// Requests a minute over which status 429 is given; nil for no limit.
    package var requestsPerMinute: Int?
    /// Tokens a minute, input and output, over which status 429 is given; nil for no limit.
    package var tokensPerMinute: Int?
    /// Requests under way over which status 429 is given at once, as DeepSeek does
    /// (https://api-docs.deepseek.com/quick_start/rate_limit); nil for no limit.
    package var concurrency: Int?
    /// What goes wrong, and how often. A request meets one fault at most, so the probabilities add up; of those that add up
    /// to more than 1 the last get what is left.
    package var faults: [Fault] = []
    /// How much longer a response takes that meets ``Fault/Kind/slowHeaders``.
    package var slowHeaders: Duration = .seconds(5)
    /// The key that requests must carry; nil to accept all.
    package var key: Secret?
    /// The models that are served; nil to serve a model of any name.
    package var models: [String]?
    /// Dollars on the account at the beginning; when they are used up, requests get status 402. Nil for no end.
    package var balance: Double?
    package var prices = Prices()
    /// How responses with status 429 say when to come back; nil for the way of the provider that is played.
    package var retryAfter: RetryAfterForm?
    /// What responses with status 429 ask to wait where no rate tells how long it must be.
    package var retryWait: Duration = .seconds(1)
    /// Where set, status 200 is sent at once and a blank line (in event streams a comment) each so often until the reply.
    package var keepAlive: Duration?
    package var streams = StreamForm()
    /// Nil for the shape of the provider that is played.
    package var errors: ErrorDialect?
    /// How many tokens a request and its reply may have together; over it, the request is refused. Nil for no limit.
    package var contextTokens: Int?
    /// Whether usage tells of a prefix cache. Its hits depend on the requests before; nothing else in a reply does.
    package var cache = true
    /// How many prefixes the cache holds before it forgets old ones.
    package var cachedPrefixes = 200_000
    /// What becomes of the conversations that ids of responses stand for; nil for the way of the provider that is played.
    package var responseState: ResponseState?
    /// How many bytes of such conversations are kept before the oldest are forgotten.
    package var keptResponseBytes = 256 << 20
    /// From how few to how many tokens replies are drawn, reasoning not counted.
    package var replyTokens: ClosedRange<Int> = 20...200

    package init() {}

    /// How long replies take.
    package struct Latency: Hashable, Sendable {
        /// Until the first token.
        package var base: Duration
        package var perToken: Duration
        /// How far a latency may be from its mean, as a share of it: 0.25 for a quarter more or less.
        package var jitter: Double

        package init(base: Duration = .milliseconds(300), perToken: Duration = .milliseconds(5), jitter: Double = 0.25) {
            (self.base, self.perToken, self.jitter) = (base, perToken, jitter)
        }

        /// Replies come as soon as they are computed.
        package static let none = Latency(base: .zero, perToken: .zero, jitter: 0)
    }

    /// Dollars for a million tokens.
    package struct Prices: Hashable, Sendable {
        package var cached: Double
        package var prompt: Double
        package var completion: Double

        /// - Parameter cached: for input tokens from the cache. The defaults are DeepSeek's for `deepseek-flash` in 2026-11
        ///   (https://api-docs.deepseek.com/quick_start/pricing).
        package init(cached: Double = 0.003, prompt: Double = 0.15, completion: Double = 0.60) {
            (self.cached, self.prompt, self.completion) = (cached, prompt, completion)
        }
    }

    /// The header in which a wait is told.
    package enum RetryAfterForm: String, CaseIterable, Sendable {
        /// `retry-after: 2`
        case seconds
        /// `retry-after-ms: 1500`
        case milliseconds
        /// `retry-after: Sat, 21 Nov 2026 08:00:00 GMT`
        case date
        case never = "none"
    }

    /// How event streams are written.
    package struct StreamForm: Hashable, Sendable {
        /// Nil for the place of the provider that is played.
        package var usage: StreamUsage?
        /// Whether `[DONE]` stands at the end of chats.
        package var endsWithDone = true
        /// Whether it stands at the end of responses too (of the Responses API).
        package var endsResponsesWithDone = false
        /// Whether the events of responses have lines with their names.
        package var namesEvents = true
        package var lineEnd = LineEnd.lf
        /// Events leave in pieces of so many bytes; nil for one piece each.
        package var pieceBytes: Int?

        package init() {}

        package enum LineEnd: String, CaseIterable, Sendable {
            case lf, crlf, cr

            var bytes: [UInt8] {
                switch self {
                case .lf: [0x0A]
                case .crlf: [0x0D, 0x0A]
                case .cr: [0x0D]
                }
            }
        }
    }

    /// What becomes of a conversation of which a request names the last response alone.
    package enum ResponseState: Hashable, Sendable {
        /// It is there.
        case kept
        /// It is left out in silence: the reply is to the new input alone.
        case dropped
        /// Of this share of the ids nothing is known, which is an error with status 404.
        case lost(Double)
        /// It is left out in silence as long as the last response is not so old.
        case delayed(Duration)

        /// Reads a state as the command line has it: `kept`, `dropped`, `lost=0.1`, `delayed=2s`. Nil where the text is none of these.
        package init?(text: String) {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            switch (parts[0], parts.count > 1 ? parts[1] : nil) {
            case ("kept", nil): self = .kept
            case ("dropped", nil): self = .dropped
            case ("lost", let share?):
                guard let share = Double(share), (0...1).contains(share) else { return nil }
                self = .lost(share)
            case ("delayed", let delay?):
                guard let delay = Duration(text: delay) else { return nil }
                self = .delayed(delay)
            default: return nil
            }
        }
    }

    /// Where streams of chats tell the usage. DeepSeek's documentation has had the first two
    /// (https://api-docs.deepseek.com/api/create-chat-completion).
    package enum StreamUsage: String, CaseIterable, Sendable {
        /// On the chunk with the finish reason, whether or not it was asked for.
        case lastChunk = "last-chunk"
        /// On a chunk of its own without choices, where `stream_options` ask for it.
        case ownChunk = "own-chunk"
        /// The same on a chunk with a choice that says nothing, as LiteLLM's proxy sends it.
        case choiceChunk = "choice-chunk"
        case never = "none"
    }

    /// The shape of error bodies.
    package enum ErrorDialect: String, CaseIterable, Sendable {
        /// `{"error":{"message","type","param","code"}}`: DeepSeek, OpenAI and most others.
        case nested
        /// `{"object":"error","message","type","param","code"}`: Mistral, SGLang.
        case flat
        /// `{"error":{"code":429,"message"}}`: OpenRouter.
        case numeric
        /// `{"error":"…"}`: small servers.
        case text
        /// ``nested``, with the status as a text for a code: LiteLLM's proxy.
        case textCode = "text-code"
    }
}
