import BatchCore

extension BatchError: CustomStringConvertible {
    /// One sentence: the fault and its place.
    public var description: String {
        switch kind {
        case .badOption(let name, let demand): "The option \(name) \(demand)."
        case .file(let error), .results(let error): error.description
        case .state(let error), .stateLost(let error): error.description
        case .document(let path, let content, _):
            "The \(content == .prices ? "prices" : "providers") in \(path) cannot be used; nothing was sent."
        case .badLines(let count, let file, _): "\(count.counted("line")) of \(file) cannot be run; nothing was sent."
        case .unconvertible(let count, let file): "\(count.counted("line")) of \(file) cannot be converted."
        case .noJobs(let path): "\(path) contains no jobs."
        case .noSuchJob(let id, let state, _): "\(state) has no job \"\(id)\"."
        case .jobUnreadable(let detail): "A job of the state file cannot be read: \(detail)"
        case .resultsOverInput(let path): "The results would overwrite \(path)."
        case .resultsUnreachable(let path, let folder):
            "The results cannot be written to \(path): the folder \(folder) does not exist or is not writable; nothing was sent."
        case .unknownProvider(let name, _, _): "There is no provider '\(name)'."
        case .unknownFallback(let name, let nearest, _):
            "There is no provider '\(name)' to fall back to.\(nearest.map { " Did you mean '\($0)'?" } ?? "")"
        case .fallbackToItself(let name): "All jobs use \(name) already, so it cannot be their fallback."
        case .unknownProviderOfJobs(let name, let jobs, let state, _):
            "\(jobs.counted("unfinished job")) of \(state) \(jobs == 1 ? "names" : "name") the provider '\(name)', which is not known; "
                + "nothing was sent."
        case .jobsWithoutAccount(let error): error.description
        case .jobsWithoutModel(let provider, let jobs, let state):
            "\(jobs.counted("job")) of \(state) \(jobs == 1 ? "names" : "name") no model, and \(provider) has no default."
        case .stageMissing: "The run needs a simulator, and the options have none."
        case .stageClosed(let detail): detail
        case .keyMissing(let provider, let variable, let line):
            "\(provider.title) needs a key, and \(variable) is not set."
                + (line.map { " Line \($0) of .env does not set a variable (NAME=value)." } ?? "")
        case .priceMissing(let model, .budget):
            "No price is known for \(model.name), so the budget in dollars cannot be kept; nothing was sent."
        case .priceMissing(let model, .cheapHours):
            "No price is known for \(model.name), so there are no cheap hours to wait for; nothing was sent."
        case .noCheapHours(let model):
            "\(model.name) costs the same at all hours, so there are none to wait for; nothing was sent."
        case .modelMissing(let model, let provider, _, _): "\(provider.title) has no model '\(model)'; nothing was sent."
        case .accountRefused(let provider, let failure):
            "\(provider.title) refuses the account: \(failure.message); nothing was sent."
        case .pageRefused(let provider, let failure): "\(provider.title) refuses the account: \(failure.message)"
        case .balanceEmpty(let provider, let left, _):
            "The balance of the \(provider.title) account is not enough for requests\(left.isEmpty ? "" : " (\(left))"); nothing was sent."
        case .pageMissing(let page, let provider):
            "\(provider.title) has no page of \(page == .models ? "its models" : "the balance")."
        case .pageUnreadable(let page, let provider, let detail):
            "The \(page.rawValue) of \(provider.title) could not be read: \(detail)."
        case .jobsOfOtherFile(let state, let holds, let asked): "\(state) contains the jobs of \(holds), not of \(asked)."
        case .readOtherwise(let state, let isReplayed):
            isReplayed
                ? "The jobs of \(state) replay every message, and this run would ask only the last."
                : "The jobs of \(state) ask only the last message of their lines, and this run would replay every one."
        case .stateOfRehearsal(let path): "\(path) is the state of a rehearsal: the simulator wrote its answers."
        case .stateOfRun(let path): "\(path) is the state of a run that is no rehearsal."
        case .isRunning: "The batch runs already."
        case .unexpected(let detail): "Something unexpected went wrong: \(detail)"
        }
    }
}
