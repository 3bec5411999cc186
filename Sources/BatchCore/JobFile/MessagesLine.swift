/// The members of a line of a set for training or evaluation that mean something to the run; all others are kept for the
/// result (https://developers.openai.com/api/docs/guides/supervised-fine-tuning).
enum MessagesMember: String, CaseIterable {
    case id, messages, system, model

    /// Members of a chat request that such a line may have beside its messages, so that a request's body is a line too.
    private static let parameters: Set<String> = [
        "tools", "tool_choice", "parallel_tool_calls", "functions", "function_call", "response_format", "temperature", "top_p", "top_k",
        "min_p", "max_tokens", "max_completion_tokens", "stop", "seed", "presence_penalty", "frequency_penalty", "repetition_penalty",
        "logit_bias", "logprobs", "top_logprobs", "thinking", "reasoning_effort", "chat_template_kwargs", "stream", "stream_options", "n",
    ]

    static func isParameter(_ name: String) -> Bool { parameters.contains(name) }

    /// The member of a message that says whether it is trained on, and is not sent.
    static let weight = "weight"

    static func metadata(of root: JSONValue, _ reading: JobReading) -> [UInt8]? {
        let script = MessageScript(root["messages"]?.elements ?? [], reading, ending: .reference)
        return ForeignMetadata.object(root, reference: script.reference) { member in
            !member.value.isNull && MessagesMember(rawValue: member.name) == nil && !isParameter(member.name)
        }
    }
}

extension JobLineReader {
    mutating func readMessages(_ root: JSONValue) -> Job? {
        var job = Job(id: "", line: line, turns: [])
        var parameters: [Parameters.Member] = []
        let members = root.members
        for (member, name) in zip(members, names(of: members)) where !member.value.isNull || name == "messages" {
            switch MessagesMember(rawValue: name) {
            case .id: job.id = spelledID(member.value, of: name) ?? ""
            case .model: job.model = text(member.value, of: name)
            case .messages, .system: break
            case nil: if MessagesMember.isParameter(name) { readBodyMember(member, name, of: .chat, to: &parameters) }
            }
        }
        job.parameters = Parameters(parameters)
        if let system = root["system"], !system.isNull { readSystem(system, of: root["messages"], into: &job) }
        if let messages = root["messages"] { readScript(messages, into: &job, ending: .reference, without: MessagesMember.weight) }
        complete(&job)
        return job
    }

    /// The system message that stands beside the others. One among them goes before it
    /// (https://github.com/hiyouga/LLaMA-Factory, `data/README.md`).
    private mutating func readSystem(_ system: JSONValue, of messages: JSONValue?, into job: inout Job) {
        guard system.kind == .string else { return faultKind(system, of: "system", expected: "a string") }
        guard messages?[0]?["role"]?.string != "system", system.string?.isEmpty == false else { return }
        Message.append(role: "system", rawContent: system.raw, to: &job.opening)
    }
}
