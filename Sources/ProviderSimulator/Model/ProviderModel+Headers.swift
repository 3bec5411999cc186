import BatchCore

extension ProviderModel {
    /// Which limit a refused request has met, and how long until it is let in.
    struct Obstacle {
        enum Limit { case requests, tokens }

        var limit = Limit.requests
        var wait: Duration
    }

    /// The headers that the provider of that flavour sends with every answer besides those that tell what the body is.
    /// - Parameters:
    ///   - model: which the request names, as far as it was read.
    ///   - cost: dollars; nil where nothing was generated, or it is not known yet.
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
        if flavour.tellsCost, let cost { headers.append((name: "x-litellm-response-cost", value: Self.decimal(cost))) }
        if let obstacle {
            let form = options.retryAfter ?? flavour.retryAfter.form
            if let header = Self.retryHeader(obstacle.wait, in: form, at: now) {
                headers.append((name: flavour.retryAfter.prefix + header.name, value: header.value))
            }
        }
        return headers
    }

    /// A name that no other request of this provider has.
    private var nameOfRequest: String {
        Completion.hexadecimal(RollingFingerprint.mix(options.seed)) + Completion.hexadecimal(RollingFingerprint.mix(ordinal))
    }

    /// What is told of one limit.
    private struct ShownLimit {
        var name: String
        var limit: Int
        var remaining: Int
        /// Until all of it may be used again; until a little where nothing is left.
        var reset: Duration

        var suffixed: [(name: String, value: String)] {
            [
                (name: "x-ratelimit-limit-\(name)", value: String(limit)),
                (name: "x-ratelimit-remaining-\(name)", value: String(remaining)),
                (name: "x-ratelimit-reset-\(name)", value: ProviderModel.unitText(reset)),
            ]
        }
    }

    /// Without a limit there is a high one to be told, of which nothing is ever used.
    private func shownLimit(_ limit: Obstacle.Limit, _ obstacle: Obstacle?) -> ShownLimit {
        let (name, bucket, high) = limit == .requests ? ("requests", requestRate, 30_000) : ("tokens", tokenRate, 150_000_000)
        if let obstacle, obstacle.limit == limit {
            return ShownLimit(name: name, limit: bucket?.limit ?? high, remaining: 0, reset: obstacle.wait)
        }
        return ShownLimit(
            name: name, limit: bucket?.limit ?? high, remaining: bucket?.remaining ?? high, reset: bucket?.untilWhole ?? .milliseconds(2))
    }

    /// By the second, and one reset for all, in whole seconds.
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

    /// A duration with units as Go writes it, in milliseconds where it has less than a second: `12ms`, `1.5s`, `6m0s`. What is
    /// left of a millisecond counts as one.
    static func unitText(_ duration: Duration) -> String {
        let milliseconds = (duration.nanoseconds + 999_999) / 1_000_000
        guard milliseconds >= 1_000 else { return "\(milliseconds)ms" }
        let (minutes, rest) = (milliseconds / 60_000, milliseconds % 60_000)
        var fraction = String(1_000 + rest % 1_000).dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        let seconds = "\(rest / 1_000)" + (fraction.isEmpty ? "" : "." + fraction) + "s"
        return (minutes >= 60 ? "\(minutes / 60)h" : "") + (minutes > 0 ? "\(minutes % 60)m" : "") + seconds
    }

    /// An amount with an exponent where it is small, as Python writes it; `0` for none.
    private static func decimal(_ amount: Double) -> String { amount == 0 ? "0" : "\(amount)" }
}
