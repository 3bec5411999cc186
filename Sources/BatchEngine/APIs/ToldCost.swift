/// Takes over what the provider itself says that an attempt cost.
enum ToldCost {
    /// Puts the amount into the outcome's usage, where the provider tells both.
    static func add(to outcome: inout Outcome, from response: HTTPResponse, as report: CostReport?) {
        guard let report, let usage = outcome.usage, let cost = cost(of: usage, response, report) else { return }
        outcome.changeUsage { $0?.cost = cost }
    }

    private static func cost(of usage: Usage, _ response: HTTPResponse, _ report: CostReport) -> Dollars? {
        let cost: Dollars?
        switch report {
        case .header(let name):
            cost = response.header(name).flatMap { Dollars(text: ShortText.collapsed($0)) }
            if cost == .zero { return nil }
        case .usageMember(let name):
            cost = (try? JSONDocument(usage.raw))?.root[name]?.numberText.flatMap { Dollars(text: $0) }
        }
        // A server may write anything, and nobody is paid for asking.
        return cost.flatMap { $0 < .zero ? nil : $0 }
    }
}

extension Outcome {
    /// Changes the usage of the reply or of the failure.
    mutating func changeUsage(_ change: (inout Usage?) -> Void) {
        switch self {
        case .replied(var reply):
            change(&reply.usage)
            self = .replied(reply)
        case .throttled(var failure):
            change(&failure.usage)
            self = .throttled(failure)
        case .historyLost(var failure):
            change(&failure.usage)
            self = .historyLost(failure)
        case .transient(var failure):
            change(&failure.usage)
            self = .transient(failure)
        case .unreachable(var failure):
            change(&failure.usage)
            self = .unreachable(failure)
        case .rejected(var failure):
            change(&failure.usage)
            self = .rejected(failure)
        case .accountStopped(var failure):
            change(&failure.usage)
            self = .accountStopped(failure)
        }
    }
}
