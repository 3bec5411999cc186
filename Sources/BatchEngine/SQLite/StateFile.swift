import Synchronization

/// A state file, opened to be written: by one process at a time, and by one thread at a time.
///
/// The command begins with it: it brings the job file's lines in (``beginIngest(at:)``), notes the run, and hands it to a
/// ``SQLiteStore`` for the time of the run. Each call returns when its changes are durable, unless it says otherwise.
package final class StateFile: Sendable {
    /// As it was given.
    package let path: String
    private let contents: Mutex<Contents?>

    /// Opens the state file, or creates it where there is none.
    /// - Throws: `.locked` while another process has it open to write, `.notAStateFile`, `.newerVersion`, `.olderVersion`, and what the
    ///   disk refuses.
    package convenience init(path: String) throws(StoreError) {
        try self.init(path: path, layer: nil)
    }

    /// - Parameter layer: the name of a registered VFS; nil for the system's own.
    init(path: String, layer: String?) throws(StoreError) {
        self.path = path
        contents = Mutex(try Contents(path: path, layer: layer))
    }

    /// Closes the file and gives the lease up. Nothing else may be called after it. A file that is let go of is closed too.
    package func close() {
        contents.withLock { $0 = nil }
    }

    /// Performs `body` on the open database, alone.
    func withDatabase<Result: Sendable>(
        _ body: (StateDatabase) throws(SQLiteError) -> Result
    ) throws(StoreError) -> Result {
        do {
            return try contents.withLock { (contents) throws(SQLiteError) in
                guard let database = contents?.database else { preconditionFailure("the state file \(path) is closed") }
                return try body(database)
            }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Performs `body` on the database where it is still open.
    func withOpenDatabase(_ body: (StateDatabase) -> Void) {
        contents.withLock { contents in
            if let database = contents?.database { body(database) }
        }
    }

    /// What an open file holds. The connection is closed before the lease is given up.
    private final class Contents {
        private(set) var database: StateDatabase?
        private let lease: Lease

        init(path: String, layer: String?) throws(StoreError) {
            let resolved = StatePath.resolved(path)
            do {
                lease = try Lease(of: resolved)
            } catch {
                throw StoreError(kind: error.kind, path: path, detail: error.detail)
            }
            database = try Self.openDatabase(resolved, namedAs: path, layer: layer)
        }

        private static func openDatabase(
            _ resolved: String, namedAs path: String, layer: String?
        ) throws(StoreError) -> StateDatabase {
            let objection: StoreError.Kind
            do throws(SQLiteError) {
                let connection = try SQLiteConnection(path: resolved, access: .create, layer: layer)
                switch try StateFormat.standing(of: connection) {
                case .current:
                    try StateFormat.configure(connection)
                    return StateDatabase(connection)
                case .blank:
                    try StateFormat.configure(connection)
                    try StateFormat.establish(on: connection)
                    return StateDatabase(connection)
                case .refused(let kind): objection = kind
                }
            } catch {
                throw StoreError(error, path: path)
            }
            throw StoreError(kind: objection, path: path, detail: "the file has another format")
        }

        deinit { database = nil }
    }
}
