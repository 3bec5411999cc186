/// Reads messages and items, which are sent as they are written.
enum MessageReader {
    private static let roles = ["system", "developer", "user", "assistant", "tool", "function"]

    /// The opening history, encoded: the system message, then the messages as they are written.
    static func opening(system: JSONValue?, messages: JSONValue?, _ line: inout LineContext) -> JSONItems {
        var opening = JSONItems()
        if let system {
            if system.kind == .string {
                opening.append { Message.write(role: "system", content: system.text, to: &$0) }
            } else {
                line.faultKind(system, of: "system", expected: "a string")
            }
        }
        guard let messages else { return opening }
        guard messages.kind == .array else {
            line.faultKind(messages, of: "messages", expected: "an array of messages")
            return opening
        }
        for message in messages.elements {
            check(message, &line)
            opening.append(message)
        }
        return opening
    }

    static func check(_ message: JSONValue, _ line: inout LineContext) {
        guard message.kind == .object else {
            return line.fault("a message must be an object, not \(message.kind.noun)", at: message, member: "messages")
        }
        guard let roleValue = message["role"] else {
            return line.fault("the message has no \"role\"", at: message, member: "role")
        }
        guard let role = roleValue.string else { return line.faultKind(roleValue, of: "role", expected: "a string") }
        guard roles.contains(role) else {
            return line.fault(
                "\"role\" must be one of \(roles.joined(separator: ", "))", at: roleValue, member: "role",
                hint: LineContext.guess(role, in: roles))
        }
        guard let content = message["content"], !content.isNull else {
            // A message of an assistant that called tools may have no words.
            if role == "assistant" || role == "function" { return }
            return line.fault("the message has no \"content\"", at: message, member: "content")
        }
        checkContent(content, of: "content", &line)
    }

    /// The content of a message, as it is written.
    static func content(_ value: JSONValue, of member: String, _ line: inout LineContext) -> JSONText? {
        checkContent(value, of: member, &line) ? value.text : nil
    }

    /// Whether the value is of a kind that content has: a string, or an array of content parts.
    @discardableResult
    private static func checkContent(_ value: JSONValue, of member: String, _ line: inout LineContext) -> Bool {
        switch value.kind {
        case .string: return true
        case .array:
            checkParts(value, of: member, &line)
            return true
        default:
            line.faultKind(value, of: member, expected: "a string or an array of content parts")
            return false
        }
    }

    private static func checkParts(_ value: JSONValue, of member: String, _ line: inout LineContext) {
        let parts = value.elements
        if parts.isEmpty { line.fault("\"\(member)\" is empty", at: value, member: member) }
        for part in parts where part.kind != .object {
            line.fault("a content part must be an object, not \(part.kind.noun)", at: part, member: member)
        }
    }

    /// The instructions of the Responses API, which every request carries beside the conversation, as they are written.
    static func instructions(_ value: JSONValue, _ line: inout LineContext) -> JSONText? {
        guard value.kind == .string else {
            line.faultKind(value, of: "system", expected: "a string")
            return nil
        }
        return value.text
    }

    /// The opening items of the Responses API, encoded: messages and items of other types, as they are written
    /// (https://developers.openai.com/api/reference/resources/responses).
    static func items(_ items: JSONValue?, of member: String, _ line: inout LineContext) -> JSONItems {
        var opening = JSONItems()
        guard let items else { return opening }
        guard items.kind == .array else {
            line.faultKind(items, of: member, expected: "an array of items")
            return opening
        }
        for item in items.elements {
            if item.kind != .object {
                line.fault("an item must be an object, not \(item.kind.noun)", at: item, member: member)
            } else if item["type"]?.string ?? "message" == "message" {
                check(item, &line)
            }
            opening.append(item)
        }
        return opening
    }
}
