import BatchCore
import BatchEngine

extension IngestLine {
    /// A line of one question.
    static func sample(
        _ id: String, line: Int, priority: Int = 0, provider: String = "", turns: Int = 2, says words: String = "Why?"
    ) -> IngestLine {
        IngestLine(
            id: id, line: line, text: Array(#"{"id":"\#(id)","turns":["\#(words)"]}"#.utf8)[...], priority: priority,
            provider: provider, turns: turns)
    }
}
