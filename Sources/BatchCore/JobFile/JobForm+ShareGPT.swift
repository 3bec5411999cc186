extension JobForm {
    /// ShareGPT's conversations: `conversations` with `from` and `value` (https://github.com/lm-sys/FastChat,
    /// `data/dummy_conversation.json`; https://github.com/hiyouga/LLaMA-Factory, `data/README.md`).
    package static let shareGPT = JobForm(
        name: "sharegpt", title: "ShareGPT", idMember: ShareGPTMember.id.rawValue,
        recognises: { $0[ShareGPTMember.conversations.rawValue] != nil }, job: ShareGPTLine.job,
        metadata: { root, _ in ShareGPTLine.metadata(root) }, hintOfRepeatedID: ForeignLine.hintOfRepeatedID)
}

/// The members of a conversation that the run uses. All others are kept for the result.
private enum ShareGPTMember: String {
    case id, conversations, system, tools
}

/// The speakers of a conversation, by their names in published sets.
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

/// A line that holds a conversation of ShareGPT.
private enum ShareGPTLine {
    static func metadata(_ root: JSONValue) -> JSONText? {
        let said = root["conversations"]?.elements ?? []
        let isReply = { (element: JSONValue) in
            [.model, .call, .answer].contains(ShareGPTSpeaker(element["from"]?.string ?? ""))
        }
        let replies = said.filter(isReply)
        return ForeignLine.metadata(root, reference: replies) { member in
            !member.value.isNull && ShareGPTMember(rawValue: member.name) == nil
        }
    }

    /// The human's words are the turns. The model's words are omitted.
    static func job(_ root: JSONValue, _ line: inout LineContext) -> Job? {
        var job = line.emptyJob
        var system: JSONValue?
        let members = root.members
        for (member, name) in zip(members, line.names(of: members)) where !member.value.isNull {
            switch ShareGPTMember(rawValue: name) {
            case .id: job.id = line.spelledID(member.value, of: name) ?? ""
            case .system:
                if member.value.kind == .string {
                    system = member.value.string == "" ? nil : member.value
                } else {
                    line.faultKind(member.value, of: name, expected: "a string")
                }
            case .tools: job.parameters = ShareGPTTools.parameters(member.value, &line)
            case .conversations, nil: break
            }
        }
        if let said = root["conversations"] { read(said, system, into: &job, &line) }
        ForeignLine.complete(&job, line)
        return job
    }

    private static func read(_ said: JSONValue, _ beside: JSONValue?, into job: inout Job, _ line: inout LineContext) {
        guard said.kind == .array else { return line.faultKind(said, of: "conversations", expected: "an array of what was said") }
        var system = beside
        var calls = ScriptedCalls()
        for element in said.elements {
            guard let (speaker, words) = utterance(element, &line) else { continue }
            switch speaker {
            case .human:
                line.turnPlaces.append(element)
                job.turns.append(Turn(content: words.text))
            case .system where job.turns.isEmpty: system = words
            case .system:
                line.fault("a system message follows the human's words", at: element, member: "conversations", hint: "put it first")
            case .call: ShareGPTTools.readCalls(words, into: &calls, &line)
            case .answer: ShareGPTTools.readAnswers(words, into: &calls, &line)
            case .model: break
            }
        }
        if let system { job.opening.append { Message.write(role: "system", content: system.text, to: &$0) } }
        calls.answer(&job, at: said, member: "conversations", &line)
        if job.turns.isEmpty, line.faults.isEmpty {
            line.fault("the conversation has no words of the human", at: said, member: "conversations")
        }
    }

    private static func utterance(_ element: JSONValue, _ line: inout LineContext) -> (ShareGPTSpeaker, JSONValue)? {
        guard element.kind == .object else {
            line.fault(
                "an element must be an object with \"from\" and \"value\", not \(element.kind.noun)", at: element,
                member: "conversations")
            return nil
        }
        let isOther = element["role"] != nil && element["from"] == nil
        guard let from = element["from"] else {
            line.fault(
                "the member \"from\" is missing", at: element, member: "from",
                hint: isOther ? "conversations with \"role\" and \"content\" belong in the member \"messages\"" : nil)
            return nil
        }
        guard let name = line.text(from, of: "from") else { return nil }
        guard let speaker = ShareGPTSpeaker(name) else {
            line.fault(
                "\"from\" is not a known speaker", at: from, member: "from",
                hint: LineContext.guess(name, in: ShareGPTSpeaker.known) ?? "known speakers are human, gpt, system and similar names")
            return nil
        }
        guard let words = element["value"] else {
            line.fault("the member \"value\" is missing", at: element, member: "value")
            return nil
        }
        guard words.kind == .string else {
            line.faultKind(words, of: "value", expected: "a string")
            return nil
        }
        return (speaker, words)
    }
}

/// Tools in conversations of ShareGPT, in LLaMA-Factory's form (https://github.com/hiyouga/LLaMA-Factory, `data/README.md`).
private enum ShareGPTTools {
    /// The functions of a conversation: an array or its text, with OpenAI's tools or only their `function`.
    static func parameters(_ value: JSONValue, _ line: inout LineContext) -> Parameters {
        if let text = value.string, text.allSatisfy(\.isWhitespace) { return Parameters() }
        let list = value.string.map { JSONValue(foreign: $0) } ?? value
        guard let list, list.kind == .array, list.elements.allSatisfy({ $0.kind == .object }) else {
            line.fault("\"tools\" must be an array of functions, or its text", at: value, member: "tools")
            return Parameters()
        }
        guard list[0] != nil else { return Parameters() }
        let isWhole = { (tool: JSONValue) in tool["function"] != nil || tool["type"] != nil }
        if value.kind == .array, list.elements.allSatisfy(isWhole) { return Parameters([.init(name: "tools", value: list.text)]) }
        var writer = JSONWriter()
        writer.beginArray()
        for tool in list.elements {
            guard !isWhole(tool) else {
                writer.value(tool.textOnOneLine)
                continue
            }
            writer.beginObject()
            writer.member("type", "function")
            writer.name("function")
            writer.value(tool.textOnOneLine)
            writer.endObject()
        }
        writer.endArray()
        return Parameters([.init(name: "tools", value: writer.text)])
    }

    /// Reads a call or a list of calls, `{"name":…,"arguments":…}`, which may follow reasoning.
    static func readCalls(_ words: JSONValue, into calls: inout ScriptedCalls, _ line: inout LineContext) {
        var text = (words.string ?? "")[...]
        if let end = text.firstRange(of: "</think>") { text = text[end.upperBound...] }
        let root = JSONValue(foreign: String(text))
        let list = root.map { $0.kind == .array ? $0.elements : [$0] } ?? []
        guard !list.isEmpty, list.allSatisfy({ $0["name"]?.string?.isEmpty == false }) else {
            return line.fault(
                "a call of a tool is not written as {\"name\": …, \"arguments\": …}", at: words, member: "value",
                hint: "write the script as \"turns\", with \"tools\" and \"tool_results\"")
        }
        for call in list { calls.call(call["name"]?.string ?? "", call["arguments"]) }
    }

    /// Reads the answer to a call, or a list of the answers to all open calls.
    static func readAnswers(_ words: JSONValue, into calls: inout ScriptedCalls, _ line: inout LineContext) {
        let text = words.string ?? ""
        let list = calls.openCount > 1 ? JSONValue(foreign: text)?.elements ?? [] : []
        let isList = list.count > 1 && list.count == calls.openCount
        let answers = isList ? list.map { $0.string ?? String(decoding: $0.raw, as: UTF8.self) } : [text]
        for answer in answers where !calls.answer(answer) {
            line.fault(
                "a tool's answer does not follow a call", at: words, member: "value",
                hint: "write the script as \"turns\", with \"tools\" and \"tool_results\"")
        }
    }
}
