// Settings: what is fixed before the first request: options, faults, the providers that can be played and their errors, and
// the units in which texts are counted and compared.

package import BatchCore

/// The behaviour of the simulated provider. The defaults have no limits and no faults and are about as fast as a small model.
package struct SimulatorOptions: Sendable {
    /// Determines which requests meet a fault, and the jitter of latencies.
    package var seed: UInt64 = 1
    /// Determines the reply, together with the conversation only.
    package var replySeed: UInt64 = 1
    package var latency = Latency()
    /// Limit of requests per minute, with status 429 above it; nil for no limit.
    package var requestsPerMinute: Int?
    /// Limit of tokens per minute, input and output, with status 429 above it; nil for no limit.
    package var tokensPerMinute: Int?
    /// Limit of requests in flight, with status 429 above it as at DeepSeek
    /// (https://api-docs.deepseek.com/quick_start/rate_limit); nil for no limit.
    package var concurrency: Int?
    /// The faults and their probabilities. A request meets at most one, so the probabilities add up. If their sum exceeds 1, the
    /// last ones get the rest.
    package var faults: [Fault] = []
    /// The additional delay of ``Fault/Kind/slowHeaders``.
    package var slowHeaders: Duration = .seconds(5)
    /// The key that requests must carry; nil to accept all.
    package var key: Secret?
    /// The names of the models; nil to accept any name.
    package var models: [String]?
    /// Dollars on the account at the start. When they are used up, requests get status 402. Nil for an unlimited account.
    package var balance: Double?
    package var prices = Prices()
    /// The form of the wait in responses with status 429; nil for the played provider's form.
    package var retryAfter: RetryAfterForm?
    /// The wait in responses with status 429 if no rate determines it.
    package var retryWait: Duration = .seconds(1)
    /// If set, status 200 is sent at once, and a blank line (a comment in event streams) at this interval until the reply.
    package var keepAlive: Duration?
    package var streams = StreamForm()
    /// Nil for the played provider's form.
    package var errors: ErrorDialect?
    /// Limit of tokens of a request and its reply together; nil for no limit.
    package var contextTokens: Int?
    /// Whether a prefix cache is simulated. Its hits depend on earlier requests; nothing else in a reply does.
    package var cache = true
    /// The number of prefixes in the cache.
    package var cachedPrefixes = 200_000
    /// How long the conversations behind ids of responses are kept; nil for the played provider's way.
    package var responseState: ResponseState?
    /// The number of bytes of such conversations that are kept; the oldest go first.
    package var keptResponseBytes = 256 << 20
    /// The range of the number of tokens of a reply, without reasoning.
    package var replyTokens: ClosedRange<Int> = 20...200

    package init() {}

    /// The duration of replies.
    package struct Latency: Hashable, Sendable {
        /// Time until the first token.
        package var base: Duration
        package var perToken: Duration
        /// The greatest deviation from the mean, as a share of it: 0.25 for a quarter more or less.
        package var jitter: Double

        package init(base: Duration = .milliseconds(300), perToken: Duration = .milliseconds(5), jitter: Double = 0.25) {
            (self.base, self.perToken, self.jitter) = (base, perToken, jitter)
        }

        /// No delay at all.
        package static let none = Latency(base: .zero, perToken: .zero, jitter: 0)
    }

    /// Dollars per million tokens.
    package struct Prices: Hashable, Sendable {
        package var cached: Double
        package var prompt: Double
        package var completion: Double

        /// - Parameter cached: price of input tokens from the cache. The defaults are DeepSeek's for `deepseek-flash` in
        ///   2026-11 (https://api-docs.deepseek.com/quick_start/pricing).
        package init(cached: Double = 0.003, prompt: Double = 0.15, completion: Double = 0.60) {
            (self.cached, self.prompt, self.completion) = (cached, prompt, completion)
        }
    }

    /// The header that contains a wait.
    package enum RetryAfterForm: String, CaseIterable, Sendable {
        /// `retry-after: 2`
        case seconds
        /// `retry-after-ms: 1500`
        case milliseconds
        /// `retry-after: Sat, 21 Nov 2026 08:00:00 GMT`
        case date
        case never = "none"
    }

    /// The form of event streams.
    package struct StreamForm: Hashable, Sendable {
        /// Nil for the played provider's place.
        package var usage: StreamUsage?
        /// Whether chats end with `[DONE]`.
        package var endsWithDone = true
        /// Whether responses of the Responses API end with it too.
        package var endsResponsesWithDone = false
        /// Whether the events of responses have `event:` lines.
        package var namesEvents = true
        package var lineEnd = LineEnd.lf
        /// The number of bytes that are sent at once; nil for whole events.
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

    /// How the provider keeps a conversation of which a request names only the last response.
    package enum ResponseState: Hashable, Sendable {
        /// The conversation is kept.
        case kept
        /// The conversation is silently ignored: the reply is only to the new input.
        case dropped
        /// This share of the ids is unknown, which is an error with status 404.
        case lost(Double)
        /// The conversation is silently ignored until the last response is this old.
        case delayed(Duration)

        /// Reads a state in the form of the command line: `kept`, `dropped`, `lost=0.1`, `delayed=2s`. Returns nil for other text.
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

    /// The chunk with the usage in streams of chats. DeepSeek's documentation has described the first two
    /// (https://api-docs.deepseek.com/api/create-chat-completion).
    package enum StreamUsage: String, CaseIterable, Sendable {
        /// The chunk with the finish reason, even without a request for usage.
        case lastChunk = "last-chunk"
        /// A separate chunk without choices, if `stream_options` asks for it.
        case ownChunk = "own-chunk"
        /// A separate chunk with an empty choice, as LiteLLM's proxy sends it.
        case choiceChunk = "choice-chunk"
        case never = "none"
    }

    /// The form of error bodies.
    package enum ErrorDialect: String, CaseIterable, Sendable {
        /// `{"error":{"message","type","param","code"}}`: DeepSeek, OpenAI and most others.
        case nested
        /// `{"object":"error","message","type","param","code"}`: Mistral, SGLang.
        case flat
        /// `{"error":{"code":429,"message"}}`: OpenRouter.
        case numeric
        /// `{"error":"…"}`: small servers.
        case text
        /// ``nested`` with the status as text in `code`: LiteLLM's proxy.
        case textCode = "text-code"
    }
}
