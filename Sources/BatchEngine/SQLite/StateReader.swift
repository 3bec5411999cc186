package import BatchCore

/// Reads a state file: of a finished batch, of one that is running, or of one that was killed. It takes no lease and changes no
/// row. Use it on one thread at a time.
///
/// Each call sees one state of the file; a run may write between two calls.
package final class StateReader {
    /// The path as the user gave it.
    package let path: String
    private let connection: SQLiteConnection

    /// Opens a state file for reading alone.
    /// - Throws: `.missing` if there is no such file, `.notAStateFile`, `.newerVersion`, `.olderVersion`, `.damaged`.
    package convenience init(path: String) throws(StoreError) {
        let resolved = StatePath.resolved(path)
        guard StatePath.exists(resolved) else { throw StoreError(kind: .missing, path: path, detail: "no such file") }
        try self.init(path: path, resolved: resolved)
    }

    /// - Parameters:
    ///   - resolved: `path` without symbolic links.
    ///   - identity: the file that must be there; nil for any.
    ///   - layer: the name of a registered VFS; nil for the system's own.
    fileprivate init(
        path: String, resolved: String, identity: StatePath.Identity? = nil, layer: String? = nil
    ) throws(StoreError) {
        self.path = path
        let objection: StoreError.Kind
        do throws(SQLiteError) {
            connection = try SQLiteConnection(path: resolved, access: .read, layer: layer)
            // In this order: the open file is at the path, and the file at the path is the right one.
            if let identity, connection.hasMoved || StatePath.Identity(of: resolved) != identity {
                objection = .moved
            } else {
                switch try StateFormat.standing(of: connection) {
                case .current: return
                case .blank: objection = .notAStateFile
                case .refused(let kind): objection = kind
                }
            }
        } catch {
            throw StoreError(error, path: path)
        }
        throw StoreError(kind: objection, path: path, detail: "another file stands there")
    }

    /// Whether there is any job that is not replaced.
    package func hasJobs() throws(StoreError) -> Bool {
        try !rows("SELECT 1 FROM jobs WHERE replaced_at IS NULL LIMIT 1") { $0.int() }.isEmpty
    }

    /// The runs, the first one first.
    package func runs() throws(StoreError) -> [RunRecord] {
        try rows(RunRecord.select("ORDER BY run")) { (row) throws(SQLiteError) in try RunRecord.read(row) }
    }

    /// Performs `body` on the connection, so that all of it sees one state of the file.
    func withSnapshot<Result>(_ body: (SQLiteConnection) throws(SQLiteError) -> Result) throws(StoreError) -> Result {
        do {
            return try connection.read { () throws(SQLiteError) in try body(connection) }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// All rows of a query, each as `read` returns it.
    func rows<Row>(
        _ sql: String, binding bind: (SQLiteStatement) -> Void = { _ in }, _ read: (SQLiteStatement) throws(SQLiteError) -> Row
    ) throws(StoreError) -> [Row] {
        try withSnapshot { (connection) throws(SQLiteError) in
            let statement = try connection.prepare(sql)
            bind(statement)
            var rows: [Row] = []
            while try statement.step() { rows.append(try read(statement)) }
            return rows
        }
    }
}

extension StateFile {
    /// Opens a reader of this very file, on a separate connection. Any thread may call this, and may read while the run writes.
    /// - Throws: `.moved` if the path now leads to another file or to none. Also throws what the disk refuses.
    package func reader() throws(StoreError) -> StateReader {
        guard StatePath.exists(place.resolved) else { throw StoreError(kind: .moved, path: path, detail: "no such file") }
        return try StateReader(path: path, resolved: place.resolved, identity: place.identity, layer: place.layer)
    }
}
