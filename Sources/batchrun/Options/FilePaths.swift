/// Where things are kept: beside the job file unless said otherwise.
struct FilePaths: Sendable {
    /// Nil where a state file was named to go on with.
    var jobFile: String?
    var state: String
    var results: String

    /// `jobs.jsonl` gives `jobs.batchrun.db` and `jobs.results.jsonl`; standard input gives `stdin.…` in the working folder.
    /// A path that ends as state files do is one, unless another is named as the state.
    init(argument: String, state: String?, output: String?) {
        let isState = state.map { $0 == argument } ?? argument.hasSuffix(Self.stateSuffix)
        jobFile = isState ? nil : argument
        self.state = state ?? (isState ? argument : (argument == "-" ? "stdin" : Self.stem(of: argument)) + Self.stateSuffix)
        results = output ?? Self.stem(ofState: self.state) + ".results.jsonl"
    }

    static let stateSuffix = ".batchrun.db"

    /// The path of a state file without its ending.
    static func stem(ofState path: String) -> String {
        path.hasSuffix(stateSuffix) ? String(path.dropLast(stateSuffix.count)) : stem(of: path)
    }

    private static func stem(of path: String) -> String {
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return path }
        return String(path.dropLast(name.distance(from: dot, to: name.endIndex)))
    }
}
