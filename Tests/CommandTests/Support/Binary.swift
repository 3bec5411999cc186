import Foundation

/// The built command, run from outside as a user would.
enum Binary {
    /// The result of a process.
    struct Outcome: Sendable {
        var status: Int32
        /// Whether a signal ended it. ``status`` is then the number of the signal.
        var wasKilled: Bool
        var output: String
        var errors: String

        /// On a busy machine a process may end before the test kills it.
        var wasKilledOrCompleted: Bool { wasKilled || status == 0 }
        var lastErrorLine: String { errors.split(separator: "\n").last.map(String.init) ?? "" }
    }

    /// The command is beside the test bundle.
    static let path: String = {
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let found = [bundle, bundle.deletingLastPathComponent()].map { $0.appendingPathComponent("batchrun").path }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        return found ?? "batchrun"
    }()

    /// Starts the command without the keys of the tester's environment.
    /// - Parameter output: its standard output; nil for a file of the test.
    static func start(
        _ arguments: [String], in folder: Folder, environment: [String: String] = [:], input: String? = nil, output: String? = nil
    ) throws -> Running {
        try start(path, arguments, in: folder, environment: environment, input: input, output: output)
    }

    /// Runs the command to its end.
    static func run(
        _ arguments: [String], in folder: Folder, environment: [String: String] = [:], input: String? = nil, output: String? = nil
    ) async throws -> Outcome {
        try await start(arguments, in: folder, environment: environment, input: input, output: output).wait()
    }

    /// Runs a command line as a shell would.
    static func shell(_ line: String, in folder: Folder, environment: [String: String] = [:]) async throws -> Outcome {
        let variables = ["BATCHRUN": path].merging(environment) { $1 }
        return try await start("/bin/sh", ["-c", line], in: folder, environment: variables, input: nil, output: nil).wait()
    }

    private static func start(
        _ program: String, _ arguments: [String], in folder: Folder, environment: [String: String], input: String?, output: String?
    ) throws -> Running {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        // Text is laid out for this width on any terminal.
        let common = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": folder.path, "COLUMNS": "100"]
        process.environment = common.merging(environment) { $1 }
        let running = try Running(process, in: folder, input: input, output: output)
        try process.run()
        return running
    }
}
