/// Adds the cost of an attempt that the provider reports.
enum ReportedCost {
    /// Sets the cost in the outcome's usage, which already has the cost of the report's member. A reply without usage gets one that
    /// contains only its cost.
    static func add(to outcome: inout Outcome, from response: HTTPResponse, as report: CostReport?) {
        guard let report else { return }
        let read = outcome.usage?.cost
        let cost = cost(in: response, report) ?? read.flatMap { isAmount($0, report) ? $0 : nil }
        guard cost != read else { return }
        outcome.changeUsage { usage in
            var reported = usage ?? Usage(prompt: nil, completion: nil)
            reported.cost = cost
            usage = reported
        }
    }

    private static func cost(in response: HTTPResponse, _ report: CostReport) -> Dollars? {
        let cost = report.header.flatMap { response.header($0) }.flatMap { Dollars(ShortText.collapsed($0)) }
        return cost.flatMap { $0 > .zero ? $0 : nil }
    }

    /// Whether the usage's member contains an amount. A server may write any number, and providers do not pay for requests.
    private static func isAmount(_ cost: Dollars, _ report: CostReport) -> Bool {
        cost > .zero || (cost == .zero && report.header == nil)
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
