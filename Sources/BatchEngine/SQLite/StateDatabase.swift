/// The connection of an open state file, and what is compiled for it. Used by one thread at a time, under the lock of
/// its ``StateFile``.
final class StateDatabase {
    let connection: SQLiteConnection
    var writer: RecordWriter?
    private var cursors: [[String]: JobCursor] = [:]
    var ingest: IngestStatements?

    init(_ connection: SQLiteConnection) { self.connection = connection }

    /// The place to which the jobs of these providers were read; their beginning where none was.
    func cursor(ofProviders providers: [String]) throws(SQLiteError) -> JobCursor {
        if let cursor = cursors[providers] { return cursor }
        let cursor = try JobCursor(connection, ofProviders: providers)
        cursors[providers] = cursor
        return cursor
    }
}
