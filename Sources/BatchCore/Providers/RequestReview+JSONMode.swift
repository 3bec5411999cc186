extension RequestReview {
    /// A model in JSON mode may write white space until its tokens are used up if the messages do not mention JSON
    /// (https://api-docs.deepseek.com/guides/json_mode).
    func reviewWordJSON(_ job: Job, _ remarks: inout RemarkList) {
        let ofJob = Self.asksForJSON(job.parameters) ?? false
        guard ofJob || job.turns.contains(where: { $0.parameters.contains("response_format") }) else { return }
        var hasWord = Self.openingHasWord(job.opening)
        for (index, turn) in job.turns.enumerated() where !hasWord {
            hasWord = Self.hasWord(turn.content.root)
            guard !hasWord, Self.asksForJSON(turn.parameters) ?? ofJob else { continue }
            let place = JobPlace("user", turn: index + 1)
            return remarks.add(
                JobRemark(
                    .warning(code: "json_word_missing", kind: "\(model.title) json"), at: place,
                    message:
                        "turn \(index + 1) asks \(modelName) for JSON, and neither the system's nor the user's words say so until then",
                    hint: "write the word \"json\" there, with an example"))
        }
    }

    /// Nil if the parameters do not set a format.
    private static func asksForJSON(_ parameters: Parameters) -> Bool? {
        parameters["response_format"].map { $0.root["type"]?.string == "json_object" }
    }

    private static func openingHasWord(_ opening: JSONItems) -> Bool {
        opening.elements.contains { message in
            guard let content = message["content"], let role = message["role"]?.string, role != "assistant", role != "tool" else {
                return false
            }
            return hasWord(content)
        }
    }

    /// Whether the text of a message or of one of its parts contains the word in any case.
    private static func hasWord(_ content: JSONValue) -> Bool {
        if content.kind == .array { return content.elements.contains { $0["text"].map(hasWord) ?? false } }
        return content.string?.lowercased().contains("json") ?? false
    }
}
