/// The members of a conversation of AIPerf's `multi_turn` sets
/// (https://docs.nvidia.com/aiperf/tutorials/datasets-inputs/custom-dataset-guide).
enum AIPerfMember: String, CaseIterable {
    case sessionID = "session_id"
    case type, turns

    static let names = allCases.map(\.rawValue)
}

/// The members of a turn of it.
enum AIPerfTurnMember: String, CaseIterable {
    case type, role, text, texts, delay, timestamp, extra
    case outputLength = "output_length"
    case sessionID = "session_id"
    case image, images, audio, audios, video, videos
    case imageUUIDs = "image_uuids"

    static let names = allCases.map(\.rawValue)

    /// Whether a turn has this form and not the project's own.
    static func tell(_ turn: JSONValue?) -> Bool {
        guard let turn, turn.kind == .object, turn["user"] == nil, turn["prompt"] == nil else { return false }
        return [text, texts, image, images, audio, audios, video, videos].contains { turn[$0.rawValue] != nil }
    }
}

/// The members that such a turn has.
private struct AIPerfTurn {
    var role, text, texts, extra, outputLength: JSONValue?
}

extension JobLineReader {
    mutating func readAIPerf(_ root: JSONValue) -> Job? {
        var job = Job(id: "", line: line, turns: [])
        let members = root.members
        for (member, name) in zip(members, names(of: members)) where !member.value.isNull {
            switch AIPerfMember(rawValue: name) {
            case .sessionID: job.id = spelledID(member.value, of: name) ?? ""
            case .turns, .type: break
            case nil: faultUnknown(member, known: AIPerfMember.names)
            }
        }
        for (place, turn) in (root["turns"]?.elements ?? []).enumerated() {
            guard turn.kind == .object else {
                fault("turn \(place + 1) must be an object, and this is \(Self.name(of: turn.kind))", at: turn, member: "turns")
                continue
            }
            readAIPerfTurn(turn, isFirst: place == 0, into: &job)
        }
        if job.turns.isEmpty, faults.isEmpty { fault("the user says nothing", at: root["turns"] ?? root, member: "turns") }
        complete(&job)
        return job
    }

    private mutating func readAIPerfTurn(_ turn: JSONValue, isFirst: Bool, into job: inout Job) {
        guard let found = readAIPerfMembers(turn, number: job.turns.count + 1), let words = readWords(found, of: turn) else { return }
        switch found.role?.string ?? "user" {
        case "system" where isFirst:
            var content: [UInt8] = []
            content.appendJSONString(words.compactMap(\.string).joined(separator: "\n"))
            return Message.append(role: "system", rawContent: content, to: &job.opening)
        case "user": break
        default:
            return fault(
                "a turn is what the user says", at: found.role ?? turn, member: "role",
                hint: "the first turn may be the system's; leave \"role\" out of the others")
        }
        var parameters = found.extra.map { readExtra($0) } ?? Parameters()
        if let length = found.outputLength { parameters = Self.limit(length).overridden(by: parameters) }
        turnPlaces.append((turn, part))
        job.turns.append(Turn(content: Self.content(of: words), parameters: parameters))
    }

    private mutating func readAIPerfMembers(_ turn: JSONValue, number: Int) -> AIPerfTurn? {
        var found = AIPerfTurn()
        let members = turn.members
        for (member, name) in zip(members, names(of: members)) where !member.value.isNull {
            switch AIPerfTurnMember(rawValue: name) {
            case .role: found.role = member.value
            case .text: found.text = member.value
            case .texts: found.texts = member.value
            case .extra: found.extra = member.value
            case .outputLength: found.outputLength = member.value
            case .delay, .timestamp: remarkTiming(member.value, name, inTurn: number)
            case .type, .sessionID: break
            case .image, .images, .audio, .audios, .video, .videos, .imageUUIDs:
                fault(
                    "\"\(name)\" is not read here: a turn of this form is its text alone", at: member.value, member: name,
                    hint: "write the turn as {\"user\": [content parts]}")
            case nil: faultUnknown(member, known: AIPerfTurnMember.names)
            }
        }
        if let role = found.role, role.kind != .string { faultKind(role, of: "role", expected: "a string") }
        return found
    }

    /// The texts of a turn: one, or several, some of them under a name.
    private mutating func readWords(_ found: AIPerfTurn, of turn: JSONValue) -> [JSONValue]? {
        if let text = found.text, found.texts == nil {
            guard text.kind != .string else { return [text] }
            faultKind(text, of: "text", expected: "a string")
            return nil
        }
        guard let texts = found.texts, found.text == nil else {
            let message = found.texts == nil ? "the turn has no \"text\"" : "the turn has both \"text\" and \"texts\""
            fault(message, at: found.texts ?? turn, member: found.texts == nil ? "text" : "texts")
            return nil
        }
        let all = texts.elements.flatMap { element in element["contents"]?.elements ?? [element] }
        guard texts.kind == .array, !all.isEmpty, all.allSatisfy({ $0.kind == .string }) else {
            fault("\"texts\" must be an array of strings, or of objects with \"contents\"", at: texts, member: "texts")
            return nil
        }
        return all
    }

    /// Members of the turn's request.
    private mutating func readExtra(_ extra: JSONValue) -> Parameters {
        guard extra.kind == .object else {
            faultKind(extra, of: "extra", expected: "an object")
            return Parameters()
        }
        var found: [Parameters.Member] = []
        let members = extra.members
        for (member, name) in zip(members, names(of: members)) {
            if name == "model" || name == "messages" {
                refuse(member, "\"extra\" must not hold \"\(name)\"", hint: "a conversation has one model, and messages of its own")
            } else {
                readBodyMember(member, name, of: .chat, to: &found)
            }
        }
        return Parameters(found)
    }

    /// One text is the content; several are its parts.
    private static func content(of words: [JSONValue]) -> [UInt8] {
        guard words.count > 1 else { return Array(words[0].raw) }
        var writer = JSONWriter()
        writer.beginArray()
        for text in words {
            writer.beginObject()
            writer.member("type", "text")
            writer.name("text")
            writer.raw(text.raw)
            writer.endObject()
        }
        writer.endArray()
        return writer.bytes
    }

    /// Says that a conversation goes on as soon as it can.
    mutating func remarkTiming(_ value: JSONValue, _ name: String, inTurn number: Int) {
        guard value.double != 0 else { return }
        remark(
            JobRemark(
                .warning(code: "\(name)_ignored", kind: "line \(name)"), at: JobPlace(name, turn: number),
                message: name == "delay"
                    ? "\"delay\" is not kept: a turn is asked for as soon as the one before it is answered"
                    : "\"\(name)\" is not kept: jobs are begun in the order of the file, as soon as the limits let them"))
    }

    /// How many tokens the reply may have, in the parameter that most servers know.
    static func limit(_ value: JSONValue) -> Parameters { Parameters([.init(name: "max_tokens", value: Array(value.raw))]) }
}
