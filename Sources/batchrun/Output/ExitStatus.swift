import ArgumentParser
import BatchCore
import BatchEngine

/// The documented exit codes.
enum ExitStatus: Int32 {
    case completed = 0
    case someFailed = 1
    case badInput = 2
    case stopped = 3
    case unwritable = 4

    var code: ExitCode { ExitCode(rawValue) }

    init(_ error: BatchError) {
        switch error.kind {
        case .state(let error): self.init(error)
        case .stateLost, .results, .resultsUnreachable, .jobUnreadable, .unexpected: self = .unwritable
        case .accountRefused, .pageRefused, .balanceEmpty, .pageUnreadable: self = .stopped
        case .badOption, .file, .document, .unknownProvider, .unknownFallback, .fallbackToItself, .unknownProviderOfJobs,
            .jobsWithoutAccount, .jobsWithoutModel, .stageMissing, .stageClosed, .badLines, .unconvertible, .noJobs, .noSuchJob,
            .jobsOfOtherFile,
            .readOtherwise, .stateOfRehearsal, .stateOfRun, .resultsOverInput, .keyMissing, .priceMissing, .noCheapHours, .modelMissing,
            .pageMissing, .isRunning:
            self = .badInput
        }
    }

    private init(_ error: StoreError) {
        switch error.kind {
        case .full, .unwritable, .moved, .damaged, .other: self = .unwritable
        case .locked, .notAStateFile, .newerVersion, .olderVersion, .missing: self = .badInput
        }
    }

    init(_ summary: BatchSummary) {
        guard summary.ending == .completed else {
            self = .stopped
            return
        }
        self = summary.failures.isEmpty ? .completed : .someFailed
    }
}

/// Why a command cannot continue, besides ``BatchError``: one sentence, and what the user can do about it.
struct CommandFailure: Error {
    var sentence: String
    var hint: String?

    init(_ sentence: String, hint: String? = nil) { (self.sentence, self.hint) = (sentence, hint) }
}
