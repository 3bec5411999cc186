/// Reviews jobs before they are sent: what provider and model would refuse, and what has another effect than it seems.
///
/// Only members that are present are reviewed, so a job without parameters costs almost nothing.
package final class RequestReview: Sendable {
    let provider: Provider
    let model: ModelRules
    /// The model's name in messages.
    let modelName: String
    /// The rules for requests to this model at this provider; nil if there are none.
    let requests: RequestRules?
    /// Whether jobs stream if they do not set `stream`.
    private let streams: Bool
    /// Providers that hints may name instead.
    private let others: [Provider]
    private let chat: [String: [SaidRule]]
    private let infill: [String: [SaidRule]]

    /// A rule with its sentence about the model.
    private struct SaidRule: Sendable {
        var rule: ParameterRule
        var message: String
        var weight: JobRemark.Weight
    }

    /// - Parameters:
    /// - model: the name in the request; nil if neither job nor run names one.
    /// - streams: whether jobs stream if they do not set `stream`.
    /// - others: providers that hints may name instead.
    package init(provider: Provider, model: String?, streams: Bool, others: [Provider] = Provider.all) {
        let rules = ModelRules.of(model, provider: provider.family)
        let name = model.map { $0.count <= 80 ? $0 : $0.prefix(80) + "…" } ?? "the model"
        let requests = rules.requests.flatMap { $0.providers.contains(provider.family) ? $0 : nil }
        (self.provider, self.model, modelName, self.requests) = (provider, rules, name, requests)
        (self.streams, self.others) = (streams, others)
        func said(_ list: [ParameterRule]?, of api: Job.API) -> [String: [SaidRule]] {
            let all = (list ?? []).enumerated().map { place, rule in
                SaidRule(
                    rule: rule, message: "\"\(rule.name)\" \(rule.sentence(of: name))",
                    weight: rule.effect == .refused
                        ? .error : .warning(code: "parameter_\(rule.effect.rawValue)", kind: "\(rules.title) \(api.rawValue) \(place)"))
            }
            return Dictionary(grouping: all, by: \.rule.name)
        }
        (chat, infill) = (said(requests?.chat, of: .chat), said(requests?.infill, of: .fim))
    }

    /// Whether a review of `job` may find anything. For most jobs it cannot, whatever their model.
    package static func concerns(_ job: Job) -> Bool {
        job.api != .chat || !job.parameters.isEmpty || job.turns.contains { $0.prefix != nil || !$0.parameters.isEmpty }
    }

    /// The remarks on `job`: at most as many errors as are reported for a line, and each kind of warning once.
    package func remarks(on job: Job) -> [JobRemark] {
        var remarks = RemarkList()
        if job.api == .fim, !provider.canServe(job) {
            let gap = job.turns.firstIndex { $0.endsInGap }
            let what = gap == nil ? "complete a bare text" : "fill gaps"
            let others = names { $0.canServe(job) }
            remarks.add(
                JobRemark(
                    at: gap.map { JobPlace("suffix", turn: $0 + 1) } ?? JobPlace("api"),
                    message: "\(provider.title) is not known to \(what)", hint: "ask a provider that does, such as \(others)"))
        }
        if job.api == .responses, provider.responses == nil {
            remarks.add(
                JobRemark(
                    at: JobPlace("api"), message: "\(provider.title) is not known to speak the Responses API",
                    hint: "leave \"api\" out, or ask a provider that does, such as \(names { $0.responses != nil })"))
        }
        var hasReviewedJob = false
        for (index, turn) in job.turns.enumerated() {
            if turn.prefix != nil { reviewPrefix(of: turn, number: index + 1, job, &remarks) }
            guard requests != nil else { continue }
            if !turn.parameters.isEmpty {
                review(job, turn, number: index + 1, &remarks)
            } else if !hasReviewedJob, !job.parameters.isEmpty {
                // The review is the same for all turns without parameters of their own.
                hasReviewedJob = true
                review(job, turn, number: index + 1, &remarks)
            }
        }
        guard let requests else { return remarks.all }
        if let rules = requests.tools { reviewTools(of: job, rules, &remarks) }
        if requests.wantsWordJSON, job.api == .chat { reviewWordJSON(job, &remarks) }
        return remarks.all
    }

    /// Reviews the parameters of a turn: its own, and those of the job that it does not replace.
    private func review(_ job: Job, _ turn: Turn, number: Int, _ remarks: inout RemarkList) {
        let rules = job.api == .fim ? infill : job.api == .chat ? chat : [:]
        guard !rules.isEmpty else { return }
        let asked = job.parameters.overridden(by: turn.parameters)
        lazy var thinks = thinks(asked)
        let streams = asked["stream"].map { $0.bool == true } ?? streams
        for member in asked.members {
            for said in rules[member.name] ?? [] {
                let isMet =
                    switch said.rule.condition {
                    case .always: true
                    case .whileThinking: thinks == true
                    case .whileNotThinking: thinks == false
                    case .withoutStream: !streams
                    }
                guard isMet, said.rule.concerns(member.value) else { continue }
                let place = JobPlace(parameter: member.name, turn: turn.parameters.contains(member.name) ? number : nil)
                remarks.add(JobRemark(said.weight, at: place, message: said.message, hint: said.rule.hint))
            }
        }
    }

    /// Whether the model reasons with these parameters; nil if that is unknown.
    private func thinks(_ parameters: Parameters) -> Bool? {
        switch model.thinking {
        case .always: true
        case .unlessSwitchedOff: parameters.thinking != false
        case .onRequest: parameters.thinking == true
        case .unknown: nil
        }
    }

    private func reviewPrefix(of turn: Turn, number: Int, _ job: Job, _ remarks: inout RemarkList) {
        let place = JobPlace("prefix", turn: number)
        guard provider.completesPrefixes else {
            return remarks.add(
                JobRemark(
                    at: place, message: "\(provider.title) is not known to continue the beginning of a reply",
                    hint: "leave \"prefix\" out, or ask a provider that does, such as \(names { $0.completesPrefixes })"))
        }
        guard requests?.wantsReasoningOfPrefix == true, thinks(job.parameters.overridden(by: turn.parameters)) == true else { return }
        remarks.add(
            JobRemark(
                .warning(code: "prefix_while_thinking", kind: "\(model.title) prefix"), at: place,
                message: "\"prefix\" begins a reply while \(modelName) thinks, which then wants the chain of thought that led to it",
                hint: RequestRules.withoutThinking))
    }

    private func names(_ has: (Provider) -> Bool) -> String {
        others.filter(has).map { "\"\($0.name)\"" }.alternatives
    }
}

/// The remarks on one job, limited because a line may be long.
struct RemarkList {
    private(set) var all: [JobRemark] = []
    private var errorCount = 0

    private static let mostErrors = 20

    mutating func add(_ remark: JobRemark) {
        switch remark.weight {
        case .error:
            // A fault in the job's own parameters is found again in each turn.
            guard errorCount < Self.mostErrors, !all.contains(remark) else { return }
            errorCount += 1
        case .warning:
            guard !all.contains(where: { $0.weight == remark.weight }) else { return }
        }
        all.append(remark)
    }
}
