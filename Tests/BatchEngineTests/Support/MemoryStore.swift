import BatchCore
import BatchEngine
import Dispatch
import Synchronization
import TestSupport

/// A checkpoint store in memory that fulfils the port's contract and no more. Its content outlasts it in
/// ``reopened()``, as a file would.
final class MemoryStore: CheckpointStore {
    struct Contents: Sendable {
        var jobs: [StoredJob] = []
        var priorities: [JobKey: Int] = [:]
        var providers: [JobKey: String] = [:]
        var attempts: [JobKey: [AttemptRecord]] = [:]
        var failures: [JobKey: JobFailure] = [:]
        /// The jobs to return by the providers' names, the next one last. A list is made at its first read.
        fileprivate var waiting: [[String]: [JobKey]] = [:]
        fileprivate var refusal: StoreError?
    }

    private let contents: Mutex<Contents>
    private let queue = DispatchQueue(label: "batchrun.tests.memory-store")

    /// - Parameter lines: the jobs, which get the keys 1, 2, 3, … in this order.
    convenience init(lines: [IngestLine]) {
        var contents = Contents()
        for (index, line) in lines.enumerated() {
            let key = JobKey(Int64(index + 1))
            contents.jobs.append(StoredJob(key: key, id: line.id, line: line.line, text: Array(line.text), rounds: []))
            contents.priorities[key] = line.priority
            contents.providers[key] = line.provider
        }
        self.init(contents)
    }

    private init(_ contents: Contents) { self.contents = Mutex(contents) }

    /// A new store with the content of this one, as after a crash.
    func reopened() -> MemoryStore {
        var kept = held
        (kept.waiting, kept.refusal) = ([:], nil)
        return MemoryStore(kept)
    }

    var held: Contents { contents.withLock { $0 } }

    func commit(_ records: [Record], then done: @escaping @Sendable (Result<Void, StoreError>) -> Void) {
        queue.async { done(self.contents.withLock { $0.commit(records) }) }
    }

    func readJobs(_ count: Int, ofProviders providers: [String], then done: @escaping @Sendable (Result<[StoredJob], StoreError>) -> Void) {
        queue.async { done(.success(self.contents.withLock { $0.next(count, providers) })) }
    }

    func unservedProvider(besides providers: [String], then done: @escaping @Sendable (Result<String?, StoreError>) -> Void) {
        queue.async { done(.success(self.contents.withLock { $0.unservedProvider(besides: providers) })) }
    }
}

extension MemoryStore.Contents {
    fileprivate mutating func commit(_ records: [Record]) -> Result<Void, StoreError> {
        if let refusal { return .failure(refusal) }
        var changed = self
        for record in records {
            guard changed.add(record) else {
                let error = StoreError(kind: .other, path: "memory", detail: "a record of job \(record.job) is there already")
                refusal = error
                return .failure(error)
            }
        }
        self = changed
        return .success(())
    }

    /// Whether the record could be added.
    private mutating func add(_ record: Record) -> Bool {
        switch record {
        case .round(let key, let round, let attempt):
            let index = Int(key.number) - 1
            guard !jobs[index].rounds.contains(where: { $0.number == round.number }) else { return false }
            jobs[index].rounds.append(round)
            attempts[key, default: []].append(attempt)
        case .attempt(let key, _, let attempt):
            attempts[key, default: []].append(attempt)
        case .toolAnswer(let key, let answer):
            let index = Int(key.number) - 1
            guard !jobs[index].toolAnswers.contains(where: { ($0.round, $0.call) == (answer.round, answer.call) }) else { return false }
            jobs[index].toolAnswers.append(answer)
        case .failure(let key, let failure):
            return failures.updateValue(failure, forKey: key) == nil
        }
        return true
    }

    fileprivate mutating func next(_ count: Int, _ names: [String]) -> [StoredJob] {
        var keys = waiting[names] ?? unfinished().filter { names.contains(providers[$0] ?? "") }
        defer { waiting[names] = keys }
        let given = keys.suffix(count).reversed()
        keys.removeLast(given.count)
        return given.map { jobs[Int($0.number) - 1] }
    }

    fileprivate func unservedProvider(besides served: [String]) -> String? {
        unfinished().map { providers[$0] ?? "" }.filter { !served.contains($0) }.min()
    }

    private func unfinished() -> [JobKey] {
        func rank(_ job: StoredJob) -> (Int, Int, Int) {
            (job.rounds.isEmpty ? 1 : 0, -(priorities[job.key] ?? 0), job.line)
        }
        return jobs.filter { failures[$0.key] == nil && $0.rounds.last?.endsConversation != true }
            .sorted { rank($0) > rank($1) }.map(\.key)
    }
}
