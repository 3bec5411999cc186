public import BatchCore

/// Why a batch cannot be used, or why a run ended early with an error.
///
/// Expected ends of a run, such as an empty balance, are not errors: ``BatchSummary/ending`` reports them.
public struct BatchError: Error, Sendable {
    /// What an error is about.
    public enum Subject: Hashable, Sendable {
        /// A member of ``BatchOptions``.
        case option(String)
        /// Path of a job file, a state file, results, profiles or prices.
        case file(String)
        /// Id of a job.
        case job(String)
        /// Name of a provider.
        case provider(String)
        /// A model of a provider.
        case model(AskedModel)
        /// An environment variable that should hold a key.
        case variable(String)
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    /// A word in lower case with underscores. If a provider has refused, the code of ``failure``.
    public var code: String { kind.code }

    /// What the error is about; nil if it is about the batch as a whole.
    public var subject: Subject? { kind.subject }

    /// Everything that is wrong with a profile file or a price file, in the order found; empty for other errors. Bad lines of a job
    /// file are reported as ``BatchEvent/badLine(_:)``.
    public var faults: [LineRemark] {
        guard case .document(let path, _, let error) = kind else { return [] }
        return error.faults.map { LineRemark($0, file: path) }
    }

    /// The provider's refusal, with the status of its response; nil if no provider has refused.
    public var failure: Failure? {
        switch kind {
        case .accountRefused(_, let failure), .pageRefused(_, let failure), .balanceEmpty(_, _, let failure): failure
        default: nil
        }
    }

    /// What the user may do; nil if nothing more is known than ``description`` says.
    public var advice: Advice? { failure?.advice }

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
        case keyMissing(provider: Provider, variable: String, ignoredLine: Int?)
        case priceMissing(AskedModel, for: PriceUse)
        case noCheapHours(AskedModel)
        case modelMissing(String, provider: Provider, nearest: String?, listed: [String])
        /// The account refused before the run.
        case accountRefused(provider: Provider, Failure)
        /// The account refused a single question.
        case pageRefused(provider: Provider, Failure)
        case balanceEmpty(provider: Provider, left: String, Failure)
        case pageMissing(AccountPage, provider: Provider)
        case pageUnreadable(AccountPage, provider: Provider, detail: String)
        case isRunning
        /// An error that no part of the library is known to throw.
        case unexpected(String)
    }

    /// What a price is needed for.
    package enum PriceUse: Sendable { case budget, cheapHours }

    /// A free page of a provider.
    package enum AccountPage: String, Sendable { case models, balance }
}

extension BatchError.Kind {
    fileprivate var code: String {
        switch self {
        case .badOption: "bad_option"
        case .file: "file_unreadable"
        case .results, .resultsUnreachable: "results_unwritable"
        case .state, .stateLost: "state_unusable"
        case .document: "document_unusable"
        case .unknownProvider, .unknownFallback, .unknownProviderOfJobs, .jobsWithoutAccount: "unknown_provider"
        case .fallbackToItself: "fallback_to_itself"
        case .jobsWithoutModel: "model_unnamed"
        case .stageMissing: "stage_missing"
        case .stageClosed: "stage_closed"
        case .badLines, .unconvertible: "bad_lines"
        case .noJobs: "no_jobs"
        case .noSuchJob: "no_such_job"
        case .jobUnreadable: "job_unreadable"
        case .jobsOfOtherFile: "other_job_file"
        case .readOtherwise: "read_otherwise"
        case .stateOfRehearsal: "state_of_rehearsal"
        case .stateOfRun: "state_of_run"
        case .resultsOverInput: "results_over_input"
        case .keyMissing: "key_missing"
        case .priceMissing: "price_missing"
        case .noCheapHours: "no_cheap_hours"
        case .modelMissing: "model_missing"
        case .accountRefused(_, let failure), .pageRefused(_, let failure), .balanceEmpty(_, _, let failure): failure.code
        case .pageMissing: "page_missing"
        case .pageUnreadable: "page_unreadable"
        case .isRunning: "is_running"
        case .unexpected: "unexpected"
        }
    }

    fileprivate var subject: BatchError.Subject? {
        switch self {
        case .badOption(let name, _): .option(name)
        case .file(let error), .results(let error): .file(error.path)
        case .state(let error), .stateLost(let error): .file(error.path)
        case .document(let path, _, _), .noJobs(let path), .resultsOverInput(let path), .resultsUnreachable(let path, _),
            .stateOfRehearsal(let path), .stateOfRun(let path), .badLines(_, let path, _), .unconvertible(_, let path),
            .jobsOfOtherFile(let path, _, _), .readOtherwise(let path, _), .jobsWithoutModel(_, _, let path):
            .file(path)
        case .unknownProvider(let name, _, _), .unknownFallback(let name, _, _), .fallbackToItself(let name),
            .unknownProviderOfJobs(let name, _, _, _):
            .provider(name)
        case .noSuchJob(let id, _, _): .job(id)
        case .keyMissing(_, let variable, _): .variable(variable)
        case .priceMissing(let model, _), .noCheapHours(let model): .model(model)
        case .modelMissing(let model, let provider, _, _): .model(AskedModel(provider: provider.name, model: model))
        case .accountRefused(let provider, _), .pageRefused(let provider, _), .balanceEmpty(let provider, _, _),
            .pageMissing(_, let provider), .pageUnreadable(_, let provider, _):
            .provider(provider.name)
        case .jobsWithoutAccount, .stageMissing, .stageClosed, .jobUnreadable, .isRunning, .unexpected: nil
        }
    }
}
