import BatchCore
import CFaultVFS
import TestSupport
import Testing

@testable import BatchEngine

/// The state of a workload when the fault stopped it.
private struct Progress {
    var isOpened = false
    var isIngested = false
    /// Number of confirmed batches.
    var confirmed = 0
    var refusals: [StoreError] = []
}

/// A workload for a state file: create it, ingest lines, commit batches with checkpoints of the log between them,
/// read jobs, close it. A fault may end it at any call.
private enum Workload {
    static let lines = (1...6).map { line in
        IngestLine.sample("job-\(line)", line: line, turns: 3, says: String(repeating: "word ", count: 600))
    }

    static let batches: [[Record]] = [
        [.sample(1, round: 1), .sample(2, round: 1), .sample(3, round: 1)],
        [.sample(1, round: 2), .attempt(JobKey(4), round: 1, .sample(failure: Failure(code: "busy", message: "Busy.")))],
        [.sample(4, round: 1), .sample(2, round: 2), .sample(3, round: 2)],
        [.sample(1, round: 3, ends: true), .failed(3, round: 3)],
        [.sample(5, round: 1), .sample(4, round: 2)],
        [.sample(4, round: 3, ends: true), .sample(6, round: 1, ends: true), .sample(2, round: 3, ends: true)],
    ]

    static func run(_ path: String, layer: String?, batches: [[Record]] = batches) async -> Progress {
        var progress = Progress()
        guard let file = try? StateFile(path: path, layer: layer) else { return progress }
        defer { file.close() }
        progress.isOpened = true
        // Few pages, so that the log is checkpointed and restarted several times within the workload.
        try? file.withDatabase { (database) throws(SQLiteError) in
            try database.connection.execute("PRAGMA wal_autocheckpoint = 6")
        }
        guard (try? file.ingest(lines)) != nil, let store = try? SQLiteStore(file) else { return progress }
        progress.isIngested = true
        _ = try? await store.jobs(3)
        for batch in batches {
            switch await store.committed(batch) {
            case .success:
                #expect(progress.refusals.isEmpty, "nothing is committed after a refusal")
                progress.confirmed += 1
            case .failure(let error): progress.refusals.append(error)
            }
        }
        return progress
    }
}

@Suite("A state file outlasts", .serialized)
struct StoreFaultTests {
    /// All rows of all tables, as one text.
    private static func rows(of file: StateFile) throws -> String {
        try file.withDatabase { (database) throws(SQLiteError) in
            var all = ""
            for table in ["jobs", "rounds", "unfinished", "attempts", "failures", "meta"] {
                let columns = try database.connection.text("SELECT group_concat(name) FROM pragma_table_info('\(table)')") ?? ""
                let row = columns.split(separator: ",").map { "quote(\($0))" }.joined(separator: " || ',' || ")
                all += try database.connection.text("SELECT group_concat(\(row), ';') FROM \(table)") ?? ""
                all += "\n"
            }
            return all
        }
    }

    /// The content of a state file after each number of batches, without a fault.
    private static func statesWithoutFault() async throws -> [String] {
        var states: [String] = []
        for count in 0...Workload.batches.count {
            let folder = try StateFolder()
            let progress = await Workload.run(folder.path, layer: nil, batches: Array(Workload.batches[..<count]))
            #expect(progress.confirmed == count)
            let file = try StateFile(path: folder.path)
            states.append(try rows(of: file))
            file.close()
        }
        return states
    }

    @Test(
        "a fault at any call: whole batches, all confirmed ones, and at most the current one",
        arguments: [fault_full, fault_io, fault_kill, fault_power].map(\.rawValue))
    func anyCall(kind: UInt32) async throws {
        #expect(fault_register() == 0)
        let empty = try await Self.emptyState()
        let states = try await Self.statesWithoutFault()
        var call = 1
        while true {
            let folder = try StateFolder()
            fault_arm(Int32(kind), call)
            let progress = await Workload.run(folder.path, layer: "fault")
            let happened = fault_happened() != 0
            fault_arm(0, 0)
            try Self.check(folder, progress, states, empty, "kind \(kind), call \(call)")
            if !happened {
                #expect(progress.confirmed == Workload.batches.count)
                break
            }
            call += 1
        }
        #expect(call > 30, "the workload makes many calls")
    }

    private static func emptyState() async throws -> String {
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path)
        defer { file.close() }
        return try rows(of: file)
    }

    private static func check(
        _ folder: StateFolder, _ progress: Progress, _ states: [String], _ empty: String, _ place: Comment
    ) throws {
        #expect(Set(progress.refusals).count <= 1, "one error is given for all that comes after it: \(place)")
        let file = try StateFile(path: folder.path)
        defer { file.close() }
        let integrity = try file.withDatabase { (database) throws(SQLiteError) in
            try database.connection.text("PRAGMA integrity_check")
        }
        #expect(integrity == "ok", place)
        let state = try rows(of: file)
        if progress.isIngested {
            let possible = states[progress.confirmed...min(progress.confirmed + 1, states.count - 1)]
            #expect(possible.contains(state), "\(progress.confirmed) batches were confirmed: \(place)")
        } else {
            #expect(state == empty || state == states[0], place)
        }
    }

    @Test("a crash at any change: the run resumes, and ends like one without a crash")
    func goesOn() async throws {
        #expect(fault_register() == 0)
        let complete = try #require(try await Self.statesWithoutFault().last)
        var call = 1
        while true {
            let folder = try StateFolder()
            fault_arm(Int32(fault_power.rawValue), call)
            _ = await Workload.run(folder.path, layer: "fault")
            let happened = fault_happened() != 0
            fault_arm(0, 0)
            let file = try StateFile(path: folder.path)
            try file.ingest(Workload.lines)
            let present = try file.withDatabase { (database) throws(SQLiteError) in
                try database.connection.integer("SELECT count(*) FROM rounds") ?? 0
            }
            let store = try SQLiteStore(file)
            for batch in Self.batches(after: present) { try await store.committed(batch).get() }
            #expect(try Self.rows(of: file) == complete, "call \(call)")
            file.close()
            if !happened { break }
            call += 3
        }
    }

    /// The batches that are missing if the file has that many rounds.
    private static func batches(after rounds: Int) -> ArraySlice<[Record]> {
        var count = 0
        for (index, batch) in Workload.batches.enumerated() {
            if count == rounds { return Workload.batches[index...] }
            for case .round in batch { count += 1 }
        }
        return []
    }

    @Test("a loss of power, since each commit is synced before it is confirmed")
    func syncs() async throws {
        #expect(fault_register() == 0)
        let folder = try StateFolder()
        fault_arm(0, 0)
        let file = try StateFile(path: folder.path, layer: "fault")
        try file.ingest(Workload.lines)
        let store = try SQLiteStore(file)
        for batch in Workload.batches {
            let before = fault_syncs()
            try await store.committed(batch).get()
            #expect(fault_syncs() > before)
        }
        file.close()
    }

    @Test("a full disk: reports it, and refuses further commits")
    func full() async throws {
        #expect(fault_register() == 0)
        let folder = try StateFolder()
        let file = try StateFile(path: folder.path, layer: "fault")
        try file.ingest(Workload.lines)
        let store = try SQLiteStore(file)
        fault_arm(Int32(fault_full.rawValue), 1)
        let refused = await store.committed(Workload.batches[0])
        fault_arm(0, 0)
        let later = await store.committed(Workload.batches[0])
        for case .failure(let error) in [refused, later] {
            #expect(error.kind == .full)
            #expect(error.path == folder.path)
            #expect(!error.detail.contains("Because."))
        }
        #expect(throws: StoreError.self) { try refused.get() }
        #expect(throws: StoreError.self) { try later.get() }
        file.close()
    }

    @Test("a disk that cannot be read or written: reports it")
    func unwritable() throws {
        #expect(fault_register() == 0)
        let folder = try StateFolder()
        fault_arm(Int32(fault_io.rawValue), 3)
        #expect { try StateFile(path: folder.path, layer: "fault") } throws: { ($0 as? StoreError)?.kind == .unwritable }
        fault_arm(0, 0)
    }
}
