import Foundation

/// A command under way. Its output goes to files, so that no pipe can fill up. One that is let go of is killed.
final class Running {
    let process: Process
    /// Is kept as long as the process may write into it.
    private let folder: Folder
    private let output: URL
    private let errors: URL

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
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    var isRunning: Bool { process.isRunning }
    var pid: Int32 { process.processIdentifier }

    /// What it has written to standard error by now.
    var errorsSoFar: String { get throws { try String(contentsOf: errors, encoding: .utf8) } }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits for its end. No thread is held meanwhile: the provider that it talks to may need it.
    func wait() async throws -> Binary.Outcome {
        try await waitUntil("the command to end", within: .seconds(120)) { !process.isRunning }
        let isFile = output.path.hasPrefix(folder.path)
        return Binary.Outcome(
            status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
            output: isFile ? try String(contentsOf: output, encoding: .utf8) : "", errors: try String(contentsOf: errors, encoding: .utf8))
    }
}
