/// The forms that a line of a job file may have. Each is told by its members and read by a file of its own.
package enum JobLineForm: String, Hashable, Sendable, CaseIterable {
    /// The project's own: `turns` and what stands beside them.
    case native
    /// MT-Bench's questions: `question_id`, `category`, `turns`, and for some `reference`.
    case mtBench = "mt-bench"
    /// The input lines of OpenAI's Batch API, and Together's and Mistral's: `custom_id`, `body`, and for some `method` and `url`.
    case openAIBatch = "openai-batch"
    /// ShareGPT's conversations: `conversations` with `from` and `value`.
    case shareGPT = "sharegpt"
    /// Conversations as sets for training and evaluation have them: `messages` with `role` and `content`.
    case messages
    /// AIPerf's conversations: `session_id` and `turns` with `text`.
    case aiPerf = "aiperf"
    /// GenAI-Perf's conversations, a line for each turn: `session_id` and `text`.
    case genAIPerf = "genai-perf"

    /// The form for people.
    package var title: String {
        switch self {
        case .native: "native"
        case .mtBench: "MT-Bench"
        case .openAIBatch: "OpenAI Batch"
        case .shareGPT: "ShareGPT"
        case .messages: "messages"
        case .aiPerf: "AIPerf"
        case .genAIPerf: "GenAI-Perf"
        }
    }

    /// The member that holds the job's id.
    var idMember: String {
        switch self {
        case .native, .shareGPT, .messages: "id"
        case .mtBench: "question_id"
        case .openAIBatch: "custom_id"
        case .aiPerf, .genAIPerf: "session_id"
        }
    }

    /// The form that the members of `root` tell. A line that tells none is taken for native, whose faults name what it lacks.
    init(recognising root: JSONValue) {
        if root["question_id"] != nil {
            self = .mtBench
        } else if let turns = root["turns"] {
            self = AIPerfTurnMember.tell(turns[0]) ? .aiPerf : .native
        } else if root["custom_id"] != nil {
            self = .openAIBatch
        } else if root["conversations"] != nil {
            self = .shareGPT
        } else if root["messages"] != nil, !NativeMember.tell(root) {
            self = .messages
        } else if root["session_id"] != nil, GenAIPerfMember.tell(root) {
            self = .genAIPerf
        } else {
            self = .native
        }
    }
}

extension JobLineReader {
    /// What the line is of, where it is what a run has written.
    private static func output(_ root: JSONValue) -> String? {
        if root["rounds"]?.kind == .array, root["status"]?.kind == .string, root["messages"]?.kind == .array { return "batchrun's results" }
        if root["choices"]?[0]?["turns"]?.kind == .array, root["answer_id"] != nil { return "answers for FastChat's judge" }
        return nil
    }

    /// Reads the line in its form; nil or a job of no use where a fault was found.
    /// - Parameter further: the parts of a session after the first.
    mutating func readLine(_ root: JSONValue, _ further: [JSONDocument], as form: JobLineForm) -> Job? {
        guard root.kind == .object else {
            fault("a line must be a JSON object, and this is \(Self.name(of: root.kind))", at: root)
            return nil
        }
        if let output = Self.output(root) {
            fault("this is a line of \(output), which asks nothing", at: root, hint: "name the job file")
            return nil
        }
        switch form {
        case .native: return readNative(root)
        case .mtBench: return readMTBench(root)
        case .openAIBatch: return readOpenAIBatch(root)
        case .shareGPT: return readShareGPT(root)
        case .messages: return readMessages(root)
        case .aiPerf: return readAIPerf(root)
        case .genAIPerf: return readGenAIPerf([root] + further.map(\.root))
        }
    }
}
