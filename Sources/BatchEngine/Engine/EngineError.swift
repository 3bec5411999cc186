package import BatchCore

/// Why a run could not begin or continue.
package enum EngineError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The state could not be kept or read. Nothing more is requested, since no reply could be committed.
    case store(StoreError)
    /// An unfinished job names a provider that no account of the run serves. The name is empty if the job names none.
    /// Nothing was requested.
    case providerWithoutAccount(String)
    /// The job was given to an account that the run does not have.
    case unknownAccount(AccountID, job: String)

    package var description: String {
        switch self {
        case .store(let error): error.description
        case .providerWithoutAccount(""): "Some jobs name no provider, and no account of this run serves them."
        case .providerWithoutAccount(let name): "Some jobs name the provider \(name), and no account of this run serves it."
        case .unknownAccount(let account, let job): "The job \(job) was given to account \(account.index), which this run does not have."
        }
    }
}
