import BatchCore
import BatchEngine
import Glibc

/// Paths of the state and results files: next to the job file unless an option names others.
struct FilePaths: Sendable {
    /// Nil if a state file was named, to resume from it.
    var jobFile: String?
    var state: String
    var results: String

    /// `jobs.jsonl` gives `jobs.batchrun.db` and `jobs.results.jsonl`; standard input gives `stdin.…` in the working folder.
    /// A path with the ending of state files is one, unless another is given as the state. A rehearsal has its own state.
    init(argument: String, state: String?, output: String?, format: ResultFormat, isRehearsal: Bool = false) {
        let isState = state.map { $0 == argument } ?? argument.hasSuffix(Self.stateSuffix)
        jobFile = isState ? nil : argument
        let stem = (argument == "-" ? "stdin" : Self.stem(of: argument)) + (isRehearsal ? ".rehearsal" : "")
        self.state = state ?? (isState ? argument : stem + Self.stateSuffix)
        results = output ?? Self.stem(ofState: self.state) + format.fileEnding
    }

    /// Call it when the state file exists.
    /// - Throws: a failure if the results would overwrite the job file or the state.
    func refuseResultsInPlaceOfInput() throws(CommandFailure) {
        for input in [state, jobFile].compactMap({ $0 }) { try Self.refuse(results, inPlaceOf: input) }
    }

    /// - Throws: a failure if the folder of the results is missing or not writable.
    func refuseUnreachableResults() throws(CommandFailure) {
        guard results != "-" else { return }
        let folder = results.lastIndex(of: "/").map { $0 == results.startIndex ? "/" : String(results[..<$0]) } ?? "."
        guard unsafe access(folder, W_OK) != 0 else { return }
        throw CommandFailure(
            "The results cannot be written to \(results): the folder \(folder) is missing or not writable; nothing was sent.",
            hint: "Choose another file with -o.", status: .unwritable)
    }

    /// - Throws: a failure if both paths lead to the same file.
    static func refuse(_ output: String, inPlaceOf input: String) throws(CommandFailure) {
        guard output != "-", input != "-", let one = file(output), let other = file(input), one == other else { return }
        throw CommandFailure("The results would overwrite \(input).", hint: "Choose another file with -o.")
    }

    /// Identity of a regular file (device and inode); nil if there is none.
    private static func file(_ path: String) -> [UInt64]? {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return [UInt64(status.st_dev), UInt64(status.st_ino)]
    }

    static let stateSuffix = ".batchrun.db"

    /// A state file's path without its ending.
    static func stem(ofState path: String) -> String {
        path.hasSuffix(stateSuffix) ? String(path.dropLast(stateSuffix.count)) : stem(of: path)
    }

    private static func stem(of path: String) -> String {
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return path }
        return String(path.dropLast(name.distance(from: dot, to: name.endIndex)))
    }
}
