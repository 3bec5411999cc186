/// Reads the members of a line or a turn that become members of the request's body.
struct ParameterReader {
    var params: JSONValue?
    var tools: JSONValue?
    var toolChoice: JSONValue?
    var api = Job.API.chat
    /// Whether the job has a system message, which the Responses API calls instructions.
    var hasInstructions = false
    /// Whether the members are those of a turn.
    var isTurn = false

    /// The members of `params` in their order, then `tools` and `tool_choice`, each as written.
    func parameters(_ line: inout LineContext) -> Parameters {
        var found: [Parameters.Member] = []
        if let params, !params.isNull { found = members(of: params, &line) }
        if let tools, !tools.isNull {
            if tools.kind == .array {
                Self.add("tools", tools, to: &found, &line)
            } else {
                line.faultKind(tools, of: "tools", expected: "an array")
            }
        }
        if let choice = toolChoice, !choice.isNull {
            if choice.kind == .string || choice.kind == .object {
                Self.add("tool_choice", choice, to: &found, &line)
            } else {
                line.faultKind(choice, of: "tool_choice", expected: "a string or an object")
            }
        }
        return Parameters(found)
    }

    private func members(of params: JSONValue, _ line: inout LineContext) -> [Parameters.Member] {
        guard params.kind == .object else {
            line.faultKind(params, of: "params", expected: "an object")
            return []
        }
        var found: [Parameters.Member] = []
        let members = params.members
        found.reserveCapacity(members.count + 2)
        for (member, name) in zip(members, line.names(of: members)) {
            switch name {
            case "model":
                line.refuse(member, "\"params\" must not contain \"model\"", hint: "name the model in the job's member \"model\"")
            case "messages":
                line.refuse(
                    member, "\"params\" must not contain \"messages\"",
                    hint: "an opening history belongs in the job's member \"messages\", the user's words in \"turns\"")
            case "prompt" where api == .fim, "suffix" where api == .fim:
                line.refuse(member, "\"params\" must not contain \"\(name)\"", hint: "the texts around a gap belong in \"turns\"")
            case "input" where api == .responses, "instructions" where api == .responses && hasInstructions:
                line.refuse(
                    member, "\"params\" must not contain \"\(name)\"",
                    hint: "the instructions belong in the job's member \"system\", the user's words in \"turns\"")
            case "previous_response_id" where api == .responses && isTurn && !member.value.isNull:
                line.refuse(
                    member, "a turn continues from the one before it, not from \"previous_response_id\"",
                    hint: "omit it; in the job's own \"params\" it applies to the first turn")
            default: if Self.canForward(member, name, of: api, &line) { found.append(.init(name: name, value: member.value.text)) }
            }
        }
        return found
    }

    /// Whether a member of a request can be forwarded. If not, it is a fault.
    static func canForward(_ member: JSONMember, _ name: String, of api: Job.API, _ line: inout LineContext) -> Bool {
        switch name {
        case "conversation" where api == .responses && !member.value.isNull:
            line.refuse(member, "\"conversation\" names a conversation on the server, but batchrun keeps this one", hint: "omit it")
        case "background" where api == .responses && member.value.bool == true:
            line.refuse(member, "\"background\" would give responses before they are complete", hint: "omit it")
        case "stream" where member.value.bool == nil && !member.value.isNull:
            line.faultKind(member.value, of: name, expected: "true or false")
        case "n" where member.value.int.map { $0 > 1 } ?? false:
            line.refuse(
                member, "\"n\" asks for several replies, but a conversation continues from one",
                hint: "write one job for each reply")
        default: return true
        }
        return false
    }

    private static func add(_ name: String, _ value: JSONValue, to found: inout [Parameters.Member], _ line: inout LineContext) {
        if found.contains(where: { $0.name == name }) {
            line.fault("\"\(name)\" is both in \"params\" and beside it", at: value, member: name, hint: "keep one of them")
        }
        found.append(.init(name: name, value: value.text))
    }
}
