/// The connection of an open state file, and what is compiled for it. Used by one thread at a time, under the lock of
/// its ``StateFile``.
final class StateDatabase {
    let connection: SQLiteConnection
    var writer: RecordWriter?
    var cursor: JobCursor?
    var ingest: IngestStatements?

    init(_ connection: SQLiteConnection) { self.connection = connection }
}
