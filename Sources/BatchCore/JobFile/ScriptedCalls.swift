/// The calls of tools that a foreign line has among what was said, and the answers that they were given: what the model calls when
/// it is asked anew is answered from them.
struct ScriptedCalls {
    private struct Call {
        var id: String?
        var name: String
        var arguments: JSONValue?
    }

    /// Calls without an answer, in their order.
    private var open: [Call] = []
    /// Answers by function: for the same arguments, and in order for all others.
    private var same: [String: [ToolScript.Answer]] = [:]
    private var others: [String: [ToolScript.Answer]] = [:]

    /// How many calls wait for their answers.
    var openCount: Int { open.count }

    mutating func call(_ name: String, _ arguments: JSONValue?, id: String? = nil) {
        // Some sets write the arguments as text.
        let read = arguments?.string.flatMap { try? JSONDocument($0).root } ?? arguments
        open.append(Call(id: id, name: name, arguments: read?.kind == .object ? read : nil))
    }

    /// Answers the call of that id, or else the first that is open.
    /// - Returns: whether there was one.
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

    /// Gives `job` the answers, which must be of functions that its requests contain.
    /// - Parameter place: where the conversation stands.
    func answer(_ job: inout Job, at place: JSONValue, member: String, _ line: inout LineContext) {
        guard let script else { return }
        let known = Set(job.parameters.functionNames)
        for name in script.answers.keys.sorted() where !known.contains(name) {
            line.fault(
                "\"\(LineContext.shown(name))\" is called among what was said, and no function in \"tools\" has that name", at: place,
                member: member,
                hint: "add it to \"tools\", so that the model can call it")
        }
        job.toolScript = script
    }
}
