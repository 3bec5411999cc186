/// The formats that results can be written in.
public enum ResultFormat: String, Hashable, Sendable, CaseIterable {
    /// The project's own: all that is known of a job.
    case results
    /// The output lines of OpenAI's Batch API (https://platform.openai.com/docs/api-reference/batch/request-output).
    case openAIBatch = "openai-batch"
    /// Chat examples for fine-tuning (https://platform.openai.com/docs/guides/supervised-fine-tuning).
    case messages
    /// ShareGPT's conversations, as LLaMA-Factory and axolotl read them, one a line.
    case shareGPT = "sharegpt"
    /// The same as one JSON array, which FastChat's trainer wants.
    case shareGPTArray = "sharegpt-array"
    /// The answers of MT-Bench (https://github.com/lm-sys/FastChat, `fastchat/llm_judge`).
    case fastChat = "fastchat"
    /// What each round used and cost.
    case csv

    /// The jobs that are written unless the user chooses.
    var statuses: Set<JobResult.Status> {
        switch self {
        case .results, .openAIBatch, .csv: Set(JobResult.Status.allCases)
        case .messages, .shareGPT, .shareGPTArray, .fastChat: [.completed]
        }
    }

    /// Whether it has a place for chains of thought.
    package var holdsReasoning: Bool {
        switch self {
        case .results, .openAIBatch, .messages, .shareGPT, .shareGPTArray: true
        case .fastChat, .csv: false
        }
    }

    /// How the name of a file in this format ends, behind that of the job file.
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

/// Why a job that was wanted is not in a format's file.
public enum LeftOut: Hashable, Sendable, CaseIterable {
    /// It fills gaps, and the format holds conversations.
    case gaps
    /// Nothing in it is an answer that can be given, or learned from.
    case noAnswer
    /// A reply of it was cut or called a tool wrongly, and the format cannot say that it is not to be learned.
    case flawed
    /// A message of it is more than text.
    case notText
}
