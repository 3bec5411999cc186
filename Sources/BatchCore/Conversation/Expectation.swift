/// The conditions for a reply to count as the answer to its turn.
package struct Expectation: Sendable {
    /// Whether the text must be JSON; nil if the job does not set it, which means no.
    package var isJSON: Bool?
    /// The JSON Schema that the text must match.
    package var schema: JSONSchema?
    /// The pattern that the text must contain a match of.
    package var pattern: TextPattern?
    /// Texts that the reply must contain.
    package var contains: [String] = []
    /// The finish reasons that are accepted; nil for all.
    package var finishReasons: [String]?
    /// How often a turn is requested again after an unexpected reply.
    package var reasks = 2

    package init() {}

    /// The reason why a reply does not meet the expectation; nil if it does.
    /// - Parameter text: the reply's text, including its prefill.
    func shortfall(of text: String, finishReason: String?) -> Failure? {
        if let finishReasons, !finishReasons.contains(finishReason ?? "") {
            let wanted = finishReasons.map { "\"\($0)\"" }.alternatives
            return Self.unmet("it ended with finish_reason \(finishReason.map { "\"\($0)\"" } ?? "null"), not \(wanted)")
        }
        if isJSON == true || schema != nil, let failure = shortfall(ofJSON: text, finishReason: finishReason) { return failure }
        if let pattern, !pattern.matches(text) { return Self.unmet("nothing in it matches \(pattern.source)") }
        for wanted in contains where !text.contains(wanted) { return Self.unmet("it does not contain \"\(wanted)\"") }
        return nil
    }

    private func shortfall(ofJSON text: String, finishReason: String?) -> Failure? {
        do {
            let value = try JSONDocument(text).root
            return schema?.violation(in: value).map { violation in
                let place = violation.pointer.isEmpty ? "it" : violation.pointer
                return Self.unmet("\(place) \(violation.message)")
            }
        } catch {
            let cut = Reply.isCut(finishReason) ? "; it was cut at the token limit, so raise max_tokens" : ""
            return Failure(code: "invalid_json", message: "the reply is not valid JSON: \(error.message)\(cut)")
        }
    }

    private static func unmet(_ what: String) -> Failure {
        // Names in the reply may be of any length, with any characters.
        Failure(code: "expectation_unmet", message: ShortText.of("the reply is not as expected: \(what)"))
    }
}
