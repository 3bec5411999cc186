/// The members of a line or a turn that become members of the request's body.
struct ForwardedMembers {
    var params: JSONValue?
    var tools: JSONValue?
    var toolChoice: JSONValue?
    var api = Job.API.chat
    /// Whether the job says what the Responses API calls instructions.
    var hasInstructions = false
    /// Whether they are a turn's.
    var isTurn = false
}

extension JobLineReader {
    /// The members of `params` in their order, then `tools` and `tool_choice`, each as written.
    mutating func readParameters(_ forwarded: ForwardedMembers) -> Parameters {
        var found: [Parameters.Member] = []
        if let params = forwarded.params, !params.isNull { found = readParams(params, forwarded) }
        if let tools = forwarded.tools, !tools.isNull {
            if tools.kind == .array {
                add("tools", tools, to: &found)
            } else {
                faultKind(tools, of: "tools", expected: "an array")
            }
        }
        if let choice = forwarded.toolChoice, !choice.isNull {
            if choice.kind == .string || choice.kind == .object {
                add("tool_choice", choice, to: &found)
            } else {
                faultKind(choice, of: "tool_choice", expected: "a string or an object")
            }
        }
        return Parameters(found)
    }

    private mutating func readParams(_ params: JSONValue, _ forwarded: ForwardedMembers) -> [Parameters.Member] {
        let api = forwarded.api
        guard params.kind == .object else {
            faultKind(params, of: "params", expected: "an object")
            return []
        }
        var found: [Parameters.Member] = []
        let members = params.members
        found.reserveCapacity(members.count + 2)
        for (member, name) in zip(members, names(of: members)) {
            switch name {
            case "model":
                refuse(member, "\"params\" must not hold \"model\"", hint: "name the model in the job's member \"model\"")
            case "messages":
                refuse(
                    member, "\"params\" must not hold \"messages\"",
                    hint: "an opening history stands in the job's member \"messages\", what the user says in \"turns\"")
            case "prompt" where api == .fim, "suffix" where api == .fim:
                refuse(member, "\"params\" must not hold \"\(name)\"", hint: "the texts around a gap stand in \"turns\"")
            case "input" where api == .responses, "instructions" where api == .responses && forwarded.hasInstructions:
                refuse(
                    member, "\"params\" must not hold \"\(name)\"",
                    hint: "the instructions stand in the job's member \"system\", what the user says in \"turns\"")
            case "previous_response_id" where api == .responses && forwarded.isTurn && !member.value.isNull:
                refuse(
                    member, "a turn goes on from the one before it, not from \"previous_response_id\"",
                    hint: "leave it out; in the job's own \"params\" it stands before the first turn")
            default: if checkParameter(member, name, of: api) { found.append(.init(name: name, value: Array(member.value.raw))) }
            }
        }
        return found
    }

    /// Whether a member can be passed on, whatever object of the line it stands in.
    mutating func checkParameter(_ member: JSONMember, _ name: String, of api: Job.API) -> Bool {
        switch name {
        case "conversation" where api == .responses && !member.value.isNull:
            refuse(member, "\"conversation\" names one that the server keeps, and this one is kept here", hint: "leave it out")
        case "background" where api == .responses && member.value.bool == true:
            refuse(member, "\"background\" would give responses before they are complete", hint: "leave it out")
        case "stream" where member.value.bool == nil && !member.value.isNull:
            faultKind(member.value, of: name, expected: "true or false")
        case "n" where member.value.int.map { $0 > 1 } ?? false:
            refuse(
                member, "\"n\" asks for several replies, and a conversation goes on from one",
                hint: "write a job for each, under an id of its own")
        default: return true
        }
        return false
    }

    mutating func refuse(_ member: JSONMember, _ message: String, hint: Advice) {
        fault(message, at: member.nameValue, member: member.name, hint: hint)
    }

    private mutating func add(_ name: String, _ value: JSONValue, to found: inout [Parameters.Member]) {
        if found.contains(where: { $0.name == name }) {
            fault("\"\(name)\" stands both in \"params\" and beside it", at: value, member: name, hint: "keep one of them")
        }
        found.append(.init(name: name, value: Array(value.raw)))
    }
}
