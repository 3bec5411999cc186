/// The members of a conversation as ShareGPT has it, of which all others are kept for the result (https://github.com/lm-sys/FastChat,
/// `data/dummy_conversation.json`; https://github.com/hiyouga/LLaMA-Factory, `data/README.md`).
enum ShareGPTMember: String, CaseIterable {
    case id, conversations, system, tools

    static func metadata(of root: JSONValue) -> [UInt8]? {
        let said = root["conversations"]?.elements ?? []
        let isReply = { (element: JSONValue) in
            [.model, .call, .answer].contains(ShareGPTSpeaker(element["from"]?.string ?? ""))
        }
        let replies = said.filter(isReply)
        return ForeignMetadata.object(root, reference: replies) { member in
            !member.value.isNull && ShareGPTMember(rawValue: member.name) == nil
        }
    }
}

/// Who speaks in such a conversation, by the names that its sets have for them.
private enum ShareGPTSpeaker {
    case human, model, system, call, answer

    private static let names: [String: ShareGPTSpeaker] = [
        "human": .human, "user": .human, "gpt": .model, "assistant": .model, "chatgpt": .model, "bard": .model, "bing": .model,
        "claude": .model, "model": .model, "bot": .model, "system": .system, "function_call": .call, "tool_call": .call,
        "observation": .answer,
        "tool": .answer, "function_response": .answer, "tool_response": .answer,
    ]

    static let known = names.keys.sorted()

    init?(_ name: String) {
        guard let speaker = Self.names[name] else { return nil }
        self = speaker
    }
}

extension JobLineReader {
    /// The human's side is the script; what the model said is left out.
    mutating func readShareGPT(_ root: JSONValue) -> Job? {
        var job = Job(id: "", line: line, turns: [])
        var system: JSONValue?
        let members = root.members
        for (member, name) in zip(members, names(of: members)) where !member.value.isNull {
            switch ShareGPTMember(rawValue: name) {
            case .id: job.id = spelledID(member.value, of: name) ?? ""
            case .system:
                if member.value.kind == .string {
                    system = member.value.string == "" ? nil : member.value
                } else {
                    faultKind(member.value, of: name, expected: "a string")
                }
            case .tools: job.parameters = readShareGPTTools(member.value)
            case .conversations, nil: break
            }
        }
        if let said = root["conversations"] { readSaid(said, system, into: &job) }
        complete(&job)
        return job
    }

    private mutating func readSaid(_ said: JSONValue, _ beside: JSONValue?, into job: inout Job) {
        guard said.kind == .array else { return faultKind(said, of: "conversations", expected: "an array of what was said") }
        var system = beside
        var calls = ScriptedCalls()
        for element in said.elements {
            guard let (speaker, words) = readSaid(element) else { continue }
            switch speaker {
            case .human:
                turnPlaces.append((element, part))
                job.turns.append(Turn(content: Array(words.raw)))
            case .system where job.turns.isEmpty: system = words
            case .system:
                fault("words of the system stand after the human's", at: element, member: "conversations", hint: "put them first")
            case .call: readCalls(words, into: &calls)
            case .answer: readAnswers(words, into: &calls)
            case .model: break
            }
        }
        if let system { Message.append(role: "system", rawContent: system.raw, to: &job.opening) }
        take(calls, into: &job, at: said, member: "conversations")
        if job.turns.isEmpty, faults.isEmpty { fault("the human says nothing", at: said, member: "conversations") }
    }

    private mutating func readSaid(_ element: JSONValue) -> (ShareGPTSpeaker, JSONValue)? {
        guard element.kind == .object else {
            fault(
                "what was said must be an object with \"from\" and \"value\", and this is \(Self.name(of: element.kind))", at: element,
                member: "conversations")
            return nil
        }
        let isOther = element["role"] != nil && element["from"] == nil
        guard let from = element["from"] else {
            fault(
                "it is not told who says this: \"from\" is missing", at: element, member: "from",
                hint: isOther ? "what is said with \"role\" and \"content\" stands in the member \"messages\"" : nil)
            return nil
        }
        guard let name = text(from, of: "from") else { return nil }
        guard let speaker = ShareGPTSpeaker(name) else {
            fault(
                "\"from\" names nobody who is known", at: from, member: "from",
                hint: Self.guess(name, in: ShareGPTSpeaker.known) ?? "known are human, gpt, system and their like")
            return nil
        }
        guard let words = element["value"] else {
            fault("nothing is said: \"value\" is missing", at: element, member: "value")
            return nil
        }
        guard words.kind == .string else {
            faultKind(words, of: "value", expected: "a string")
            return nil
        }
        return (speaker, words)
    }
}
