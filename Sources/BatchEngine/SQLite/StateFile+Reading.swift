package import BatchCore

extension StateFile {
    /// How the lines of its jobs are read.
    /// - Throws: `.other` where this version knows no such reading.
    package func reading() throws(StoreError) -> JobReading {
        try JobReading(meta: meta(JobReading.metaName), of: path)
    }

    /// Keeps how the lines of its jobs are read. To be called before the first of them is brought in.
    package func setReading(_ reading: JobReading) throws(StoreError) { try setMeta(JobReading.metaName, reading.rawValue) }
}

extension StateReader {
    /// How the lines of its jobs are read.
    /// - Throws: `.other` where this version knows no such reading.
    package func reading() throws(StoreError) -> JobReading {
        try JobReading(meta: meta(JobReading.metaName), of: path)
    }
}

extension JobReading {
    /// Under which name it is kept in `meta`.
    fileprivate static let metaName = "reading"

    /// - Parameter meta: nothing where the file is of a version that read all lines alike.
    fileprivate init(meta: String?, of path: String) throws(StoreError) {
        let meta = meta ?? JobReading.plain.rawValue
        guard let reading = JobReading(rawValue: meta) else {
            throw StoreError(kind: .other, path: path, detail: "its lines are read in the way \"\(meta)\"")
        }
        self = reading
    }
}
