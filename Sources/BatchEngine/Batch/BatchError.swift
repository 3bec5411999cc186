package import BatchCore

/// Why a batch cannot be used, or why a run ended early with an error.
///
/// Expected ends of a run, such as an empty balance, are not errors: ``BatchSummary/ending`` reports them.
public struct BatchError: Error, Sendable, CustomStringConvertible {
    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    /// A word in lower case with underscores.
    public var code: String { kind.words.code }

    /// One sentence: the fault and its place.
    public var description: String { kind.words.sentence }

    package enum Kind: Sendable {
        case badOption(name: String, demand: String)
        /// A file that cannot be read.
        case file(FileError)
        /// The results, or another output, cannot be written.
        case results(FileError)
        /// The state file cannot be opened, read or written.
        case state(StoreError)
        /// The state file could not be read or written while the run went on.
        case stateLost(StoreError)
        case document(path: String, DocumentFile.Content, DocumentError)
        case unknownProvider(String, nearest: String?, known: [String])
        case unknownFallback(String, nearest: String?, known: [String])
        case fallbackToItself(String)
        /// Unfinished jobs of the state name a provider that is not known.
        case unknownProviderOfJobs(String, jobs: Int, state: String, nearest: String?)
        /// The engine met jobs that no account of the run serves.
        case jobsWithoutAccount(EngineError)
        /// Unfinished jobs name no model, and their provider has no default.
        case jobsWithoutModel(provider: String, jobs: Int, state: String)
        case stageMissing
        case stageClosed(String)
        case badLines(Int, file: String, canSkip: Bool)
        case unconvertible(Int, file: String)
        case noJobs(String)
        case noSuchJob(String, state: String, near: [String])
        case jobUnreadable(String)
        case jobsOfOtherFile(state: String, holds: String, asked: String)
        case readOtherwise(state: String, isReplayed: Bool)
        case stateOfRehearsal(String)
        case stateOfRun(String)
        case resultsOverInput(String)
        case resultsUnreachable(path: String, folder: String)
        case keyMissing(provider: String, variable: String, ignoredLine: Int?)
        case priceMissing(AskedModel, for: PriceUse)
        case noCheapHours(AskedModel)
        case modelMissing(String, provider: String, nearest: String?, listed: [String])
        /// The account refused before the run.
        case accountRefused(provider: String, Failure)
        /// The account refused a single question.
        case pageRefused(provider: String, Failure)
        case balanceEmpty(provider: String, left: String, Failure)
        case pageMissing(AccountPage, provider: String)
        case pageUnreadable(AccountPage, provider: String, detail: String)
        case isRunning
    }

    /// What a price is needed for.
    package enum PriceUse: Sendable { case budget, cheapHours }

    /// A free page of a provider.
    package enum AccountPage: String, Sendable { case models, balance }
}

extension BatchError.Kind {
    fileprivate typealias Words = (code: String, sentence: String)

    fileprivate var words: Words { wordsOfInput ?? wordsOfProviders ?? wordsOfState }

    private var wordsOfInput: Words? {
        switch self {
        case .badOption(let name, let demand): ("bad_option", "The option \(name) \(demand).")
        case .file(let error): ("file_unreadable", error.description)
        case .results(let error): ("results_unwritable", error.description)
        case .document(let path, let content, _):
            ("document_unusable", "The \(content == .prices ? "prices" : "providers") in \(path) cannot be used; nothing was sent.")
        case .badLines(let count, let file, _):
            ("bad_lines", "\(count.counted("line")) of \(file) cannot be run; nothing was sent.")
        case .unconvertible(let count, let file): ("bad_lines", "\(count.counted("line")) of \(file) cannot be converted.")
        case .noJobs(let path): ("no_jobs", "\(path) contains no jobs.")
        case .noSuchJob(let id, let state, _): ("no_such_job", "\(state) has no job \"\(id)\".")
        case .jobUnreadable(let detail): ("job_unreadable", "A job of the state file cannot be read: \(detail)")
        case .resultsOverInput(let path): ("results_over_input", "The results would overwrite \(path).")
        case .resultsUnreachable(let path, let folder):
            (
                "results_unwritable",
                "The results cannot be written to \(path): the folder \(folder) does not exist or is not writable; nothing was sent."
            )
        default: nil
        }
    }

    private var wordsOfProviders: Words? {
        switch self {
        case .unknownProvider(let name, _, _): ("unknown_provider", "There is no provider '\(name)'.")
        case .unknownFallback(let name, let nearest, _):
            (
                "unknown_provider",
                "There is no provider '\(name)' to fall back to.\(nearest.map { " Did you mean '\($0)'?" } ?? "")"
            )
        case .fallbackToItself(let name):
            ("fallback_to_itself", "All jobs use \(name) already, so it cannot be their fallback.")
        case .unknownProviderOfJobs(let name, let jobs, let state, _):
            (
                "unknown_provider",
                "\(jobs.counted("unfinished job")) of \(state) \(jobs == 1 ? "names" : "name") the provider '\(name)', which is "
                    + "not known; nothing was sent."
            )
        case .jobsWithoutAccount(let error): ("unknown_provider", error.description)
        case .jobsWithoutModel(let provider, let jobs, let state):
            (
                "model_unnamed",
                "\(jobs.counted("job")) of \(state) \(jobs == 1 ? "names" : "name") no model, and \(provider) has no default."
            )
        case .stageMissing: ("stage_missing", "The run needs a simulator, and the options have none.")
        case .stageClosed(let detail): ("stage_closed", detail)
        case .keyMissing(let provider, let variable, let line):
            (
                "key_missing",
                "\(provider) needs a key, and \(variable) is not set."
                    + (line.map { " Line \($0) of .env does not set a variable (NAME=value)." } ?? "")
            )
        case .priceMissing(let model, .budget):
            ("price_missing", "No price is known for \(model.name), so the budget in dollars cannot be kept; nothing was sent.")
        case .priceMissing(let model, .cheapHours):
            ("price_missing", "No price is known for \(model.name), so there are no cheap hours to wait for; nothing was sent.")
        case .noCheapHours(let model):
            ("no_cheap_hours", "\(model.name) costs the same at all hours, so there are none to wait for; nothing was sent.")
        case .modelMissing(let model, let provider, _, _):
            ("model_missing", "\(provider) has no model '\(model)'; nothing was sent.")
        case .accountRefused(let provider, let failure):
            (failure.code, "\(provider) refuses the account: \(failure.message); nothing was sent.")
        case .pageRefused(let provider, let failure): (failure.code, "\(provider) refuses the account: \(failure.message)")
        case .balanceEmpty(let provider, let left, let failure):
            (
                failure.code,
                "The balance of the \(provider) account is not enough for requests\(left.isEmpty ? "" : " (\(left))"); nothing was sent."
            )
        case .pageMissing(let page, let provider):
            ("page_missing", "\(provider) has no page of \(page == .models ? "its models" : "the balance").")
        case .pageUnreadable(let page, let provider, let detail):
            ("page_unreadable", "The \(page.rawValue) of \(provider) could not be read: \(detail).")
        default: nil
        }
    }

    private var wordsOfState: Words {
        switch self {
        case .state(let error), .stateLost(let error): ("state_unusable", error.description)
        case .jobsOfOtherFile(let state, let holds, let asked):
            ("other_job_file", "\(state) contains the jobs of \(holds), not of \(asked).")
        case .readOtherwise(let state, let isReplayed):
            (
                "read_otherwise",
                isReplayed
                    ? "The jobs of \(state) replay every message, and this run would ask only the last."
                    : "The jobs of \(state) ask only the last message of their lines, and this run would replay every one."
            )
        case .stateOfRehearsal(let path):
            ("state_of_rehearsal", "\(path) is the state of a rehearsal: the simulator wrote its answers.")
        case .stateOfRun(let path): ("state_of_run", "\(path) is the state of a run that is no rehearsal.")
        case .isRunning: ("is_running", "The batch runs already.")
        default: preconditionFailure("an error without words")
        }
    }
}
