package import BatchCore

/// A provider of chats, responses and FIM completions, with its memory of earlier requests. It plays several providers
/// (``Flavour``) with one account.
///
/// Requests for completions are numbered, and chance follows from the seed and the number. So the same requests in the same
/// order meet the same faults. The text of replies does not depend on the number.
package struct ProviderModel: Sendable {
    package let options: SimulatorOptions
    package internal(set) var statistics = SimulatorStatistics()
    private(set) var ordinal: UInt64 = 0
    private(set) var requestRate: RateBucket?
    private(set) var tokenRate: RateBucket?
    private var cache: PrefixCache
    /// The conversations of the Responses API that the provider keeps.
    var responses: ResponseStore
    /// Dollars left; nil for an unlimited account.
    private(set) var balance: Double?

    package init(options: SimulatorOptions = SimulatorOptions()) {
        self.options = options
        requestRate = options.requestsPerMinute.map(RateBucket.init(perMinute:))
        tokenRate = options.tokensPerMinute.map(RateBucket.init(perMinute:))
        cache = PrefixCache(capacity: options.cachedPrefixes)
        balance = options.balance
        responses = ResponseStore(capacity: options.keptResponseBytes)
    }

    /// The answer to `request`. At its end the caller must call ``finished(_:at:)``.
    /// - Parameter now: the present time, no earlier than in the call before.
    package mutating func answer(_ request: HTTPRequest, at now: Instant) -> SimulatedAnswer {
        let address = Address(url: request.url)
        let flavour = address.flavour
        guard let page = address.page else { return refuse(flavour.refusals.documented(404), of: flavour, at: now) }
        guard request.method == page.method else {
            return refuse(Refusal(status: 405, message: "Method Not Allowed"), of: flavour, at: now)
        }
        switch page {
        case .chat, .completions, .responses: return generate(request, page, at: address, now)
        case .statistics: return self.page(statistics.json)
        case .models, .balance:
            if let refusal = refusalOfKey(request, of: flavour) { return refuse(refusal, of: flavour, at: now) }
            return self.page(page == .models ? modelList(of: flavour) : balanceSheet)
        }
    }

    /// Records that the answer has ended or its client has left.
    package mutating func finished(_ ticket: SimulatedAnswer.Ticket, at now: Instant) {
        if ticket.holdsPlace { statistics.inFlight -= 1 }
    }

    /// Resets the balance to that of the options, for simulations of a run that resumes after status 402.
    package mutating func topUp() { balance = options.balance }

    /// Answers a request for text.
    private mutating func generate(_ request: HTTPRequest, _ page: Address.Page, at address: Address, _ now: Instant) -> SimulatedAnswer {
        let flavour = address.flavour
        statistics.requests += 1
        statistics.requestsByProvider[flavour.name, default: 0] += 1
        ordinal += 1
        if let refusal = refusalOfKey(request, of: flavour) ?? refusalOfBalance(flavour) { return refuse(refusal, of: flavour, at: now) }
        let asked: any GenerationRequest
        do {
            let root = try RequestBasics.object(request.body)
            if flavour.countsSessions, let session = SessionID.of(request, root) { statistics.count(session: session) }
            asked = try read(root, page, at: address, now)
        } catch {
            return refuse(error, of: flavour, at: now)
        }
        if let obstacle = obstacle(promptTokens: asked.promptTokens, at: now) {
            statistics.limited += 1
            let refusals = flavour.refusals
            return refuse(
                obstacle.limit == .tokens ? refusals.tokens : refusals.requests, of: flavour, obstacle: obstacle, countsAsRefused: false,
                at: now)
        }
        statistics.inFlight += 1
        statistics.peakInFlight = max(statistics.peakInFlight, statistics.inFlight)
        var chance = SeededGenerator(seed: RollingFingerprint.mix(options.seed) ^ RollingFingerprint.mix(ordinal))
        let fault = drawFault(&chance).flatMap { asked.canMeet($0, options) ? $0 : nil }
        if let fault { statistics.faults[fault.name, default: 0] += 1 }
        return perform(asked, of: flavour, meeting: fault, &chance, at: now)
    }

    /// Reads and checks the body of a request.
    private mutating func read(
        _ root: JSONValue, _ page: Address.Page, at address: Address, _ now: Instant
    ) throws(Refusal) -> any GenerationRequest {
        let terms = Terms(models: options.models, flavour: address.flavour, isBeta: address.isBeta)
        let asked: any GenerationRequest
        switch page {
        case .completions: asked = try FIMRequest(root, terms)
        case .responses: asked = try ResponsesRequest(root, history: history(of: root, address.flavour, at: now), terms)
        default: asked = try ChatRequest(root, terms)
        }
        if let limit = options.contextTokens {
            let (prompt, completion) = (asked.promptTokens, asked.basics.maxTokens ?? 0)
            guard prompt + completion <= limit else {
                throw address.flavour.refusals.contextTooLong(limit: limit, prompt: prompt, completion: completion)
            }
        }
        return asked
    }

    private func drawFault(_ chance: inout SeededGenerator) -> Fault.Kind? {
        var rest = chance.unit()
        for fault in options.faults {
            if rest < fault.probability { return fault.kind }
            rest -= fault.probability
        }
        return nil
    }

    /// The ticket of the current request.
    var ticketOfRequest: SimulatedAnswer.Ticket { .init(ordinal: ordinal, holdsPlace: true) }
    private var ticketOutOfCount: SimulatedAnswer.Ticket { .init(ordinal: 0, holdsPlace: false) }

    /// The limit that the request would exceed; nil if it is accepted.
    private mutating func obstacle(promptTokens: Int, at now: Instant) -> Obstacle? {
        if let limit = options.concurrency, statistics.inFlight >= limit { return Obstacle(wait: options.retryWait) }
        if let wait = requestRate?.wait(for: 1, at: now) { return Obstacle(wait: wait) }
        if let wait = tokenRate?.wait(for: Double(promptTokens), at: now) { return Obstacle(limit: .tokens, wait: wait) }
        requestRate?.take(1)
        tokenRate?.take(Double(promptTokens))
        return nil
    }

    /// Generates the completion of `request` and charges the account.
    mutating func complete(
        _ request: any GenerationRequest, of flavour: Flavour, meeting fault: Fault.Kind?, at now: Instant
    ) -> Generation {
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
        return Generation(
            completion: completion, flavour: flavour, model: request.basics.model, createdAt: now, promptTokens: promptTokens,
            cachedTokens: cachedTokens, cost: cost)
    }

    /// Returns the number of cached tokens, and stores the units that end with this request and with its reply.
    private mutating func readThroughCache(_ request: any GenerationRequest, reply: Completion) -> Int {
        func key(_ start: PromptStart) -> UInt64 { RollingFingerprint.mix(start.fingerprint.value ^ request.basics.cacheScope) }
        let starts = request.starts
        let hit = starts.reversed().first { cache.contains(key($0)) }
        if let whole = starts.last { cache.insert(key(whole)) }
        cache.insert(key(request.next(after: reply)))
        return hit?.tokens.count ?? 0
    }

    private func refusalOfKey(_ request: HTTPRequest, of flavour: Flavour) -> Refusal? {
        guard let key = options.key else { return nil }
        let given = request.headers.first { $0.name.utf8.count == 13 && $0.name.lowercased() == "authorization" }?.value
        return given == "Bearer \(key.revealed)" ? nil : flavour.refusals.key
    }

    private func refusalOfBalance(_ flavour: Flavour) -> Refusal? {
        guard let balance, balance <= 0 else { return nil }
        return flavour.refusals.balance
    }

    /// An immediate error that does not count as a request in flight.
    private mutating func refuse(
        _ refusal: Refusal, of flavour: Flavour, obstacle: Obstacle? = nil, countsAsRefused: Bool = true, at now: Instant
    ) -> SimulatedAnswer {
        if countsAsRefused { statistics.refused[refusal.status, default: 0] += 1 }
        return errorAnswer(refusal, of: flavour, obstacle: obstacle, after: .zero, ticket: ticketOutOfCount, at: now)
    }

    private func page(_ json: [UInt8]) -> SimulatedAnswer {
        SimulatedAnswer(
            status: 200, headers: Self.jsonHeaders, headDelay: .zero, pieces: [.init(bytes: json)], ending: .complete,
            ticket: ticketOutOfCount)
    }

    static let jsonHeaders = [(name: "content-type", value: "application/json")]
}
