/// Takes over what the provider itself says that an attempt cost.
enum ToldCost {
    /// Puts the amount into the outcome's usage. A reply whose usage is not told has one of nothing but its cost then.
    static func add(to outcome: inout Outcome, from response: HTTPResponse, as report: CostReport?) {
        guard let report, let cost = cost(in: response, report) ?? outcome.usage.flatMap({ cost(in: $0, report) }) else { return }
        outcome.changeUsage { usage in
            var told = usage ?? Usage(prompt: nil, completion: nil)
            told.cost = cost
            usage = told
        }
    }

    private static func cost(in response: HTTPResponse, _ report: CostReport) -> Dollars? {
        let cost = report.header.flatMap { response.header($0) }.flatMap { Dollars(text: ShortText.collapsed($0)) }
        return cost.flatMap { $0 > .zero ? $0 : nil }
    }

    private static func cost(in usage: Usage, _ report: CostReport) -> Dollars? {
        guard let name = report.usageMember, let root = try? JSONDocument(usage.raw).root else { return nil }
        let cost = root[name]?.numberText.flatMap { Dollars(text: $0) }
        let takesZero = report.header == nil
        // A server may write anything, and nobody is paid for asking.
        return cost.flatMap { $0 < .zero || ($0 == .zero && !takesZero) ? nil : $0 }
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
