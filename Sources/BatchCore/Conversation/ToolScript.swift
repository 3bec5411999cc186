/// A job's prepared answers to tool calls.
///
/// The answers of a function are used in order, and the last one is used for all later calls. Answers for certain arguments are used the
/// same way, and calls with these arguments get no others.
package struct ToolScript: Sendable {
    package struct Answer: Sendable {
        /// The arguments that it answers; nil for all arguments without an answer of their own.
        package var arguments: JSONValue?
        /// The text for the model.
        package var content: String

        package init(arguments: JSONValue? = nil, content: String) { (self.arguments, self.content) = (arguments, content) }
    }

    /// By the function's name.
    package private(set) var answers: [String: [Answer]]

    package init(_ answers: [String: [Answer]]) { self.answers = answers }

    /// The number of calls answered from each list of answers, by the function's name and the index of the list's first answer.
    typealias Uses = [String: [Int: Int]]

    /// The next answer; nil if the script has none for the call.
    func answer(to call: ToolCall, _ uses: inout Uses) -> String? {
        guard let all = answers[call.name] else { return nil }
        let text = call.arguments.allSatisfy(\.isWhitespace) ? "{}" : call.arguments
        let given = JSONValue(foreign: text)
        var places = all.indices.filter { place in
            guard let wanted = all[place].arguments, let given else { return false }
            return wanted.isEqual(to: given)
        }
        if places.isEmpty { places = all.indices.filter { all[$0].arguments == nil } }
        guard let first = places.first else { return nil }
        let used = uses[call.name, default: [:]][first, default: 0]
        uses[call.name, default: [:]][first] = used + 1
        return all[places[min(used, places.count - 1)]].content
    }
}
