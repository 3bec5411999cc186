/// A job's place in the state file: a number that never changes while the state file lives.
package struct JobKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    package var number: Int64

    package init(_ number: Int64) { self.number = number }

    package static func < (left: JobKey, right: JobKey) -> Bool { left.number < right.number }
    package var description: String { "\(number)" }
}

/// One line of a job file: a scripted conversation.
package struct Job: Sendable {
    /// The name that the user gave, unique in the file; `line-<n>` where none was given.
    package var id: String
    /// The line of the job file, counted from 1.
    package var line: Int
    /// The provider's name, where the line names one; else the command line's is meant.
    package var provider: String?
    /// The model, where the line names one; else the command line's or the provider's default is meant.
    package var model: String?
    /// The opening history, encoded: messages separated by commas, without brackets. Includes the system message, but for
    /// the Responses API, which has ``instructions`` for it.
    package var opening: [UInt8]
    /// What the Responses API is told beside the conversation with every request: a JSON string; nil where there is nothing.
    package var instructions: [UInt8]?
    /// What the script says, turn by turn. Never empty.
    package var turns: [Turn]
    /// Members of every request body besides `model` and `messages`, each as written in the line.
    package var parameters: Parameters
    /// Which API the rounds are asked of.
    package var api: API
    /// Answers to the calls of tools; nil where the line has none.
    package var toolScript: ToolScript?
    /// How many replies to one turn may call tools; nil where the line does not say.
    package var maxToolRounds: Int?
    /// Under which name a gateway keeps the conversation's requests together; nil where the line does not say.
    package var sessionID: String?
    /// Higher first.
    package var priority: Int

    package enum API: String, Sendable, CaseIterable {
        /// Chat completions: each turn goes on from those before.
        case chat
        /// Fill-in-the-middle completions: each turn stands for itself (https://api-docs.deepseek.com/guides/fim_completion).
        case fim
        /// Responses: each turn goes on from those before, which the server may keep
        /// (https://developers.openai.com/api/reference/resources/responses).
        case responses
    }

    package init(
        id: String, line: Int, provider: String? = nil, model: String? = nil, opening: [UInt8] = [], turns: [Turn],
        parameters: Parameters = Parameters(), api: API = .chat, instructions: [UInt8]? = nil, toolScript: ToolScript? = nil,
        maxToolRounds: Int? = nil, sessionID: String? = nil, priority: Int = 0
    ) {
        (self.id, self.line, self.provider, self.model) = (id, line, provider, model)
        (self.opening, self.turns, self.parameters, self.priority) = (opening, turns, parameters, priority)
        (self.api, self.instructions, self.toolScript, self.maxToolRounds) = (api, instructions, toolScript, maxToolRounds)
        self.sessionID = sessionID
    }

    /// The same conversation in the form of chat completions, for those who read it.
    var inChatForm: Job {
        guard api == .responses else { return self }
        var job = self
        job.api = .chat
        job.opening = []
        if let instructions { Message.append(role: "system", rawContent: instructions, to: &job.opening) }
        if !job.opening.isEmpty, !opening.isEmpty { job.opening.append(UInt8(ascii: ",")) }
        job.opening.append(contentsOf: opening)
        job.instructions = nil
        return job
    }

    /// Whether any request of the script carries `tools`.
    var hasTools: Bool { parameters.contains("tools") || turns.contains { $0.parameters.contains("tools") } }
}
