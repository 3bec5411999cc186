import ArgumentParser
import BatchCore
import BatchEngine

/// The codes that the process leaves with, as documented.
enum ExitStatus: Int32 {
    case completed = 0
    case someFailed = 1
    case badInput = 2
    case stopped = 3
    case unwritable = 4

    init(_ error: StoreError) {
        switch error.kind {
        case .full, .unwritable, .moved, .damaged, .other: self = .unwritable
        case .locked, .notAStateFile, .newerVersion, .olderVersion, .missing: self = .badInput
        }
    }

    var code: ExitCode { ExitCode(rawValue) }
}

/// Why a command cannot go on: one sentence, what to do about it, and the code to leave with.
struct CommandFailure: Error {
    var sentence: String
    var hint: String?
    var status: ExitStatus

    init(_ sentence: String, hint: String? = nil, status: ExitStatus = .badInput) {
        (self.sentence, self.hint, self.status) = (sentence, hint, status)
    }
}
