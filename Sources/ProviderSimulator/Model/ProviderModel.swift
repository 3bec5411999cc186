public import BatchEngine

/// A provider of chat and fill-in-the-middle completions: what it answers to each request, and what it remembers of them.
///
/// Requests for completions are counted in the order in which they come, and chance is drawn for each from the seed
/// and its number; so the same requests in the same order meet the same faults. What is replied does not depend on it.
public struct ProviderModel: Sendable {
    public let options: SimulatorOptions
    public private(set) var statistics = SimulatorStatistics()
    private var ordinal: UInt64 = 0
    private var requestRate: RateBucket?
    private var tokenRate: RateBucket?
    private var cache: PrefixCache
    /// Dollars left; nil where they have no end.
    private(set) var balance: Double?

    public init(options: SimulatorOptions = SimulatorOptions()) {
        self.options = options
        requestRate = options.requestsPerMinute.map(RateBucket.init(perMinute:))
        tokenRate = options.tokensPerMinute.map(RateBucket.init(perMinute:))
        cache = PrefixCache(capacity: options.cachedPrefixes)
        balance = options.balance
    }

    /// What the provider does with `request`. When it is over, ``finished(_:at:)`` must be told.
    /// - Parameter now: no earlier than in the call before.
    public mutating func answer(_ request: HTTPRequest, at now: Instant) -> SimulatedAnswer {
        let (path, isBeta) = Self.path(of: request.url)
        switch (request.method, path) {
        case ("POST", "/chat/completions"):
            return generate(request, at: now) { body, models throws(Refusal) in try ChatRequest(body, models: models, isBeta: isBeta) }
        case ("POST", "/completions"):
            return generate(request, at: now) { body, models throws(Refusal) in try FIMRequest(body, models: models, isBeta: isBeta) }
        case ("GET", "/models"), ("GET", "/user/balance"):
            if let refusal = refusalOfKey(request) { return refuse(refusal, at: now) }
            return page(path == "/models" ? modelList : balanceSheet)
        case ("GET", "/simulator/statistics"): return page(statistics.json)
        case (_, "/chat/completions"), (_, "/completions"), (_, "/models"), (_, "/user/balance"), (_, "/simulator/statistics"):
            return refuse(Refusal(status: 405, message: "Method Not Allowed"), at: now)
        default: return refuse(Refusal(documented: 404), at: now)
        }
    }

    /// The answer to the request of that ticket has ended, or its client has left.
    public mutating func finished(_ ticket: SimulatedAnswer.Ticket, at now: Instant) {
        if ticket.holdsPlace { statistics.inFlight -= 1 }
    }

    /// Someone pays in: the balance is again what the options say. For simulations of a run that goes on after status 402.
    public mutating func topUp() { balance = options.balance }

    /// The path of a URL without its query and without the version that DeepSeek's base URLs may end with, and whether that
    /// is the one of features on trial.
    static func path(of url: String) -> (path: Substring, isBeta: Bool) {
        var path = Substring(url)
        if let colon = path.firstIndex(of: ":"), path[colon...].hasPrefix("://") {
            path = path[colon...].dropFirst(3)
            path = path.firstIndex(of: "/").map { path[$0...] } ?? "/"
        }
        if let query = path.firstIndex(of: "?") { path = path[..<query] }
        let isBeta = path.hasPrefix("/beta/")
        for version in ["/beta", "/v1"] where path.hasPrefix(version + "/") { path = path.dropFirst(version.count) }
        return (path, isBeta)
    }

    /// Answers a request for text.
    /// - Parameter read: makes a request of its body, where all is well with that; it is told which models are served.
    private mutating func generate(
        _ request: HTTPRequest, at now: Instant, read: ([UInt8], [String]?) throws(Refusal) -> any GenerationRequest
    ) -> SimulatedAnswer {
        statistics.requests += 1
        ordinal += 1
        if let refusal = refusalOfKey(request) ?? refusalOfBalance() { return refuse(refusal, at: now) }
        let asked: any GenerationRequest
        do {
            asked = try read(request.body, options.models)
        } catch {
            return refuse(error, at: now)
        }
        if let wait = waitForLimits(promptTokens: asked.promptTokens, at: now) {
            statistics.limited += 1
            return refuse(Refusal(documented: 429), wait: wait, countsAsRefused: false, at: now)
        }
        statistics.inFlight += 1
        statistics.peakInFlight = max(statistics.peakInFlight, statistics.inFlight)
        var chance = SeededGenerator(seed: RollingFingerprint.mix(options.seed) ^ RollingFingerprint.mix(ordinal))
        let fault = drawFault(&chance).flatMap { asked.canMeet($0, options) ? $0 : nil }
        if let fault { statistics.faults[fault.name, default: 0] += 1 }
        return perform(asked, meeting: fault, &chance, at: now)
    }

    private func drawFault(_ chance: inout SeededGenerator) -> Fault.Kind? {
        var rest = chance.unit()
        for fault in options.faults {
            if rest < fault.probability { return fault.kind }
            rest -= fault.probability
        }
        return nil
    }

    /// The ticket of the request that is being answered.
    var ticketOfRequest: SimulatedAnswer.Ticket { .init(ordinal: ordinal, holdsPlace: true) }
    private var ticketOutOfCount: SimulatedAnswer.Ticket { .init(ordinal: 0, holdsPlace: false) }

    /// How long the request must wait for a limit that it would exceed; nil where it is let in.
    private mutating func waitForLimits(promptTokens: Int, at now: Instant) -> Duration? {
        if let limit = options.concurrency, statistics.inFlight >= limit { return options.retryWait }
        if let wait = requestRate?.wait(for: 1, at: now) { return wait }
        if let wait = tokenRate?.wait(for: Double(promptTokens), at: now) { return wait }
        requestRate?.take(1)
        tokenRate?.take(Double(promptTokens))
        return nil
    }

    /// Generates the completion of `request` and charges for it. Gives also how much of the prompt came from the cache.
    mutating func complete(
        _ request: any GenerationRequest, meeting fault: Fault.Kind?
    ) -> (completion: Completion, promptTokens: Int, cachedTokens: Int) {
        var completion = request.completion(options)
        completion.meet(fault, tools: request.tools)
        let promptTokens = request.promptTokens
        let cachedTokens = options.cache ? readThroughCache(request, reply: completion) : 0
        let prices = options.prices
        let cost =
            (Double(cachedTokens) * prices.cached + Double(promptTokens - cachedTokens) * prices.prompt
                + Double(completion.completionTokens) * prices.completion) / 1_000_000
        balance = balance.map { $0 - cost }
        tokenRate?.take(Double(completion.completionTokens))
        statistics.promptTokens += promptTokens
        statistics.cachedTokens += cachedTokens
        statistics.completionTokens += completion.completionTokens
        statistics.cost += cost
        if fault?.leavesReplyWhole ?? true {
            statistics.replies += 1
            statistics.repliesByRound[request.turn, default: 0] += 1
        }
        return (completion, promptTokens, cachedTokens)
    }

    /// How many tokens of the prompt hit, and keeps the units that end with this request and with its reply.
    private mutating func readThroughCache(_ request: any GenerationRequest, reply: Completion) -> Int {
        func key(_ start: PromptStart) -> UInt64 { RollingFingerprint.mix(start.fingerprint.value ^ request.basics.cacheScope) }
        let starts = request.starts
        let hit = starts.reversed().first { cache.contains(key($0)) }
        if let whole = starts.last { cache.insert(key(whole)) }
        cache.insert(key(request.next(after: reply)))
        return hit?.tokens.count ?? 0
    }

    private func refusalOfKey(_ request: HTTPRequest) -> Refusal? {
        guard let key = options.key else { return nil }
        let given = request.headers.first { $0.name.utf8.count == 13 && $0.name.lowercased() == "authorization" }?.value
        return given == "Bearer \(key.revealed)" ? nil : Refusal(documented: 401)
    }

    private func refusalOfBalance() -> Refusal? {
        guard let balance, balance <= 0 else { return nil }
        return Refusal(documented: 402)
    }

    /// An answer that is given at once and takes no place among the requests under way.
    private mutating func refuse(
        _ refusal: Refusal, wait: Duration? = nil, countsAsRefused: Bool = true, at now: Instant
    ) -> SimulatedAnswer {
        if countsAsRefused { statistics.refused[refusal.status, default: 0] += 1 }
        return errorAnswer(refusal, wait: wait, after: .zero, ticket: ticketOutOfCount, at: now)
    }

    private func page(_ json: [UInt8]) -> SimulatedAnswer {
        SimulatedAnswer(
            status: 200, headers: Self.jsonHeaders, headDelay: .zero, pieces: [.init(bytes: json)], ending: .complete,
            ticket: ticketOutOfCount)
    }

    static let jsonHeaders = [(name: "content-type", value: "application/json")]
}
