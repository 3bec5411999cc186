import BatchCore
import BatchEngine
import Foundation

/// A new folder for a state file. It is removed with its content when it is released.
final class StateFolder: Sendable {
    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "batchrun-state-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The path of the state file.
    var path: String { folder + "/jobs.batchrun.db" }

    /// The names of the files in the folder, sorted.
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: folder + "/" + name))
    }

    /// Ingests `lines` into the state file, which is created if it is missing, and closes it.
    func ingest(_ lines: [IngestLine]) throws {
        let file = try StateFile(path: path)
        defer { file.close() }
        try file.ingest(lines)
    }
}

extension StateFile {
    /// Ingests `lines`.
    @discardableResult
    func ingest(_ lines: [IngestLine], at now: Instant = .epoch) throws(StoreError) -> [Ingested] {
        let session = try beginIngest(at: now)
        var ingested: [Ingested] = []
        for line in lines { ingested.append(try session.add(line)) }
        try session.commit()
        return ingested
    }
}
