package import Foundation
import Synchronization
package import Testing

/// A program that a test runs to its end. No thread waits for it: a server in the test's process may need the thread.
package enum Program {
    /// The result of a program.
    package struct Outcome: Sendable {
        package var status: Int32
        package var output: [UInt8]
        package var errors: String
    }

    /// The Python that `make test` installs packages for, or the one on the path.
    package static let python = ProcessInfo.processInfo.environment["BATCHRUN_PYTHON"] ?? "python3"

    private static let importsOfPython = Mutex<[String: Task<Bool, Never>]>([:])

    /// Whether Python can import the package. Tried once in the process.
    fileprivate static func pythonHas(_ package: String) async -> Bool {
        let task = importsOfPython.withLock { tasks in
            let task = tasks[package] ?? Task { (try? await run([python, "-c", "import \(package)"]).status) == 0 }
            tasks[package] = task
            return task
        }
        return await task.value
    }

    /// Runs `words[0]`, looked up on the path, with the other words as its arguments.
    package static func run(_ words: [String], in folder: URL? = nil) async throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.standardInput = FileHandle.nullDevice
        if let folder { process.currentDirectoryURL = folder }
        // Files and not pipes, which a program could fill.
        let place = FileManager.default.temporaryDirectory.appending(path: "batchrun-program-\(UUID().uuidString)")
        let files = ["out", "err"].map { place.appendingPathExtension($0) }
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        for file in files { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try await process.runToEnd()
        return Outcome(
            status: process.terminationStatus, output: Array(try Data(contentsOf: files[0])),
            errors: try String(contentsOf: files[1], encoding: .utf8))
    }
}

extension Process {
    /// Starts the process and waits for its end.
    fileprivate func runToEnd() async throws {
        let hasEnded = Watched(false)
        terminationHandler = { _ in hasEnded.update { $0 = true } }
        try run()
        guard await hasEnded.reaches({ $0 }) else {
            kill(processIdentifier, SIGKILL)
            throw Overdue(what: "the end of \(arguments?.joined(separator: " ") ?? "a program")")
        }
    }
}

extension Trait where Self == ConditionTrait {
    /// The test runs only if Python can import the package.
    package static func needsPython(_ package: String) -> Self {
        enabled("needs Python's package \(package), which make test installs") { await Program.pythonHas(package) }
    }
}
