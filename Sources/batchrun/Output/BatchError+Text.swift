import BatchCore
import BatchEngine

extension BatchError {
    /// Lines to print before the sentence: the faults of a file.
    var details: [String] {
        guard case .document(let path, _, let error) = kind else { return [] }
        return error.faults.map { "\(path): \($0)".printable }
    }

    /// The sentence, with the command's name of an option.
    var sentence: String {
        switch kind {
        case .badOption("isRehearsal", _): "--rehearse and --base-url cannot be used together."
        case .badOption(let member, let demand): Self.options[member].map { "\($0) \(demand)." } ?? description
        default: description
        }
    }

    /// The command's options by the member of ``BatchOptions`` that each sets.
    private static let options = [
        "attemptTimeout": "--attempt-timeout", "baseURL": "--base-url", "concurrency": "--concurrency",
        "connectTimeout": "--connect-timeout", "costBudget": "--budget-usd", "fallback": "--fallback", "idleTimeout": "--idle-timeout",
        "jobLimit": "--limit", "keepsReasoning": "--with-reasoning", "keyVariable": "--api-key-env", "maxAttempts": "--max-attempts",
        "maxToolRounds": "--max-tool-rounds", "patience": "--patience", "requestsPerMinute": "--rpm", "tokenBudget": "--budget-tokens",
        "tokensPerMinute": "--tpm", "toolCommand": "--tool-command", "toolConcurrency": "--tool-concurrency",
        "toolTimeout": "--tool-timeout",
    ]

    /// What to do about it, with the names of options; nil if nothing is known.
    var hint: String? {
        switch kind {
        case .document: "Fix the places above."
        case .badLines(_, _, let canSkip): "Fix the lines above" + (canSkip ? ", or run the others with --skip-invalid." : ".")
        case .unconvertible: "Fix the lines above, or convert the others with --skip-invalid."
        case .noSuchJob(_, _, let near):
            near.isEmpty ? nil : "Did you mean \(near.map { "\"\($0)\"" }.alternatives)?".printable
        case .results(let error) where error.kind == .full: "Free some space and run the same command again."
        case .resultsOverInput, .resultsUnreachable: "Name another file with -o."
        case .unknownProvider(_, let nearest, let known):
            (nearest.map { "Did you mean '\($0)'? " } ?? "") + "Known are \(known.joined(separator: ", "))."
        case .unknownFallback(_, _, let known): "Known: \(known.joined(separator: ", "))."
        case .fallbackToItself: "Name another provider with --fallback, or omit it."
        case .unknownProviderOfJobs(_, _, _, let nearest):
            "Pass the profile file that describes it with --providers; committed replies are kept."
                + (nearest.map { " Did you mean '\($0)'?" } ?? "")
        case .jobsWithoutAccount: "Pass the profile file that describes the provider with --providers; committed replies are kept."
        case .jobsWithoutModel: "Name one with --model."
        case .keyMissing: "Set it in the environment or in a .env file here; or rehearse without one: --rehearse"
        case .priceMissing(_, for: .budget): "Pass its price with --prices, or limit the run with --budget-tokens."
        case .priceMissing(_, for: .cheapHours), .noCheapHours: "Omit --off-peak, or pass a price with hours with --prices."
        case .modelMissing(_, _, let nearest, let listed):
            (nearest.map { "Did you mean '\($0)'? " } ?? "") + "It lists \(listed.joined(separator: ", "))."
        case .accountRefused(_, let failure), .balanceEmpty(_, _, let failure): failure.advice?.sentence
        case .state(let error): error.advice
        case .jobsOfOtherFile: "Name another state file with --state."
        case .readOtherwise(_, let isReplayed):
            "\(isReplayed ? "Add" : "Omit") --replay, name another state with --state, or start over with --fresh."
        case .stateOfRehearsal: "Add --rehearse to resume it, or name another state file with --state."
        case .stateOfRun: "Omit --rehearse to resume it, or name another state file with --state."
        case .badOption, .file, .results, .stateLost, .stageMissing, .stageClosed, .noJobs, .jobUnreadable, .pageRefused, .pageMissing,
            .pageUnreadable, .isRunning, .unexpected:
            nil
        }
    }
}
