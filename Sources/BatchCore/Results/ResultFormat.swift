/// The formats of results.
public enum ResultFormat: String, Hashable, Sendable, CaseIterable {
    /// The project's own format: everything known about a job.
    case results
    /// The output lines of OpenAI's Batch API (https://platform.openai.com/docs/api-reference/batch/request-output).
    case openAIBatch = "openai-batch"
    /// Chat examples for fine-tuning (https://platform.openai.com/docs/guides/supervised-fine-tuning).
    case messages
    /// ShareGPT's conversations in the form of LLaMA-Factory and axolotl, one a line.
    case shareGPT = "sharegpt"
    /// The same as one JSON array, which FastChat's trainer requires.
    case shareGPTArray = "sharegpt-array"
    /// The answers of MT-Bench (https://github.com/lm-sys/FastChat, `fastchat/llm_judge`).
    case fastChat = "fastchat"
    /// The usage and cost of each round.
    case csv

    /// The jobs that are written if the user does not choose.
    var statuses: Set<JobResult.Status> {
        switch self {
        case .results, .openAIBatch, .csv: Set(JobResult.Status.allCases)
        case .messages, .shareGPT, .shareGPTArray, .fastChat: [.completed]
        }
    }

    /// Whether the format can contain reasoning.
    package var holdsReasoning: Bool {
        switch self {
        case .results, .openAIBatch, .messages, .shareGPT, .shareGPTArray: true
        case .fastChat, .csv: false
        }
    }

    /// The suffix of a file in this format, after the name of the job file.
    package var fileEnding: String {
        switch self {
        case .results: ".results.jsonl"
        case .openAIBatch: ".openai-batch.jsonl"
        case .messages: ".messages.jsonl"
        case .shareGPT: ".sharegpt.jsonl"
        case .shareGPTArray: ".sharegpt.json"
        case .fastChat: ".fastchat.jsonl"
        case .csv: ".usage.csv"
        }
    }
}

/// The reason why a selected job is not in the file.
public enum LeftOut: Hashable, Sendable, CaseIterable {
    /// It fills gaps (FIM), and the format contains conversations.
    case gaps
    /// It contains no usable answer.
    case noAnswer
    /// A reply was truncated or called a tool wrongly, and the format cannot exclude a message from training.
    case flawed
    /// A message contains more than text.
    case notText
}
