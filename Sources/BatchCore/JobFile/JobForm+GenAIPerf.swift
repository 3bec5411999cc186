extension JobForm {
    /// GenAI-Perf's sessions, a line for each turn: `session_id` and `text`. Consecutive lines of one session are one job
    /// (https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/perf_analyzer/genai-perf/docs/multi_turn.html).
    package static let genAIPerf = JobForm(
        name: "genai-perf", title: "GenAI-Perf", idMember: GenAIPerfMember.sessionID.rawValue,
        recognises: { $0[GenAIPerfMember.sessionID.rawValue] != nil && GenAIPerfMember.areMeant(by: $0) }, job: GenAIPerfSession.job,
        hintOfRepeatedID: { isInArray in
            isInArray
                ? "each element of an array is a job: write the turns on lines without the array (jq -c '.[]')"
                : "the lines of a session must be consecutive: sort the file by \"session_id\""
        },
        gathering: LineGathering(noun: "session", mark: BytePattern("\"session_id\"")) { root in
            root[GenAIPerfMember.sessionID.rawValue].flatMap { $0.string ?? $0.numberText }
        })
}

/// The members of a line. All others are parameters of its request.
private enum GenAIPerfMember: String {
    case sessionID = "session_id"
    case text
    case textInput = "text_input"
    case inputLength = "input_length"
    case outputLength = "output_length"
    case hashIDs = "hash_ids"
    case delay, timestamp, model

    /// Whether a line with a session has this form.
    static func areMeant(by root: JSONValue) -> Bool { [text, textInput, inputLength].contains { root[$0.rawValue] != nil } }
}

/// The lines of a session, each of which is a turn.
private enum GenAIPerfSession {
    static func job(_ root: JSONValue, _ line: inout LineContext) -> Job? {
        var job = line.emptyJob
        for root in line.document.roots { readLine(root, into: &job, &line) }
        ForeignLine.complete(&job, line)
        return job
    }

    private static func readLine(_ root: JSONValue, into job: inout Job, _ line: inout LineContext) {
        var text: JSONValue?
        var turn = Turn(content: JSONText(string: ""))
        var parameters: [Parameters.Member] = []
        let members = root.members
        for (member, name) in zip(members, line.names(of: members)) where !member.value.isNull {
            switch GenAIPerfMember(rawValue: name) {
            case .sessionID: job.id = line.spelledID(member.value, of: name) ?? ""
            case .text, .textInput:
                if text != nil { line.fault("the line has both \"text\" and \"text_input\"", at: member.nameValue, member: name) }
                text = member.value
            case .outputLength: turn.parameters = ForeignLine.tokenLimit(member.value)
            case .delay, .timestamp: ForeignLine.remarkTiming(member.value, name, inTurn: job.turns.count + 1, &line)
            case .model: readModel(member.value, into: &job, &line)
            case .inputLength, .hashIDs: break
            case nil: addParameter(member, name, to: &parameters, &line)
            }
        }
        guard let text else {
            return line.fault(
                "the line has no \"text\"", at: root, member: "text",
                hint: root["input_length"] == nil ? nil : "batchrun does not generate texts of a given length")
        }
        guard text.kind == .string else { return line.faultKind(text, of: "text", expected: "a string") }
        turn.content = text.text
        turn.parameters = Parameters(parameters).overridden(by: turn.parameters)
        line.turnPlaces.append(root)
        job.turns.append(turn)
    }

    private static func readModel(_ value: JSONValue, into job: inout Job, _ line: inout LineContext) {
        guard let model = line.text(value, of: "model") else { return }
        if let before = job.model ?? (job.turns.isEmpty ? model : nil), before == model {
            job.model = model
        } else {
            line.fault("the lines of a session name different models, but a conversation has one", at: value, member: "model")
        }
    }

    private static func addParameter(
        _ member: JSONMember, _ name: String, to parameters: inout [Parameters.Member], _ line: inout LineContext
    ) {
        guard name != "messages" else {
            return line.fault("a line of a session has no \"messages\"", at: member.nameValue, member: name, hint: "it has a \"text\"")
        }
        ForeignLine.add(member, name, of: .chat, to: &parameters, &line)
    }
}
