import Foundation
import TestSupport

/// A command that runs. Its output goes to files, so that no pipe can fill up. It is killed when this object is released.
final class Running {
    let process: Process
    /// Kept as long as the process may write into it.
    private let folder: Folder
    private let output: URL
    private let errors: URL
    private let hasEnded = Watched(false)

    init(_ process: Process, in folder: Folder, input: String?, output path: String?) throws {
        (self.process, self.folder) = (process, folder)
        let name = UUID().uuidString
        output = path.map { URL(fileURLWithPath: $0) } ?? folder.url.appendingPathComponent(".\(name).out")
        errors = folder.url.appendingPathComponent(".\(name).err")
        for url in [output, errors] where !FileManager.default.fileExists(atPath: url.path) {
            _ = FileManager.default.createFile(atPath: url.path, contents: nil)
        }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        if let input {
            let url = folder.url.appendingPathComponent(".\(name).in")
            try Data(input.utf8).write(to: url)
            process.standardInput = try FileHandle(forReadingFrom: url)
        } else {
            process.standardInput = FileHandle.nullDevice
        }
        process.terminationHandler = { [hasEnded] _ in hasEnded.update { $0 = true } }
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    var isRunning: Bool { process.isRunning }
    var pid: Int32 { process.processIdentifier }

    /// Its standard error so far.
    var errorsSoFar: String { get throws { try String(contentsOf: errors, encoding: .utf8) } }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits for its end without blocking a thread, which the provider in this process may need.
    func wait() async throws -> Binary.Outcome {
        guard await hasEnded.reaches({ $0 }) else { throw Overdue(what: "the end of the command") }
        let isFile = output.path.hasPrefix(folder.path)
        return Binary.Outcome(
            status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
            output: isFile ? try String(contentsOf: output, encoding: .utf8) : "", errors: try String(contentsOf: errors, encoding: .utf8))
    }
}
