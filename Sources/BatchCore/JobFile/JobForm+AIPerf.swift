extension JobForm {
    /// AIPerf's conversations: `session_id` and `turns` with `text`
    /// (https://docs.nvidia.com/aiperf/tutorials/datasets-inputs/custom-dataset-guide, `multi_turn`).
    package static let aiPerf = JobForm(
        name: "aiperf", title: "AIPerf", idMember: AIPerfMember.sessionID.rawValue,
        recognises: { $0[AIPerfMember.turns.rawValue].map { AIPerfTurnMember.areMeant(by: $0[0]) } ?? false }, job: AIPerfLine.job,
        parametersMember: AIPerfTurnMember.extra.rawValue,
        hintOfRepeatedID: { _ in "write all turns of a session on one line" })
}

/// The members of a conversation.
private enum AIPerfMember: String, CaseIterable {
    case sessionID = "session_id"
    case type, turns

    static let names = allCases.map(\.rawValue)
}

/// The members of a turn.
private enum AIPerfTurnMember: String, CaseIterable {
    case type, role, text, texts, delay, timestamp, extra
    case outputLength = "output_length"
    case sessionID = "session_id"
    case image, images, audio, audios, video, videos
    case imageUUIDs = "image_uuids"

    static let names = allCases.map(\.rawValue)

    /// Whether a turn has this form and not the project's own.
    static func areMeant(by turn: JSONValue?) -> Bool {
        guard let turn, turn.kind == .object, turn["user"] == nil, turn["prompt"] == nil else { return false }
        return [text, texts, image, images, audio, audios, video, videos].contains { turn[$0.rawValue] != nil }
    }
}

/// The members that a turn has.
private struct AIPerfTurn {
    var role, text, texts, extra, outputLength: JSONValue?
}

/// A line that holds a conversation of AIPerf.
private enum AIPerfLine {
    static func job(_ root: JSONValue, _ line: inout LineContext) -> Job? {
        var job = line.emptyJob
        let members = root.members
        for (member, name) in zip(members, line.names(of: members)) where !member.value.isNull {
            switch AIPerfMember(rawValue: name) {
            case .sessionID: job.id = line.spelledID(member.value, of: name) ?? ""
            case .turns, .type: break
            case nil: line.faultUnknown(member, known: AIPerfMember.names)
            }
        }
        for (place, turn) in (root["turns"]?.elements ?? []).enumerated() {
            guard turn.kind == .object else {
                line.fault("turn \(place + 1) must be an object, not \(turn.kind.noun)", at: turn, member: "turns")
                continue
            }
            readTurn(turn, isFirst: place == 0, into: &job, &line)
        }
        if job.turns.isEmpty, line.faults.isEmpty {
            line.fault("the conversation has no words of the user", at: root["turns"] ?? root, member: "turns")
        }
        ForeignLine.complete(&job, line)
        return job
    }

    private static func readTurn(_ turn: JSONValue, isFirst: Bool, into job: inout Job, _ line: inout LineContext) {
        guard let found = members(of: turn, number: job.turns.count + 1, &line), let words = words(found, of: turn, &line) else { return }
        switch found.role?.string ?? "user" {
        case "system" where isFirst:
            let content = JSONText(string: words.compactMap(\.string).joined(separator: "\n"))
            return job.opening.append { Message.write(role: "system", content: content, to: &$0) }
        case "user": break
        default:
            return line.fault(
                "a turn must be the user's", at: found.role ?? turn, member: "role",
                hint: "only the first turn may be the system's; omit \"role\" in the others")
        }
        var parameters = found.extra.map { self.parameters($0, &line) } ?? Parameters()
        if let length = found.outputLength { parameters = ForeignLine.tokenLimit(length).overridden(by: parameters) }
        line.turnPlaces.append(turn)
        job.turns.append(Turn(content: content(of: words), parameters: parameters))
    }

    private static func members(of turn: JSONValue, number: Int, _ line: inout LineContext) -> AIPerfTurn? {
        var found = AIPerfTurn()
        let members = turn.members
        for (member, name) in zip(members, line.names(of: members)) where !member.value.isNull {
            switch AIPerfTurnMember(rawValue: name) {
            case .role: found.role = member.value
            case .text: found.text = member.value
            case .texts: found.texts = member.value
            case .extra: found.extra = member.value
            case .outputLength: found.outputLength = member.value
            case .delay, .timestamp: ForeignLine.remarkTiming(member.value, name, inTurn: number, &line)
            case .type, .sessionID: break
            case .image, .images, .audio, .audios, .video, .videos, .imageUUIDs:
                line.fault(
                    "\"\(name)\" is not supported: a turn of this form is only text", at: member.value, member: name,
                    hint: "write the turn as {\"user\": [content parts]}")
            case nil: line.faultUnknown(member, known: AIPerfTurnMember.names)
            }
        }
        if let role = found.role, role.kind != .string { line.faultKind(role, of: "role", expected: "a string") }
        return found
    }

    /// The texts of a turn: one or several. Some have a name.
    private static func words(_ found: AIPerfTurn, of turn: JSONValue, _ line: inout LineContext) -> [JSONValue]? {
        if let text = found.text, found.texts == nil {
            guard text.kind != .string else { return [text] }
            line.faultKind(text, of: "text", expected: "a string")
            return nil
        }
        guard let texts = found.texts, found.text == nil else {
            let message = found.texts == nil ? "the turn has no \"text\"" : "the turn has both \"text\" and \"texts\""
            line.fault(message, at: found.texts ?? turn, member: found.texts == nil ? "text" : "texts")
            return nil
        }
        let all = texts.elements.flatMap { element in element["contents"]?.elements ?? [element] }
        guard texts.kind == .array, !all.isEmpty, all.allSatisfy({ $0.kind == .string }) else {
            line.fault("\"texts\" must be an array of strings, or of objects with \"contents\"", at: texts, member: "texts")
            return nil
        }
        return all
    }

    /// The members of the turn's request in `extra`.
    private static func parameters(_ extra: JSONValue, _ line: inout LineContext) -> Parameters {
        guard extra.kind == .object else {
            line.faultKind(extra, of: "extra", expected: "an object")
            return Parameters()
        }
        var found: [Parameters.Member] = []
        let members = extra.members
        for (member, name) in zip(members, line.names(of: members)) {
            if name == "model" || name == "messages" {
                line.refuse(
                    member, "\"extra\" must not contain \"\(name)\"", hint: "a conversation has one model, and its turns are its messages")
            } else {
                ForeignLine.add(member, name, of: .chat, to: &found, &line)
            }
        }
        return Parameters(found)
    }

    /// The content: one text, or a part for each of several.
    private static func content(of words: [JSONValue]) -> JSONText {
        guard words.count > 1 else { return words[0].text }
        var writer = JSONWriter()
        writer.beginArray()
        for text in words {
            writer.beginObject()
            writer.member("type", "text")
            writer.name("text")
            writer.value(text)
            writer.endObject()
        }
        writer.endArray()
        return writer.text
    }
}
