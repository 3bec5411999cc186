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

/// A line that holds a conversation of ShareGPT.
private enum ShareGPTLine {
    static func metadata(_ root: JSONValue) -> [UInt8]? {
        let said = root["conversations"]?.elements ?? []
        let isReply = { (element: JSONValue) in
            [.model, .call, .answer].contains(ShareGPTSpeaker(element["from"]?.string ?? ""))
        }
        let replies = said.filter(isReply)
        return ForeignLine.metadata(root, reference: replies) { member in
            !member.value.isNull && ShareGPTMember(rawValue: member.name) == nil
        }
    }

    /// The human's side is the script; what the model said is left out.
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
                job.turns.append(Turn(content: Array(words.raw)))
            case .system where job.turns.isEmpty: system = words
            case .system:
                line.fault("words of the system stand after the human's", at: element, member: "conversations", hint: "put them first")
            case .call: ShareGPTTools.readCalls(words, into: &calls, &line)
            case .answer: ShareGPTTools.readAnswers(words, into: &calls, &line)
            case .model: break
            }
        }
        if let system { Message.append(role: "system", rawContent: system.raw, to: &job.opening) }
        calls.answer(&job, at: said, member: "conversations", &line)
        if job.turns.isEmpty, line.faults.isEmpty { line.fault("the human says nothing", at: said, member: "conversations") }
    }

    private static func utterance(_ element: JSONValue, _ line: inout LineContext) -> (ShareGPTSpeaker, JSONValue)? {
        guard element.kind == .object else {
            line.fault(
                "what was said must be an object with \"from\" and \"value\", and this is \(LineContext.name(of: element.kind))", at: element,
                member: "conversations")
            return nil
        }
        let isOther = element["role"] != nil && element["from"] == nil
        guard let from = element["from"] else {
            line.fault(
                "it is not told who says this: \"from\" is missing", at: element, member: "from",
                hint: isOther ? "what is said with \"role\" and \"content\" stands in the member \"messages\"" : nil)
            return nil
        }
        guard let name = line.text(from, of: "from") else { return nil }
        guard let speaker = ShareGPTSpeaker(name) else {
            line.fault(
                "\"from\" names nobody who is known", at: from, member: "from",
                hint: LineContext.guess(name, in: ShareGPTSpeaker.known) ?? "known are human, gpt, system and their like")
            return nil
        }
        guard let words = element["value"] else {
            line.fault("nothing is said: \"value\" is missing", at: element, member: "value")
            return nil
        }
        guard words.kind == .string else {
            line.faultKind(words, of: "value", expected: "a string")
            return nil
        }
        return (speaker, words)
    }
}

/// Tools in conversations of ShareGPT's form, as LLaMA-Factory has them (https://github.com/hiyouga/LLaMA-Factory, `data/README.md`).
private enum ShareGPTTools {
    /// The functions of a conversation: an array, or its text. They are OpenAI's, or what these hold as `function`.
    static func parameters(_ value: JSONValue, _ line: inout LineContext) -> Parameters {
        if let text = value.string, text.allSatisfy(\.isWhitespace) { return Parameters() }
        let list = value.string.map { (try? JSONDocument($0))?.root } ?? value
        guard let list, list.kind == .array, list.elements.allSatisfy({ $0.kind == .object }) else {
            line.fault("\"tools\" must be an array of functions, or its text", at: value, member: "tools")
            return Parameters()
        }
        guard list[0] != nil else { return Parameters() }
        let isWhole = { (tool: JSONValue) in tool["function"] != nil || tool["type"] != nil }
        if value.kind == .array, list.elements.allSatisfy(isWhole) { return Parameters([.init(name: "tools", value: Array(list.raw))]) }
        var writer = JSONWriter()
        writer.beginArray()
        for tool in list.elements {
            guard !isWhole(tool) else {
                writer.raw(tool.onOneLine)
                continue
            }
            writer.beginObject()
            writer.member("type", "function")
            writer.name("function")
            writer.raw(tool.onOneLine)
            writer.endObject()
        }
        writer.endArray()
        return Parameters([.init(name: "tools", value: writer.bytes)])
    }

    /// A call, or a list of calls: `{"name":…,"arguments":…}`, after the thoughts that led to them.
    static func readCalls(_ words: JSONValue, into calls: inout ScriptedCalls, _ line: inout LineContext) {
        var text = (words.string ?? "")[...]
        if let end = text.firstRange(of: "</think>") { text = text[end.upperBound...] }
        let root = (try? JSONDocument(String(text)))?.root
        let list = root.map { $0.kind == .array ? $0.elements : [$0] } ?? []
        guard !list.isEmpty, list.allSatisfy({ $0["name"]?.string?.isEmpty == false }) else {
            return line.fault(
                "a call of a tool is not written as {\"name\": …, \"arguments\": …}", at: words, member: "value",
                hint: "write the script as \"turns\", with \"tools\" and \"tool_results\"")
        }
        for call in list { calls.call(call["name"]?.string ?? "", call["arguments"]) }
    }

    /// The answer to a call, or a list of the answers to all that wait for one.
    static func readAnswers(_ words: JSONValue, into calls: inout ScriptedCalls, _ line: inout LineContext) {
        let text = words.string ?? ""
        let list = calls.openCount > 1 ? (try? JSONDocument(text))?.root.elements ?? [] : []
        let isList = list.count > 1 && list.count == calls.openCount
        let answers = isList ? list.map { $0.string ?? String(decoding: $0.raw, as: UTF8.self) } : [text]
        for answer in answers where !calls.answer(answer) {
            line.fault(
                "an answer of a tool stands where none was called", at: words, member: "value",
                hint: "write the script as \"turns\", with \"tools\" and \"tool_results\"")
        }
    }
}
