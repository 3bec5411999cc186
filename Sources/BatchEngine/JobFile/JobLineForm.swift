/// The forms that a line of a job file may have. Each is told by its members and read by a file of its own.
public enum JobLineForm: String, Hashable, Sendable, CaseIterable {
    /// The project's own: `turns` and what stands beside them.
    case native
    /// MT-Bench's questions: `question_id`, `category`, `turns`, and for some `reference`.
    case mtBench = "mt-bench"
    /// The input lines of OpenAI's Batch API: `custom_id`, `method`, `url`, `body`.
    case openAIBatch = "openai-batch"
    /// ShareGPT's conversations: `conversations` with `from` and `value`.
    case shareGPT = "sharegpt"

    /// The form for people.
    public var title: String {
        switch self {
        case .native: "native"
        case .mtBench: "MT-Bench"
        case .openAIBatch: "OpenAI Batch"
        case .shareGPT: "ShareGPT"
        }
    }

    /// The member that holds the job's id.
    var idMember: String {
        switch self {
        case .native, .shareGPT: "id"
        case .mtBench: "question_id"
        case .openAIBatch: "custom_id"
        }
    }

    /// The form that the members of `root` tell. A line that tells none is taken for native, whose faults name what it lacks.
    init(recognising root: JSONValue) {
        if root["question_id"] != nil {
            self = .mtBench
        } else if root["turns"] != nil {
            self = .native
        } else if root["custom_id"] != nil {
            self = .openAIBatch
        } else if root["conversations"] != nil {
            self = .shareGPT
        } else {
            self = .native
        }
    }
}

extension JobLineReader {
    /// Reads the line in its form; nil or a job of no use where a fault was found.
    mutating func readLine(_ root: JSONValue, as form: JobLineForm) -> Job? {
        guard root.kind == .object else {
            fault("a line must be a JSON object, and this is \(Self.name(of: root.kind))", at: root)
            return nil
        }
        switch form {
        case .native: return readNative(root)
        case .mtBench: return readMTBench(root)
        case .openAIBatch: refuse(form, at: root, toldBy: "custom_id")
        case .shareGPT: refuse(form, at: root, toldBy: "conversations")
        }
        return nil
    }

    private mutating func refuse(_ form: JobLineForm, at root: JSONValue, toldBy member: String) {
        fault(
            "this is a line in the form of \(form.title) (it has \"\(member)\"), which is not supported by this version",
            at: root[member] ?? root, member: member, hint: "write the script as \"turns\"")
    }
}
