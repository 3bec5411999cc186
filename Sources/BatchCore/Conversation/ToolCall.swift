/// A call of a function that a model made (https://api-docs.deepseek.com/guides/tool_calls).
package struct ToolCall: Hashable, Sendable {
    /// Connects the answer with the call; nil if the provider sent none.
    package var id: String?
    /// The function's name; empty if the model omitted it.
    package var name: String
    /// The arguments as the model wrote them: usually the text of a JSON object.
    package var arguments: String

    package init(id: String?, name: String, arguments: String) { (self.id, self.name, self.arguments) = (id, name, arguments) }

    /// The calls in a reply's `tool_calls`.
    package static func all(in toolCalls: JSONText) -> [ToolCall] { all(in: toolCalls.root) }

    /// - Parameter toolCalls: an array in the form of chat completions.
    static func all(in toolCalls: JSONValue) -> [ToolCall] {
        toolCalls.elements.map { call in
            let function = call["function"]
            // Some servers send the arguments as an object instead of its text.
            let arguments = function?["arguments"].map { $0.string ?? String(decoding: $0.raw, as: UTF8.self) }
            return ToolCall(id: call["id"]?.string, name: function?["name"]?.string ?? "", arguments: arguments ?? "")
        }
    }

    /// The reason why the arguments are not valid; nil if they are a JSON object. A call without arguments counts as `{}`.
    ///
    /// These words are sent to the model, and a resumed run must send the same bytes. So they never change.
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

/// A program's answer to a tool call.
package struct ToolAnswer: Hashable, Sendable {
    /// The round whose reply made the call.
    package var round: Int
    /// The number of the call in the round, counted from 1.
    package var call: Int
    /// The function's name.
    package var name: String
    package var content: String
    /// The run time of the program.
    package var latency: Duration
    package var answeredAt: Instant

    package init(round: Int, call: Int, name: String, content: String, latency: Duration, answeredAt: Instant) {
        (self.round, self.call, self.name, self.content) = (round, call, name, content)
        (self.latency, self.answeredAt) = (latency, answeredAt)
    }
}
