import BatchCore

extension ProviderModel {
    /// The limit that a request has exceeded, and the wait until it would be accepted.
    struct Obstacle {
        enum Limit { case requests, tokens }

        var limit = Limit.requests
        var wait: Duration
    }

    /// The headers of every answer of that flavour, without those about the body.
    /// - Parameters:
    ///   - model: the request's model; nil if it was not read.
    ///   - cost: dollars; nil if nothing was generated, or not yet.
    func headers(
        of flavour: Flavour, obstacle: Obstacle? = nil, model: String? = nil, cost: Double? = 0, at now: Instant
    ) -> [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = []
        let limits = [shownLimit(.requests, obstacle), shownLimit(.tokens, obstacle)]
        switch flavour.limitHeaders {
        case .none: break
        case .suffixed:
            headers.append((name: "x-request-id", value: "req_" + nameOfRequest))
            headers += limits.flatMap(\.suffixed)
        case .plain: headers += Self.plain(limits, obstacle)
        case .passedOn:
            headers += limits.flatMap(\.suffixed).filter { $0.name.hasPrefix("x-ratelimit-remaining") }
            headers += limits.flatMap(\.suffixed).map { (name: "llm_provider-" + $0.name, value: $0.value) }
            headers += [
                (name: "llm_provider-x-request-id", value: nameOfRequest), (name: "x-litellm-call-id", value: nameOfRequest),
                (name: "x-litellm-version", value: "1.109.1"), (name: "x-litellm-attempted-retries", value: "0"),
            ]
            if let model { headers.append((name: "x-litellm-model-group", value: model)) }
        }
        if flavour.reportsCost, let cost { headers.append((name: "x-litellm-response-cost", value: Self.decimal(cost))) }
        if let obstacle {
            let form = options.retryAfter ?? flavour.retryAfter.form
            if let header = Self.retryHeader(obstacle.wait, in: form, at: now) {
                headers.append((name: flavour.retryAfter.prefix + header.name, value: header.value))
            }
        }
        return headers
    }

    /// A unique name of the request.
    private var nameOfRequest: String {
        Completion.hexadecimal(RollingFingerprint.mix(options.seed)) + Completion.hexadecimal(RollingFingerprint.mix(ordinal))
    }

    /// The reported state of one limit.
    private struct ShownLimit {
        var name: String
        var limit: Int
        var remaining: Int
        /// Time until all of it is available again; if nothing is left, until the request is accepted.
        var reset: Duration

        var suffixed: [(name: String, value: String)] {
            [
                (name: "x-ratelimit-limit-\(name)", value: String(limit)),
                (name: "x-ratelimit-remaining-\(name)", value: String(remaining)),
                (name: "x-ratelimit-reset-\(name)", value: ProviderModel.unitText(reset)),
            ]
        }
    }

    /// Without a limit, a high one is reported as unused.
    private func shownLimit(_ limit: Obstacle.Limit, _ obstacle: Obstacle?) -> ShownLimit {
        let (name, bucket, high) = limit == .requests ? ("requests", requestRate, 30_000) : ("tokens", tokenRate, 150_000_000)
        if let obstacle, obstacle.limit == limit {
            return ShownLimit(name: name, limit: bucket?.limit ?? high, remaining: 0, reset: obstacle.wait)
        }
        return ShownLimit(
            name: name, limit: bucket?.limit ?? high, remaining: bucket?.remaining ?? high, reset: bucket?.untilWhole ?? .milliseconds(2))
    }

    /// Limits per second, and one reset for all in whole seconds.
    private static func plain(_ limits: [ShownLimit], _ obstacle: Obstacle?) -> [(name: String, value: String)] {
        let wait = obstacle?.wait ?? .seconds(1)
        return limits.flatMap { limit in
            let begin = limit.name == "requests" ? "x-ratelimit-" : "x-tokenlimit-"
            let perSecond = max(1, limit.limit / 60)
            return [
                (name: begin + "limit", value: String(perSecond)),
                (name: begin + "remaining", value: String(min(perSecond, limit.remaining))),
            ]
        } + [(name: "x-ratelimit-reset", value: String((wait.nanoseconds + 999_999_999) / 1_000_000_000))]
    }

    /// A duration with units as Go writes it: `12ms` below a second, `1.5s`, `6m0s`. It is rounded up to milliseconds.
    static func unitText(_ duration: Duration) -> String {
        let milliseconds = (duration.nanoseconds + 999_999) / 1_000_000
        guard milliseconds >= 1_000 else { return "\(milliseconds)ms" }
        let (minutes, rest) = (milliseconds / 60_000, milliseconds % 60_000)
        var fraction = String(1_000 + rest % 1_000).dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        let seconds = "\(rest / 1_000)" + (fraction.isEmpty ? "" : "." + fraction) + "s"
        return (minutes >= 60 ? "\(minutes / 60)h" : "") + (minutes > 0 ? "\(minutes % 60)m" : "") + seconds
    }

    /// An amount as Python writes it, with an exponent if it is small; `0` for zero.
    private static func decimal(_ amount: Double) -> String { amount == 0 ? "0" : "\(amount)" }
}
