/// The members of a line of GenAI-Perf's sessions, each of which is a turn. Any other is a parameter of its request
/// (https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/perf_analyzer/genai-perf/docs/multi_turn.html).
enum GenAIPerfMember: String, CaseIterable {
    case sessionID = "session_id"
    case text
    case textInput = "text_input"
    case inputLength = "input_length"
    case outputLength = "output_length"
    case hashIDs = "hash_ids"
    case delay, timestamp, model

    /// Whether a line with a session has this form.
    static func tell(_ root: JSONValue) -> Bool { [text, textInput, inputLength].contains { root[$0.rawValue] != nil } }
}

extension JobLineReader {
    /// - Parameter parts: the lines of the session, in their order.
    mutating func readGenAIPerf(_ parts: [JSONValue]) -> Job? {
        var job = Job(id: "", line: line, turns: [])
        for (place, root) in parts.enumerated() {
            part = place
            readGenAIPerfLine(root, into: &job)
        }
        complete(&job)
        return job
    }

    private mutating func readGenAIPerfLine(_ root: JSONValue, into job: inout Job) {
        var text: JSONValue?
        var turn = Turn(content: [])
        var parameters: [Parameters.Member] = []
        let members = root.members
        for (member, name) in zip(members, names(of: members)) where !member.value.isNull {
            switch GenAIPerfMember(rawValue: name) {
            case .sessionID: job.id = spelledID(member.value, of: name) ?? ""
            case .text, .textInput:
                if text != nil { fault("the line has both \"text\" and \"text_input\"", at: member.nameValue, member: name) }
                text = member.value
            case .outputLength: turn.parameters = Self.limit(member.value)
            case .delay, .timestamp: remarkTiming(member.value, name, inTurn: job.turns.count + 1)
            case .model: readModel(member.value, into: &job)
            case .inputLength, .hashIDs: break
            case nil: readExtra(member, name, to: &parameters)
            }
        }
        guard let text else {
            return fault(
                "the line has no \"text\"", at: root, member: "text",
                hint: root["input_length"] == nil ? nil : "texts of a given length are not made up here")
        }
        guard text.kind == .string else { return faultKind(text, of: "text", expected: "a string") }
        turn.content = Array(text.raw)
        turn.parameters = Parameters(parameters).overridden(by: turn.parameters)
        turnPlaces.append((root, part))
        job.turns.append(turn)
    }

    private mutating func readModel(_ value: JSONValue, into job: inout Job) {
        guard let model = self.text(value, of: "model") else { return }
        if let before = job.model ?? (job.turns.isEmpty ? model : nil), before == model {
            job.model = model
        } else {
            fault("the lines of a session name different models, and a conversation has one", at: value, member: "model")
        }
    }

    private mutating func readExtra(_ member: JSONMember, _ name: String, to parameters: inout [Parameters.Member]) {
        guard name != "messages" else {
            return fault("a line of a session has no \"messages\"", at: member.nameValue, member: name, hint: "it has a \"text\"")
        }
        readBodyMember(member, name, of: .chat, to: &parameters)
    }
}
