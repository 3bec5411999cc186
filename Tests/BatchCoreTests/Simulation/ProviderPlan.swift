import BatchCore
import ProviderSimulator

/// The servers of one seed, one for each account of the plan.
struct ProviderPlan {
    /// One account and its server.
    struct Side {
        var options = SimulatorOptions()
        var deadlines = Deadlines()
        /// Whether the client keeps the server's limits.
        var keepsLimits = true
        /// The number of lives in which the client has a wrong key.
        var wrongKeyUntil = 0
        /// The probability that an attempt is the first to find the network down.
        var outageRate = 0.0
    }

    private(set) var sides: [Side] = []
    /// Whether requests ask for streams. The replies are the same.
    private(set) var streams = false
    /// From this life on nothing fails, so that the work ends.
    static let lastTroubledLife = 60

    /// - Parameter isDisturbed: whether anything fails. The replies are the same.
    init(_ plan: WorldPlan, isDisturbed: Bool = true) {
        for (account, limits) in plan.limits.enumerated() {
            var chance = SeededGenerator(seed: plan.seed ^ 0xB0D1 &+ UInt64(account))
            var side = Side()
            side.options.seed = chance.next()
            side.options.replySeed = chance.next()
            side.options.replyTokens = 2...12
            side.options.cachedPrefixes = 64
            if isDisturbed { side.disturb(limits, &chance) }
            sides.append(side)
        }
        streams = isDisturbed && plan.seed % 3 == 0
    }
}

extension ProviderPlan.Side {
    fileprivate mutating func disturb(_ limits: AccountLimits, _ chance: inout SeededGenerator) {
        func upTo(_ bound: Int) -> Int { Int(chance.next() % UInt64(bound)) }
        options.latency = .init(
            base: .milliseconds(upTo(3_000)), perToken: .milliseconds(upTo(50)), jitter: chance.unit())
        options.slowHeaders = .seconds(1 + upTo(60))
        options.keepAlive = chance.happens(0.2) ? .milliseconds(100 + upTo(2_000)) : nil
        options.retryAfter = SimulatorOptions.RetryAfterForm.allCases[upTo(4)]
        options.retryWait = .milliseconds(1 + upTo(30_000))
        options.errors = SimulatorOptions.ErrorDialect.allCases[upTo(4)]
        deadlines = Deadlines(
            connect: .seconds(1 + upTo(20)), idle: .seconds(2 + upTo(200)), attempt: .seconds(10 + upTo(chance.happens(0.5) ? 60 : 3_600)))
        keepsLimits = chance.happens(0.5)
        if keepsLimits {
            options.concurrency = limits.concurrency + (chance.happens(0.7) ? 0 : upTo(4))
            options.requestsPerMinute = limits.requestsPerMinute.map { $0 + (chance.happens(0.7) ? 0 : upTo(20)) }
        } else {
            options.concurrency = chance.happens(0.6) ? 1 + upTo(limits.concurrency) : nil
            options.requestsPerMinute = chance.happens(0.4) ? 1 + upTo(60) : nil
            options.tokensPerMinute = chance.happens(0.4) ? 100 + upTo(3_000) : nil
        }
        options.faults = Self.faults(&chance)
        outageRate = chance.happens(0.2) ? 0.1 * chance.unit() : 0
        if chance.happens(0.2) {
            // A reply costs some ten millionths of a dollar, so the balance lasts for a few.
            options.balance = 0.00001 + 0.0002 * chance.unit()
        }
        if chance.happens(0.2) {
            options.key = Secret("the right key")
            wrongKeyUntil = chance.happens(0.5) ? upTo(4) : 0
        }
        options.streams.usage = chance.happens(0.5) ? .lastChunk : .ownChunk
        options.streams.endsWithDone = chance.happens(0.5)
        options.streams.lineEnd = SimulatorOptions.StreamForm.LineEnd.allCases[upTo(3)]
    }

    /// Some of all faults, most of them rare. Those that stop an account are always rare.
    private static func faults(_ chance: inout SeededGenerator) -> [Fault] {
        let wild = chance.happens(0.3) ? 0.3 : 0.05
        return Fault.Kind.known.compactMap { kind in
            guard chance.happens(0.25) else { return nil }
            let most = if case .status(let status) = kind, [401, 402, 403, 404].contains(status) { 0.02 } else { wild }
            return Fault(kind, probability: most * chance.unit())
        }
    }
}
