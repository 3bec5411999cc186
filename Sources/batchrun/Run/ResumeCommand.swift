/// The command that goes on with a stopped run: the one that was typed, less what would begin it anew.
enum ResumeCommand {
    static func text(arguments: [String]) -> String {
        arguments.filter { !["--fresh", "--retry-failed", "--restart-changed"].contains($0) }.map(quoted).joined(separator: " ")
    }

    /// `word` as a shell reads it back.
    static func quoted(_ word: String) -> String {
        let isPlain = !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./:=,@%+".contains($0)) }
        return isPlain ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
