import Synchronization

/// A state file, opened to be written: by one process at a time, and by one thread at a time.
///
/// The command begins with it: it brings the job file's lines in (``beginIngest(at:)``), notes the run, and hands it to a
/// ``SQLiteStore`` for the time of the run. Each call returns when its changes are durable, unless it says otherwise.
package final class StateFile: Sendable {
    /// As it was given.
    package let path: String
    /// Where the file is, for connections that only read.
    let place: Place
    private let contents: Mutex<Contents?>

    struct Place: Sendable {
        /// The path without symbolic links.
        var resolved: String
        var identity: StatePath.Identity
        /// The name of a registered VFS; nil for the system's own.
        var layer: String?
    }

    /// Opens the state file, or creates it where there is none.
    /// - Throws: `.locked` while another process has it open to write, `.notAStateFile`, `.newerVersion`, `.olderVersion`, and what the
    ///   disk refuses.
    package convenience init(path: String) throws(StoreError) {
        try self.init(path: path, layer: nil)
    }

    /// - Parameter layer: the name of a registered VFS; nil for the system's own.
    init(path: String, layer: String?) throws(StoreError) {
        self.path = path
        let opened = try Contents(path: path, layer: layer)
        place = opened.place
        contents = Mutex(opened)
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
        let place: Place
        private(set) var database: StateDatabase?
        private let lease: Lease

        init(path: String, layer: String?) throws(StoreError) {
            let resolved = StatePath.resolved(path)
            do {
                lease = try Lease(of: resolved)
            } catch {
                throw StoreError(kind: error.kind, path: path, detail: error.detail)
            }
            let objection: StoreError.Kind
            do throws(SQLiteError) {
                let connection = try SQLiteConnection(path: resolved, access: .create, layer: layer)
                let standing = try StateFormat.standing(of: connection)
                if case .refused(let kind) = standing {
                    objection = kind
                } else if let identity = StatePath.Identity(of: resolved), !connection.hasMoved {
                    try StateFormat.configure(connection)
                    if case .blank = standing { try StateFormat.establish(on: connection) }
                    place = Place(resolved: resolved, identity: identity, layer: layer)
                    database = StateDatabase(connection)
                    return
                } else {
                    objection = .moved
                }
            } catch {
                throw StoreError(error, path: path)
            }
            throw StoreError(kind: objection, path: path, detail: "another file stands there")
        }

        deinit { database = nil }
    }
}
