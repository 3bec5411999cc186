import BatchCore

/// Finds jobs that a run could never read, since no account serves the provider that they name.
enum UnservedProvider {
    /// The provider's name of an unfinished job that names none of `providers`: empty if the job names none, nil if there is no
    /// such job.
    ///
    /// The names come one after the other from an index, so that a million jobs of served providers cost nothing.
    static func first(in connection: SQLiteConnection, besides providers: [String]) throws(SQLiteError) -> String? {
        if !providers.contains("") {
            let unnamed = try connection.integer(
                """
                SELECT 1 FROM jobs INDEXED BY jobs_order
                WHERE replaced_at IS NULL AND provider = '' AND \(JobCondition.isPending) LIMIT 1
                """)
            if unnamed != nil { return "" }
        }
        let next = try connection.prepare(
            "SELECT min(provider) FROM jobs INDEXED BY jobs_provider WHERE provider <> '' AND replaced_at IS NULL AND provider > ?")
        let open = try connection.prepare(
            """
            SELECT 1 FROM jobs INDEXED BY jobs_provider
            WHERE provider <> '' AND replaced_at IS NULL AND provider = ? AND \(JobCondition.isPending) LIMIT 1
            """)
        var name = ""
        while true {
            next.bind(name)
            guard let found = try next.first({ $0.optionalText() }) ?? nil else { return nil }
            name = found
            if providers.contains(name) { continue }
            open.bind(name)
            if try open.first({ $0.int() }) != nil { return name }
        }
    }
}
