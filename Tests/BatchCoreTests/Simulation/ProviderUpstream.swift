import BatchCore
import ProviderSimulator
import TestSupport

/// Simulated providers behind the real wire format. An attempt is encoded, answered by a ``ProviderModel`` that enforces its limits like a
/// server, and the answer is classified. Only sockets and time are simulated.
struct ProviderUpstream: SimulatedUpstream {
    private let plan: ProviderPlan
    private var models: [ProviderModel]
    private var wire: WireFormat
    private var places: [AttemptID: (account: Int, ticket: SimulatedAnswer.Ticket)] = [:]
    /// The instant until which each account's network is down.
    private var outages: [Instant]
    private var chance: SeededGenerator
    private var isTroubled = true
    /// The events that have occurred here, by name.
    private var events: [String: Int] = [:]

    init(_ plan: ProviderPlan, seed: UInt64) {
        self.plan = plan
        models = plan.sides.map { ProviderModel(options: $0.options) }
        wire = Self.wire(plan, life: 1)
        outages = plan.sides.map { _ in .epoch }
        chance = SeededGenerator(seed: seed ^ 0xFACE)
    }

    private static func wire(_ plan: ProviderPlan, life: Int) -> WireFormat {
        WireFormat(
            accounts: plan.sides.map { side in
                let key = life <= side.wrongKeyUntil ? Secret("a wrong key") : side.options.key
                return Account(provider: .simulated, baseURL: "http://127.0.0.1:1", key: key, deadlines: side.deadlines)
            }, streams: plan.streams)
    }

    mutating func answer(_ attempt: Attempt, at now: Instant) -> (Outcome, Duration) {
        let account = attempt.account
        let side = plan.sides[account.index]
        if let (fault, after) = outage(of: side, account.index, at: now) { return (wire.outcome(of: fault, account: account), after) }
        let answer = models[account.index].answer(wire.request(for: attempt), at: now)
        places[attempt.id] = (account.index, answer.ticket)
        let (received, after) = answer.received(within: side.deadlines)
        switch received {
        case .success(let response):
            for name in ["retry-after", "retry-after-ms"] {
                guard let value = response.header(name) else { continue }
                events[name + (value.hasSuffix("GMT") ? " as a date" : ""), default: 0] += 1
            }
            return (wire.outcome(of: response, account: account, now: now + after), after)
        case .failure(let fault):
            let outcome = wire.outcome(of: fault, account: account)
            if let code = outcome.failure?.code { events[code, default: 0] += 1 }
            return (outcome, after)
        }
    }

    /// The network goes down sometimes, for a while, or is down already.
    private mutating func outage(of side: ProviderPlan.Side, _ account: Int, at now: Instant) -> (TransferFault, Duration)? {
        if isTroubled, now >= outages[account], chance.happens(side.outageRate) {
            let longest: UInt64 = chance.happens(0.3) ? 3_000 : 60
            outages[account] = now + .seconds(Int64(chance.next() % longest))
        }
        guard now < outages[account] else { return nil }
        events["outage", default: 0] += 1
        let soon = Duration.milliseconds(Int64(chance.next() % 900))
        switch chance.next() % 4 {
        case 0: return (.hostNotFound("no such host"), soon)
        case 1: return (.connectTimeout(side.deadlines.connect), side.deadlines.connect)
        case 2: return (.insecure("the certificate is not to be trusted"), soon)
        default: return (.connectionRefused("connection refused"), soon)
        }
    }

    mutating func ended(_ id: AttemptID, at now: Instant) {
        guard let place = places.removeValue(forKey: id) else { return }
        models[place.account].finished(place.ticket, at: now)
    }

    mutating func clientLeft(at now: Instant) {
        for id in places.keys { ended(id, at: now) }
    }

    mutating func betweenLives(life: Int) {
        wire = Self.wire(plan, life: life + 1)
        for account in models.indices {
            if models[account].statistics.refused[402] != nil { events["topped up", default: 0] += 1 }
            models[account].topUp()
            outages[account] = .epoch
        }
        if life == plan.sides.map(\.wrongKeyUntil).max() { events["key mended", default: 0] += 1 }
        guard life == ProviderPlan.lastTroubledLife else { return }
        isTroubled = false
        for account in models.indices {
            Self.count(models[account].statistics, in: &events)
            var options = plan.sides[account].options
            (options.faults, options.balance) = ([], nil)
            models[account] = ProviderModel(options: options)
        }
    }

    /// A client that keeps the server's limits is never refused because of one. The rate is an exception after a crash: a new process does
    /// not know the requests of the one before.
    func problem(life: Int) -> String? {
        for (side, model) in zip(plan.sides, models) where side.keepsLimits && model.statistics.limited > 0 {
            if life == 1 || side.options.requestsPerMinute == nil { return "a client that keeps the server's limits was refused for one" }
        }
        return nil
    }

    /// The number of requests that the servers received.
    var requests: Int { models.reduce(0) { $0 + $1.statistics.requests } }

    /// The events that have occurred here, by name: faults, refusals, and the client's outcomes.
    var visits: [String: Int] {
        var visits = events
        for model in models { Self.count(model.statistics, in: &visits) }
        return visits
    }

    private static func count(_ statistics: SimulatorStatistics, in visits: inout [String: Int]) {
        for (name, count) in statistics.faults { visits["fault " + name, default: 0] += count }
        for (status, count) in statistics.refused { visits["refused with \(status)", default: 0] += count }
        visits["limited", default: 0] += statistics.limited
    }
}

extension SimulatedAnswer {
    /// The part of the answer that a client receives, and after what time. Its deadlines may come before the answer's end.
    func received(within deadlines: Deadlines) -> (Result<HTTPResponse, TransferFault>, Duration) {
        var elapsed = Duration.zero
        for wait in waits {
            if wait > deadlines.idle, elapsed + deadlines.idle < deadlines.attempt {
                return (.failure(.idleTimeout(deadlines.idle)), elapsed + deadlines.idle)
            }
            elapsed += wait
            if elapsed > deadlines.attempt { return (.failure(.attemptTimeout(deadlines.attempt)), deadlines.attempt) }
        }
        guard let received else { preconditionFailure("an answer that never ends came to its end") }
        return (received, elapsed)
    }

    /// The pauses without a byte, in order. The last is infinite if the answer stalls.
    private var waits: [Duration] {
        let endless = Duration.seconds(1_000_000_000)
        var waits = [headDelay]
        var sent = 0
        func add(upTo count: Int) {
            for piece in pieces where sent < count {
                waits.append(piece.delay)
                sent += piece.bytes.count
            }
        }
        switch ending {
        case .reset: break
        case .complete: add(upTo: .max)
        case .torn(let count): add(upTo: count)
        case .stalled(after: 0): waits = [endless]
        case .stalled(let count):
            add(upTo: count)
            waits.append(endless)
        }
        return waits
    }
}
