package import BatchCore

/// A value that a state file keeps about itself, by name, in its table `meta`.
///
/// `try state.meta(.reading)` reads one, `try state.setMeta(.reading, to: .plain)` replaces it.
package struct StateMeta<Value: Sendable>: Sendable {
    let name: String
    /// - Parameter text: the stored text; nil if there is none.
    /// - Returns: nil if this version does not know the stored text.
    let decode: @Sendable (_ text: String?) -> Value?
    /// - Returns: nil if nothing is to be stored.
    let encode: @Sendable (Value) -> String?
}

extension StateMeta<String?> {
    /// The path of the job file, as the user gave it; nil if the jobs came from standard input.
    package static var jobFile: Self { Self(name: "job_file", decode: { .some($0) }, encode: { $0 }) }
}

extension StateMeta<JobReading> {
    /// How the lines of the jobs are read. State files of versions that read all lines alike do not say it: `plain`.
    package static var reading: StateMeta<JobReading> {
        Self(name: "reading", decode: { text in text.map { JobReading(rawValue: $0) } ?? .plain }, encode: { $0.rawValue })
    }
}

extension StateMeta<Bool> {
    /// Whether the answers come from a simulator that stood in for the providers.
    package static var rehearsal: Self {
        Self(name: "rehearsal", decode: { $0 == "yes" }, encode: { $0 ? "yes" : "no" })
    }
}

extension StateFile {
    /// Reads a value that the file keeps about itself.
    /// - Throws: `.other` if this version does not know the stored value.
    package func meta<Value>(_ meta: StateMeta<Value>) throws(StoreError) -> Value {
        let text = try withDatabase { (database) throws(SQLiteError) in try meta.text(database.connection) }
        return try meta.value(text, path)
    }

    /// Keeps a value about the file itself, in place of the former one.
    package func setMeta<Value>(_ meta: StateMeta<Value>, to value: Value) throws(StoreError) {
        let text = meta.encode(value)
        try withDatabase { (database) throws(SQLiteError) in
            let change = try database.connection.prepare(
                text == nil ? "DELETE FROM meta WHERE name = ?" : "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)")
            change.bind(meta.name)
            if let text { change.bind(text) }
            try change.run()
        }
    }
}

extension StateReader {
    /// Reads a value that the file keeps about itself.
    /// - Throws: `.other` if this version does not know the stored value.
    package func meta<Value>(_ meta: StateMeta<Value>) throws(StoreError) -> Value {
        let text = try withSnapshot { (connection) throws(SQLiteError) in try meta.text(connection) }
        return try meta.value(text, path)
    }
}

extension StateMeta {
    fileprivate func text(_ connection: SQLiteConnection) throws(SQLiteError) -> String? {
        let select = try connection.prepare("SELECT value FROM meta WHERE name = ?")
        select.bind(name)
        return try select.first { $0.text() }
    }

    fileprivate func value(_ text: String?, _ path: String) throws(StoreError) -> Value {
        guard let value = decode(text) else {
            throw StoreError(kind: .other, path: path, detail: "its \(name) is \"\(text ?? "")\", which this version does not know")
        }
        return value
    }
}
