/// A call of a function that a model made (https://api-docs.deepseek.com/guides/tool_calls).
package struct ToolCall: Hashable, Sendable {
    /// Ties the answer to the call; nil if the provider gave none.
    package var id: String?
    /// The function's name; empty if the model left it out.
    package var name: String
    /// As the model wrote them: usually the text of a JSON object.
    package var arguments: String

    package init(id: String?, name: String, arguments: String) { (self.id, self.name, self.arguments) = (id, name, arguments) }

    /// The calls in a reply's `tool_calls`.
    package static func all(in toolCalls: JSONText) -> [ToolCall] { all(in: toolCalls.root) }

    /// - Parameter toolCalls: an array in the form of chat completions.
    static func all(in toolCalls: JSONValue) -> [ToolCall] {
        toolCalls.elements.map { call in
            let function = call["function"]
            // Some servers give the arguments as an object and not as its text.
            let arguments = function?["arguments"].map { $0.string ?? String(decoding: $0.raw, as: UTF8.self) }
            return ToolCall(id: call["id"]?.string, name: function?["name"]?.string ?? "", arguments: arguments ?? "")
        }
    }

    /// Why the arguments cannot be read; nil if they are a JSON object. A call without any counts as `{}`.
    ///
    /// The model is sent these words, and a resumed run repeats them, so they never change.
    var fault: String? {
        guard !arguments.allSatisfy(\.isWhitespace) else { return nil }
        do {
            let root = try JSONDocument(arguments).root
            return root.kind == .object ? nil : "they are not an object"
        } catch {
            return "they are no JSON: \(error.message)"
        }
    }
}

/// What a program answered to a call of a tool.
package struct ToolAnswer: Hashable, Sendable {
    /// The round whose reply made the call.
    package var round: Int
    /// Which of the round's calls, counted from 1.
    package var call: Int
    /// The function's name.
    package var name: String
    package var content: String
    /// How long the program took.
    package var latency: Duration
    package var answeredAt: Instant

    package init(round: Int, call: Int, name: String, content: String, latency: Duration, answeredAt: Instant) {
        (self.round, self.call, self.name, self.content) = (round, call, name, content)
        (self.latency, self.answeredAt) = (latency, answeredAt)
    }
}
