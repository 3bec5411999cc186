import BatchCore
import BatchEngine

extension CheckpointStore {
    /// Commits and waits for the answer.
    func committed(_ records: [Record]) async -> Result<Void, StoreError> {
        await withCheckedContinuation { continuation in
            commit(records) { continuation.resume(returning: $0) }
        }
    }

    /// Reads jobs and waits for them.
    func jobs(_ count: Int, ofProviders providers: [String] = [""]) async throws -> [StoredJob] {
        try await withCheckedContinuation { continuation in
            readJobs(count, ofProviders: providers) { continuation.resume(returning: $0) }
        }.get()
    }

    /// Looks for an unserved provider and waits for the answer.
    func unserved(besides providers: [String]) async throws -> String? {
        try await withCheckedContinuation { continuation in
            unservedProvider(besides: providers) { continuation.resume(returning: $0) }
        }.get()
    }

    /// Reads all remaining jobs, that many at a time.
    func allJobs(by count: Int = 10, ofProviders providers: [String] = [""]) async throws -> [StoredJob] {
        var all: [StoredJob] = []
        while true {
            let more = try await jobs(count, ofProviders: providers)
            if more.isEmpty { return all }
            all += more
        }
    }
}
