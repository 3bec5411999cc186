/// The members of an answer in a list.
private enum ToolResultMember: String, CaseIterable {
    case arguments, result

    static let names = allCases.map(\.rawValue)
}

/// Reads `tool_results`: the answers to calls of tools.
enum ToolResultReader {
    /// The answers by function. An array is several answers, any other value is one answer for all calls.
    static func script(_ value: JSONValue, _ line: inout LineContext) -> ToolScript? {
        guard value.kind == .object else {
            line.faultKind(value, of: "tool_results", expected: "an object with a member for each function")
            return nil
        }
        var answers: [String: [ToolScript.Answer]] = [:]
        let members = value.members
        for (member, name) in zip(members, line.names(of: members)) {
            if member.value["result"] != nil, member.value["arguments"] != nil, member.value.members.count == 2 {
                line.fault(
                    "an answer of \"\(name)\" for certain arguments must be in a list", at: member.value, member: "tool_results",
                    hint: "write [{\"arguments\": …, \"result\": …}]")
            }
            guard member.value.kind == .array else {
                answers[name] = [ToolScript.Answer(content: content(of: member.value))]
                continue
            }
            if member.value[0] == nil {
                line.fault("the answers of \"\(name)\" are empty", at: member.value, member: "tool_results", hint: "write one at least")
            }
            var read: [ToolScript.Answer] = []
            for element in member.value.elements { if let answer = answer(element, &line) { read.append(answer) } }
            answers[name] = read
        }
        return ToolScript(answers)
    }

    /// Faults the answers of functions that no request of the job contains.
    static func checkFunctions(in results: JSONValue, of job: Job, _ line: inout LineContext) {
        let known = ([job.parameters] + job.turns.map(\.parameters)).flatMap(\.functionNames)
        for member in results.members where !known.contains(member.name) {
            let name = member.name
            line.fault(
                "\"tool_results\" answers \"\(name)\", but no function in \"tools\" has that name", at: member.nameValue,
                member: "tool_results", hint: LineContext.guess(name, in: known))
        }
    }

    /// One of several answers: a string, or an object with the result and optional arguments.
    private static func answer(_ value: JSONValue, _ line: inout LineContext) -> ToolScript.Answer? {
        if let text = value.string { return ToolScript.Answer(content: text) }
        let hint: Advice = "write {\"result\": …}, with \"arguments\" if it answers only calls with these"
        guard value.kind == .object, let result = value["result"] else {
            line.fault("an answer in a list must be a string or an object with \"result\"", at: value, member: "tool_results", hint: hint)
            return nil
        }
        let members = value.members
        for (member, name) in zip(members, line.names(of: members)) where ToolResultMember(rawValue: name) == nil {
            line.faultUnknown(member, known: ToolResultMember.names, hint: hint)
        }
        let arguments = value["arguments"].flatMap { $0.isNull ? nil : $0 }
        if let arguments, arguments.kind != .object { line.faultKind(arguments, of: "arguments", expected: "an object") }
        return ToolScript.Answer(arguments: arguments, content: content(of: result))
    }

    /// The text of a string, or the JSON of any other value as it is written.
    private static func content(of value: JSONValue) -> String { value.string ?? String(decoding: value.raw, as: UTF8.self) }
}
