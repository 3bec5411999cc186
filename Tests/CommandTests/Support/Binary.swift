import Foundation

/// The built command, run from outside as a user would.
enum Binary {
    /// What a process left behind.
    struct Outcome: Sendable {
        var status: Int32
        /// Whether it was ended by a signal, whose number ``status`` then is.
        var wasKilled: Bool
        var output: String
        var errors: String

        var lastErrorLine: String { errors.split(separator: "\n").last.map(String.init) ?? "" }
    }

    /// The command stands beside the test bundle.
    static let path: String = {
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let found = [bundle, bundle.deletingLastPathComponent()].map { $0.appendingPathComponent("batchrun").path }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        return found ?? "batchrun"
    }()

    /// Starts the command. Keys of the tester's own environment do not reach it.
    static func start(_ arguments: [String], in folder: Folder, environment: [String: String] = [:], input: Data? = nil) throws -> Running {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": folder.path].merging(environment) { $1 }
        let running = try Running(process, in: folder, input: input)
        try process.run()
        return running
    }

    /// Runs the command to its end.
    static func run(
        _ arguments: [String], in folder: Folder, environment: [String: String] = [:], input: Data? = nil
    ) throws -> Outcome {
        try start(arguments, in: folder, environment: environment, input: input).wait()
    }
}

/// A command under way. Its output goes to files, so that no pipe can fill up.
final class Running {
    let process: Process
    private let output: URL
    private let errors: URL

    init(_ process: Process, in folder: Folder, input: Data?) throws {
        self.process = process
        let name = UUID().uuidString
        output = folder.url.appendingPathComponent(".\(name).out")
        errors = folder.url.appendingPathComponent(".\(name).err")
        for url in [output, errors] { _ = FileManager.default.createFile(atPath: url.path, contents: nil) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        if let input {
            let url = folder.url.appendingPathComponent(".\(name).in")
            try input.write(to: url)
            process.standardInput = try FileHandle(forReadingFrom: url)
        } else {
            process.standardInput = FileHandle.nullDevice
        }
    }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// What it has written to standard error so far.
    var errorsSoFar: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

    func wait() throws -> Binary.Outcome {
        process.waitUntilExit()
        return Binary.Outcome(
            status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
            output: try String(contentsOf: output, encoding: .utf8), errors: try String(contentsOf: errors, encoding: .utf8))
    }
}

/// A folder of a test's own, taken away with it.
final class Folder {
    let url: URL
    var path: String { url.path }

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("batchrun-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ name: String, _ text: String) throws { try Data(text.utf8).write(to: url.appendingPathComponent(name)) }
    func read(_ name: String) throws -> String { try String(contentsOf: url.appendingPathComponent(name), encoding: .utf8) }
    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: url.appendingPathComponent(name).path) }

    /// The lines of a JSONL file as dictionaries.
    func lines(_ name: String) throws -> [[String: Any]] {
        try read(name).split(separator: "\n").map { line in
            guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
                throw CocoaError(.fileReadCorruptFile)
            }
            return object
        }
    }
}
