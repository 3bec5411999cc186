/// A job's answers to the calls of tools, written down before they are made.
///
/// The answers of a function stand in order, and the last of them stands for all calls that follow. Where some are for
/// certain arguments, a call with these is answered from them alone, in the same way.
package struct ToolScript: Sendable {
    package struct Answer: Sendable {
        /// The arguments that it is for; nil for all that no other answer is for.
        package var arguments: JSONValue?
        /// What the model is given.
        package var content: String

        package init(arguments: JSONValue? = nil, content: String) { (self.arguments, self.content) = (arguments, content) }
    }

    /// By the function's name.
    package private(set) var answers: [String: [Answer]]

    package init(_ answers: [String: [Answer]]) { self.answers = answers }

    /// How many calls were answered from each list of answers: by the function's name and the first answer of the list.
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
