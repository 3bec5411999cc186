package import BatchCore
import Synchronization

/// A state file that is open for writing: by one process, and by one thread at a time. It owns the file for the time of a run: it
/// is the only writer, and ``reader()`` gives readers of the same file.
///
/// A run ingests the job file's lines (``beginIngest(at:)``), records itself (``beginRun(at:concurrency:version:settings:)``) and
/// hands the file to a ``SQLiteStore``. Each call returns when its changes are durable, unless its comment says otherwise.
package final class StateFile: Sendable {
    /// The path as the user gave it.
    package let path: String
    /// The file, for connections that only read.
    let place: Place
    private let contents: Mutex<Contents?>

    struct Place: Sendable {
        /// The path without symbolic links.
        var resolved: String
        var identity: StatePath.Identity
        /// The name of a registered VFS; nil for the system's own.
        var layer: String?
    }

    /// Opens the state file, or creates it if there is none.
    /// - Throws: `.locked` while another process has it open for writing, `.notAStateFile`, `.newerVersion`, `.olderVersion`, `.full`,
    ///   `.unwritable`, `.damaged`.
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

    /// Closes the file and gives up the lease. Only ``reader()`` may be called after it. Releasing the object closes it too.
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

    /// Performs `body` on the database if it is still open.
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

/// The connection of an open state file, and what is compiled for it. One thread uses it at a time, under the lock of its file.
final class StateDatabase {
    let connection: SQLiteConnection
    var writer: RecordWriter?
    private var cursors: [[String]: JobCursor] = [:]
    var ingest: IngestStatements?

    init(_ connection: SQLiteConnection) { self.connection = connection }

    /// How far the jobs of these providers were read.
    func cursor(ofProviders providers: [String]) throws(SQLiteError) -> JobCursor {
        if let cursor = cursors[providers] { return cursor }
        let cursor = try JobCursor(connection, ofProviders: providers)
        cursors[providers] = cursor
        return cursor
    }
}
