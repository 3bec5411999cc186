import BatchEngine

/// The command that resumes a stopped run: the one that was typed, without the options that would start it over.
enum ResumeCommand {
    /// - Parameter paths: files of the run. Standard input cannot be read twice, so the state file replaces it.
    static func text(arguments: [String], paths: BatchPaths) -> String {
        var words: [String] = []
        for word in arguments where !["--fresh", "--retry-failed", "--restart-changed"].contains(word) {
            let isInput = paths.jobFile == "-" && word == "-" && !["-o", "--output"].contains(words.last)
            words.append(isInput ? paths.state : word)
        }
        return words.map(quoted).joined(separator: " ")
    }

    /// `word` as a shell reads it back.
    static func quoted(_ word: String) -> String {
        let isPlain = !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./:=,@%+".contains($0)) }
        return isPlain ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
