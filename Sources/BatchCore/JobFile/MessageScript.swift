/// The messages of a foreign line by their use for the job: history, turns and reference answers.
struct MessageScript {
    /// The meaning of messages of the assistant at the end.
    enum Ending {
        /// The line is a request and is sent as it is.
        case request
        /// They are answers to compare with and are not sent.
        case reference
    }

    private(set) var opening: [JSONValue] = []
    /// Messages of the user, each a turn. If there are none, the history is sent as it is.
    private(set) var asked: [JSONValue] = []
    /// The assistant's message that the last reply continues.
    private(set) var beginning: JSONValue?
    /// Messages that are not sent, in their order.
    private(set) var reference: [JSONValue] = []
    /// Instructions between two turns, which a script cannot contain.
    private(set) var misplaced: [JSONValue] = []

    init(_ messages: [JSONValue], _ reading: JobReading, ending: Ending) {
        var rest = messages[...]
        if let last = rest.last, Self.isBeginning(last) {
            beginning = last
            rest = rest.dropLast()
        }
        if reading == .replay, let first = rest.firstIndex(where: { Self.role(of: $0) == "user" }) {
            replay(rest, from: first)
        } else if ending == .reference, beginning == nil, Self.role(of: rest.last) == "assistant" {
            endWithReference(rest)
        } else {
            ask(rest)
        }
    }

    private mutating func ask(_ messages: ArraySlice<JSONValue>) {
        guard Self.role(of: messages.last) == "user", let last = messages.last else { return opening = Array(messages) }
        (opening, asked) = (Array(messages.dropLast()), [last])
    }

    private mutating func replay(_ messages: ArraySlice<JSONValue>, from first: Int) {
        opening = Array(messages[..<first])
        for message in messages[first...] {
            switch Self.role(of: message) {
            case "user": asked.append(message)
            case "system", "developer": misplaced.append(message)
            default: reference.append(message)
            }
        }
        if Self.role(of: messages.last) != "user", let begun = beginning {
            reference.append(begun)
            beginning = nil
        }
    }

    /// The messages after the user's last words are the answer, with calls of tools and their answers.
    private mutating func endWithReference(_ messages: ArraySlice<JSONValue>) {
        let isAnswer = { (message: JSONValue) in !["user", "system", "developer"].contains(Self.role(of: message)) }
        let answer = messages.reversed().prefix(while: isAnswer).count
        var asking = messages.dropLast(answer)
        if Self.role(of: asking.last) != "user" {
            // There is no question, so only the assistant's own last words are removed.
            let words = messages.reversed().prefix { Self.role(of: $0) == "assistant" }.count
            asking = messages.dropLast(words)
        }
        reference = Array(messages[asking.endIndex...])
        ask(asking)
    }

    private static func role(of message: JSONValue?) -> String? { message?["role"]?.string }

    /// Whether a reply continues the message, and only its words are sent
    /// (https://api-docs.deepseek.com/guides/chat_prefix_completion, https://docs.mistral.ai/capabilities/completion).
    private static func isBeginning(_ message: JSONValue) -> Bool {
        role(of: message) == "assistant" && message["prefix"]?.bool == true && message["content"]?.string?.isEmpty == false
            && message.members.allSatisfy { ["role", "content", "prefix", "weight"].contains($0.name) }
    }
}

extension MessageScript {
    /// Reads the messages of a line into the opening history and the turns of its job.
    /// - Parameter unsent: the member of a message that is not sent.
    static func read(
        _ value: JSONValue, into job: inout Job, ending: Ending, without unsent: String? = nil, _ line: inout LineContext
    ) {
        guard value.kind == .array else { return line.faultKind(value, of: "messages", expected: "an array of messages") }
        let messages = value.elements
        guard !messages.isEmpty else { return line.fault("\"messages\" is empty", at: value, member: "messages") }
        let before = line.faults.count
        for message in messages { MessageReader.check(message, &line) }
        guard line.faults.count == before else { return }
        let script = MessageScript(messages, line.reading, ending: ending)
        for message in script.misplaced {
            line.fault(
                "a \(message["role"]?.string ?? "") message is between two turns, and a replay cannot keep it there", at: message,
                member: "messages", hint: Advice("put it before the first message of the user", .leaveReplayOut))
        }
        for message in script.opening {
            job.opening.append(sent(message, without: unsent))
        }
        for message in script.asked {
            line.turnPlaces.append(message)
            job.turns.append(turn(of: message, without: unsent))
        }
        if script.asked.isEmpty {
            guard !job.opening.isEmpty || script.beginning != nil else {
                return line.fault("there is nothing to reply to: all messages are the assistant's", at: value, member: "messages")
            }
            line.turnPlaces.append(messages[messages.count - 1])
            job.turns.append(Turn(content: JSONText(string: ""), isSilent: true))
        }
        if line.reading == .replay { calls(in: script.reference).answer(&job, at: value, member: "messages", &line) }
        job.turns[job.turns.count - 1].prefix = script.beginning?["content"]?.string
    }

    /// The calls of tools in messages that are not sent, with their answers.
    private static func calls(in messages: [JSONValue]) -> ScriptedCalls {
        var calls = ScriptedCalls()
        for message in messages {
            for call in message["tool_calls"]?.elements ?? [] {
                guard let name = call["function"]?["name"]?.string else { continue }
                calls.call(name, call["function"]?["arguments"], id: call["id"]?.string)
            }
            guard message["role"]?.string == "tool", let content = message["content"] else { continue }
            let parts = content.elements.compactMap { $0["text"]?.string }
            _ = calls.answer(content.string ?? parts.joined(separator: "\n"), id: message["tool_call_id"]?.string)
        }
        return calls
    }

    private static func turn(of message: JSONValue, without unsent: String?) -> Turn {
        let members = message.members.filter { $0.name != unsent }
        let isMore = members.contains { !["role", "content"].contains($0.name) }
        return Turn(content: message["content"]?.text ?? JSONText(string: ""), message: isMore ? sent(message, without: unsent) : nil)
    }

    /// The message as it is written, without a member that is not part of it.
    private static func sent(_ message: JSONValue, without unsent: String?) -> JSONText {
        guard let unsent, message[unsent] != nil else { return message.text }
        var writer = JSONWriter()
        writer.beginObject()
        for member in message.members where member.name != unsent {
            writer.name(member.name)
            writer.value(member.value)
        }
        writer.endObject()
        return writer.text
    }
}
