/// A job's place in the state file: a number that never changes while the state file lives.
package struct JobKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    package var number: Int64

    package init(_ number: Int64) { self.number = number }

    package static func < (left: JobKey, right: JobKey) -> Bool { left.number < right.number }
    package var description: String { "\(number)" }
}

/// One line of a job file: a scripted conversation.
package struct Job: Sendable {
    /// The name that the user gave, unique in the file; `line-<n>` if there is none.
    package var id: String
    /// The line of the job file, counted from 1.
    package var line: Int
    /// The provider's name; nil if the line names none, so that the run's provider is used.
    package var provider: String?
    /// The model; nil if the line names none, so that the default of the run or the provider is used.
    package var model: String?
    /// The opening history, encoded: the system message and the messages after it. The Responses API has ``instructions`` in
    /// place of a system message.
    package var opening: JSONItems
    /// The instructions of each request to the Responses API, a JSON string; nil if there are none.
    package var instructions: JSONText?
    /// The script, turn by turn. Never empty.
    package var turns: [Turn]
    /// Members of every request body besides `model` and `messages`, each as written in the line.
    package var parameters: Parameters
    /// The API that the rounds are requested from.
    package var api: API
    /// Answers to tool calls; nil if the line has none.
    package var toolScript: ToolScript?
    /// The most replies to one turn that may call tools; nil if the line does not set it.
    package var maxToolRounds: Int?
    /// The name under which a gateway groups the conversation's requests; nil if the line does not set it.
    package var sessionID: String?
    /// Jobs with a higher number start first.
    package var priority: Int

    package enum API: String, Sendable, CaseIterable {
        /// Chat completions: each turn continues those before.
        case chat
        /// Fill-in-the-middle completions: each turn is independent (https://api-docs.deepseek.com/guides/fim_completion).
        case fim
        /// Responses: each turn continues those before, which the server may keep
        /// (https://developers.openai.com/api/reference/resources/responses).
        case responses
    }

    package init(
        id: String, line: Int, provider: String? = nil, model: String? = nil, opening: JSONItems = JSONItems(), turns: [Turn],
        parameters: Parameters = Parameters(), api: API = .chat, instructions: JSONText? = nil, toolScript: ToolScript? = nil,
        maxToolRounds: Int? = nil, sessionID: String? = nil, priority: Int = 0
    ) {
        (self.id, self.line, self.provider, self.model) = (id, line, provider, model)
        (self.opening, self.turns, self.parameters, self.priority) = (opening, turns, parameters, priority)
        (self.api, self.instructions, self.toolScript, self.maxToolRounds) = (api, instructions, toolScript, maxToolRounds)
        self.sessionID = sessionID
    }

    /// The same conversation in the form of chat completions, for result files.
    var inChatForm: Job {
        guard api == .responses else { return self }
        var job = self
        job.api = .chat
        job.opening = JSONItems()
        if let instructions { job.opening.append { Message.write(role: "system", content: instructions, to: &$0) } }
        job.opening.append(contentsOf: opening)
        job.instructions = nil
        return job
    }

    /// Whether any request of the script carries `tools`.
    var hasTools: Bool { parameters.contains("tools") || turns.contains { $0.parameters.contains("tools") } }
}
