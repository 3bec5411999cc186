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
    /// Higher first.
    public var priority: Int

    public init(
        id: String, line: Int, provider: String? = nil, model: String? = nil, opening: [UInt8] = [], turns: [Turn],
        parameters: Parameters = Parameters(), priority: Int = 0
    ) {
        (self.id, self.line, self.provider, self.model) = (id, line, provider, model)
        (self.opening, self.turns, self.parameters, self.priority) = (opening, turns, parameters, priority)
    }

    /// Whether any request of the script carries `tools`.
    var hasTools: Bool { parameters.contains("tools") || turns.contains { $0.parameters.contains("tools") } }
}

/// What the script says next.
public struct Turn: Sendable {
    /// The content of the user's message: a JSON string, or an array of content parts, as written.
    public var content: [UInt8]
    /// Parameters that hold for this turn alone; they go before the job's.
    public var parameters: Parameters

    public init(content: [UInt8], parameters: Parameters = Parameters()) {
        (self.content, self.parameters) = (content, parameters)
    }
}
