/// The calls of tools in the conversation of a foreign line, with their recorded answers. They answer the model's calls when the
/// conversation runs again.
struct ScriptedCalls {
    private struct Call {
        var id: String?
        var name: String
        var arguments: JSONValue?
    }

    /// Calls without an answer, in their order.
    private var open: [Call] = []
    /// Answers by function: those for the same arguments, and those for all others in order.
    private var same: [String: [ToolScript.Answer]] = [:]
    private var others: [String: [ToolScript.Answer]] = [:]

    /// The number of calls without an answer.
    var openCount: Int { open.count }

    mutating func call(_ name: String, _ arguments: JSONValue?, id: String? = nil) {
        // Some sets write the arguments as text.
        let read = arguments?.string.flatMap { JSONValue(foreign: $0) } ?? arguments
        open.append(Call(id: id, name: name, arguments: read?.kind == .object ? read : nil))
    }

    /// Answers the call with that id, or the first open call.
    /// - Returns: whether there was a call.
    mutating func answer(_ content: String, id: String? = nil) -> Bool {
        guard let place = open.firstIndex(where: { id != nil && $0.id == id }) ?? open.indices.first else { return false }
        let call = open.remove(at: place)
        if let arguments = call.arguments { same[call.name, default: []].append(.init(arguments: arguments, content: content)) }
        others[call.name, default: []].append(.init(content: content))
        return true
    }

    /// Nil if no call was answered.
    private var script: ToolScript? {
        guard !others.isEmpty else { return nil }
        return ToolScript(same.merging(others) { $0 + $1 })
    }

    /// Adds the answers to `job`. A function that its requests do not contain is a fault.
    /// - Parameter place: the conversation.
    func answer(_ job: inout Job, at place: JSONValue, member: String, _ line: inout LineContext) {
        guard let script else { return }
        let known = Set(job.parameters.functionNames)
        for name in script.answers.keys.sorted() where !known.contains(name) {
            line.fault(
                "the conversation calls \"\(LineContext.shown(name))\", but no function in \"tools\" has that name", at: place,
                member: member,
                hint: "add it to \"tools\", so that the model can call it")
        }
        job.toolScript = script
    }
}
