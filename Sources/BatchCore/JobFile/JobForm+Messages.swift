extension JobForm {
    /// Conversations of sets for training and evaluation: `messages` with `role` and `content`
    /// (https://developers.openai.com/api/docs/guides/supervised-fine-tuning).
    package static let messages = JobForm(
        name: "messages", title: "messages", idMember: MessagesMember.id.rawValue,
        recognises: { $0[MessagesMember.messages.rawValue] != nil && !NativeMember.isMeant(by: $0) },
        job: MessagesLine.job, metadata: MessagesLine.metadata, history: { ($0["messages"]?.elements ?? []).dropLast() },
        hintOfRepeatedID: ForeignLine.hintOfRepeatedID)
}

/// The members of a line that the run uses. All others are kept for the result.
private enum MessagesMember: String {
    case id, messages, system, model
}

/// A line that holds a conversation as messages.
private enum MessagesLine {
    /// The member of a message that sets whether it is learned. It is not sent.
    private static let weight = "weight"

    static func metadata(_ root: JSONValue, _ reading: JobReading) -> JSONText? {
        let script = MessageScript(root["messages"]?.elements ?? [], reading, ending: .reference)
        return ForeignLine.metadata(root, reference: script.reference) { member in
            !member.value.isNull && MessagesMember(rawValue: member.name) == nil && !ForeignLine.isParameter(member.name)
        }
    }

    static func job(_ root: JSONValue, _ line: inout LineContext) -> Job? {
        var job = line.emptyJob
        var parameters: [Parameters.Member] = []
        let members = root.members
        for (member, name) in zip(members, line.names(of: members)) where !member.value.isNull || name == "messages" {
            switch MessagesMember(rawValue: name) {
            case .id: job.id = line.spelledID(member.value, of: name) ?? ""
            case .model: job.model = line.text(member.value, of: name)
            case .messages, .system: break
            case nil: if ForeignLine.isParameter(name) { ForeignLine.add(member, name, of: .chat, to: &parameters, &line) }
            }
        }
        job.parameters = Parameters(parameters)
        if let system = root["system"], !system.isNull { readSystem(system, of: root["messages"], into: &job, &line) }
        if let messages = root["messages"] { MessageScript.read(messages, into: &job, ending: .reference, without: weight, &line) }
        ForeignLine.complete(&job, line)
        return job
    }

    /// Reads the member `system`. A system message in `messages` overrides it
    /// (https://github.com/hiyouga/LLaMA-Factory, `data/README.md`).
    private static func readSystem(_ system: JSONValue, of messages: JSONValue?, into job: inout Job, _ line: inout LineContext) {
        guard system.kind == .string else { return line.faultKind(system, of: "system", expected: "a string") }
        guard messages?[0]?["role"]?.string != "system", system.string?.isEmpty == false else { return }
        job.opening.append { Message.write(role: "system", content: system.text, to: &$0) }
    }
}
