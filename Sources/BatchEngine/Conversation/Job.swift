/// A job's place in the state file: a number that never changes while the state file lives.
public struct JobKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    public var number: Int64

    public init(_ number: Int64) { self.number = number }

    public static func < (left: JobKey, right: JobKey) -> Bool { left.number < right.number }
    public var description: String { "\(number)" }
}

/// One line of a job file: a scripted conversation.
public struct Job: Sendable {
    /// The name that the user gave, unique in the file; `line-<n>` where none was given.
    public var id: String
    /// The line of the job file, counted from 1.
    public var line: Int
    /// The provider's name, where the line names one; else the command line's is meant.
    public var provider: String?
    /// The model, where the line names one; else the command line's or the provider's default is meant.
    public var model: String?
    /// The opening history, encoded: messages separated by commas, without brackets. Includes the system message.
    public var opening: [UInt8]
    /// What the script says, turn by turn. Never empty.
    public var turns: [Turn]
    /// Members of every request body besides `model` and `messages`, each as written in the line.
    public var parameters: Parameters
    /// Which API the rounds are asked of.
    public var api: API
    /// Answers to the calls of tools; nil where the line has none.
    public var toolScript: ToolScript?
    /// How many replies to one turn may call tools; nil where the line does not say.
    public var maxToolRounds: Int?
    /// Higher first.
    public var priority: Int

    public enum API: String, Sendable, CaseIterable {
        /// Chat completions: each turn goes on from those before.
        case chat
        /// Fill-in-the-middle completions: each turn stands for itself (https://api-docs.deepseek.com/guides/fim_completion).
        case fim
    }

    public init(
        id: String, line: Int, provider: String? = nil, model: String? = nil, opening: [UInt8] = [], turns: [Turn],
        parameters: Parameters = Parameters(), api: API = .chat, toolScript: ToolScript? = nil, maxToolRounds: Int? = nil,
        priority: Int = 0
    ) {
        (self.id, self.line, self.provider, self.model) = (id, line, provider, model)
        (self.opening, self.turns, self.parameters, self.priority) = (opening, turns, parameters, priority)
        (self.api, self.toolScript, self.maxToolRounds) = (api, toolScript, maxToolRounds)
    }

    /// Whether any request of the script carries `tools`.
    var hasTools: Bool { parameters.contains("tools") || turns.contains { $0.parameters.contains("tools") } }
}
