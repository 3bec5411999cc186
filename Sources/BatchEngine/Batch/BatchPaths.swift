import BatchCore
import Glibc

/// The files of a batch. They are beside the job file unless the user names others.
package struct BatchPaths: Sendable {
    /// Nil if a state file was named, whose jobs resume.
    package let jobFile: String?
    package let state: String
    /// Nil if no results are written.
    package let results: String?

    /// `jobs.jsonl` gives `jobs.batchrun.db` and `jobs.results.jsonl`; standard input gives `stdin.…` in the working folder.
    /// A path with the ending of state files is a state file, unless the options name one. A rehearsal has a separate state.
    init(argument: String, options: BatchOptions) {
        let isState = options.state.map { $0 == argument } ?? argument.hasSuffix(Self.stateSuffix)
        jobFile = isState ? nil : argument
        let stem = (argument == "-" ? "stdin" : Self.stem(of: argument)) + (options.isRehearsal ? ".rehearsal" : "")
        state = options.state ?? (isState ? argument : stem + Self.stateSuffix)
        results =
            switch options.results {
            case .besideState: Self.stem(ofState: state) + options.format.fileEnding
            case .file(let path): path
            case .none: nil
            }
    }

    /// Name of the jobs' file for messages.
    package var jobs: String { jobFile ?? state }

    /// - Throws: if the results would be written over the job file or the state. The state must be there.
    func refuseResultsOverInput() throws(BatchError) {
        guard let results else { return }
        for input in [state, jobFile].compactMap({ $0 }) { try Self.refuse(results, over: input) }
    }

    /// - Throws: if the folder of the results cannot be written, as far as that is known before the run.
    func refuseUnreachableResults() throws(BatchError) {
        guard let results, results != "-", !Self.isDeviceOrPipe(results) else { return }
        let folder = results.lastIndex(of: "/").map { $0 == results.startIndex ? "/" : String(results[..<$0]) } ?? "."
        guard unsafe access(folder, W_OK) != 0 else { return }
        throw BatchError(.resultsUnreachable(path: results, folder: folder))
    }

    /// - Throws: if both paths lead to the same file.
    package static func refuse(_ output: String, over input: String) throws(BatchError) {
        guard output != "-", input != "-", let one = file(output), let other = file(input), one == other else { return }
        throw BatchError(.resultsOverInput(input))
    }

    /// Such a file is written in place; others are written beside it first.
    private static func isDeviceOrPipe(_ path: String) -> Bool {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
    }

    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Device and number of a regular file.
    private static func file(_ path: String) -> [UInt64]? {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return [UInt64(status.st_dev), UInt64(status.st_ino)]
    }

    private static let stateSuffix = ".batchrun.db"

    /// The path of a state file without its ending.
    private static func stem(ofState path: String) -> String {
        path.hasSuffix(stateSuffix) ? String(path.dropLast(stateSuffix.count)) : stem(of: path)
    }

    private static func stem(of path: String) -> String {
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return path }
        return String(path.dropLast(name.distance(from: dot, to: name.endIndex)))
    }
}
