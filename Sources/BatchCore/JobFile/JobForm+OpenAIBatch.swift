extension JobForm {
    /// The input lines of OpenAI's Batch API (https://developers.openai.com/api/docs/guides/batch): `custom_id`, `method`, `url`,
    /// `body`. Together's and Mistral's lines have only the first and the last
    /// (https://docs.together.ai/docs/inference/batch/tutorial, https://docs.mistral.ai/studio-api/batch-processing).
    package static let openAIBatch = JobForm(
        name: "openai-batch", title: "OpenAI Batch", idMember: OpenAIBatchMember.customID.rawValue,
        recognises: { $0[OpenAIBatchMember.customID.rawValue] != nil }, job: OpenAIBatchLine.job, metadata: OpenAIBatchLine.metadata,
        history: { ($0["body"]?["messages"]?.elements ?? []).dropLast() }, requestMember: OpenAIBatchMember.body.rawValue,
        parametersMember: OpenAIBatchMember.body.rawValue)
}

/// The members of an input line.
private enum OpenAIBatchMember: String, CaseIterable {
    case customID = "custom_id"
    case method, url, body

    static let names = allCases.map(\.rawValue)
}

/// A line of a batch's input.
private enum OpenAIBatchLine {
    /// The reference answers of a replayed chat.
    static func metadata(_ root: JSONValue, _ reading: JobReading) -> JSONText? {
        guard reading == .replay, let messages = root["body"]?["messages"] else { return nil }
        let script = MessageScript(messages.elements, reading, ending: .request)
        return ForeignLine.metadata(root, reference: script.reference) { _ in false }
    }

    static func job(_ root: JSONValue, _ line: inout LineContext) -> Job? {
        var job = line.emptyJob
        let isOutput = root["body"] == nil && root["response"] != nil
        guard !isOutput else {
            line.fault("this is a line of a batch's output, not a job", at: root, hint: "the input's lines have a \"body\"")
            return nil
        }
        var api: Job.API?
        let members = root.members
        for (member, name) in zip(members, line.names(of: members)) where !member.value.isNull || name == "body" {
            switch OpenAIBatchMember(rawValue: name) {
            case .customID: job.id = line.id(member.value, of: name) ?? ""
            case .method:
                if let method = line.text(member.value, of: name), method.uppercased() != "POST" {
                    line.fault("\"method\" must be \"POST\"", at: member.value, member: name)
                }
            case .url: api = line.text(member.value, of: name).flatMap { endpoint($0, at: member.value, &line) }
            case .body: break
            case nil: line.faultUnknown(member, known: OpenAIBatchMember.names, hint: hint(forBatchMember: name))
            }
        }
        guard let body = root["body"] else {
            line.fault("the member \"body\" is missing", at: root, member: "body", hint: "it holds the request")
            return job
        }
        guard body.kind == .object else {
            line.faultKind(body, of: "body", expected: "an object")
            return job
        }
        if root["url"]?.isNull ?? true { api = self.api(ofBody: body, &line) }
        guard let api else { return job }
        job.api = api
        readBody(body, into: &job, &line)
        ForeignLine.complete(&job, line)
        return job
    }

    private static func hint(forBatchMember name: String) -> Advice? {
        ForeignLine.isParameter(name) || name == "model" || name == "messages" ? "it belongs in \"body\"" : nil
    }

    /// The API of a URL. Only its end counts, since providers have different paths before it.
    private static func endpoint(_ url: String, at place: JSONValue, _ line: inout LineContext) -> Job.API? {
        let endpoints: [(String, Job.API)] = [("/chat/completions", .chat), ("/completions", .fim), ("/responses", .responses)]
        if let (_, api) = endpoints.first(where: { url.hasSuffix($0.0) }) { return api }
        line.fault(
            "this \"url\" is not supported", at: place, member: "url",
            hint: "supported are \(endpoints.map { "/v1\($0.0)" }.joined(separator: ", "))")
        return nil
    }

    /// The API by the members of the request, for lines without a URL.
    private static func api(ofBody body: JSONValue, _ line: inout LineContext) -> Job.API? {
        if body["messages"] != nil { return .chat }
        if body["prompt"] != nil { return .fim }
        if body["input"] != nil { return .responses }
        line.fault("the request has no \"messages\", no \"prompt\" and no \"input\"", at: body, member: "body")
        return nil
    }

    private static func readBody(_ body: JSONValue, into job: inout Job, _ line: inout LineContext) {
        var parameters: [Parameters.Member] = []
        let members = body.members
        let own = Self.members(of: job.api)
        for (member, name) in zip(members, line.names(of: members)) {
            if name == "model" {
                if !member.value.isNull { job.model = line.text(member.value, of: name) }
            } else if !own.contains(name) {
                if name == "messages" {
                    line.refuse(member, "a request to this \"url\" has no \"messages\"", hint: "use /v1/chat/completions")
                } else {
                    ForeignLine.add(member, name, of: job.api, to: &parameters, &line)
                }
            }
        }
        job.parameters = Parameters(parameters)
        guard let asked = body[own[0]] else { return line.fault("the request has no \"\(own[0])\"", at: body, member: own[0]) }
        switch job.api {
        case .chat: MessageScript.read(asked, into: &job, ending: .request, &line)
        case .fim: readGap(asked, of: body, into: &job, &line)
        case .responses: readInput(asked, of: body, into: &job, &line)
        }
    }

    /// The members of a request that become the script. The first one holds the question.
    private static func members(of api: Job.API) -> [String] {
        switch api {
        case .chat: ["messages"]
        case .fim: ["prompt", "suffix"]
        case .responses: ["input", "instructions"]
        }
    }

    /// Reads a completion: the text before a gap, and the optional text after it.
    private static func readGap(_ prompt: JSONValue, of body: JSONValue, into job: inout Job, _ line: inout LineContext) {
        guard prompt.kind == .string else {
            return line.fault(
                "\"prompt\" must be a string, not \(prompt.kind.noun)", at: prompt, member: "prompt",
                hint: prompt.kind == .array ? "write a line for each prompt" : nil)
        }
        let suffix = body["suffix"].flatMap { $0.isNull ? nil : $0 }
        if let suffix, suffix.kind != .string { return line.faultKind(suffix, of: "suffix", expected: "a string") }
        line.turnPlaces.append(body)
        job.turns.append(Turn(content: prompt.text, suffix: suffix?.text))
    }

    /// Reads the input of a response: a text, or items. The last item is the turn if it is the user's.
    private static func readInput(_ input: JSONValue, of body: JSONValue, into job: inout Job, _ line: inout LineContext) {
        if let instructions = body["instructions"], !instructions.isNull {
            job.instructions = MessageReader.instructions(instructions, &line)
        }
        line.turnPlaces.append(body)
        guard input.kind != .string else { return job.turns.append(Turn(content: input.text)) }
        guard input.kind == .array else { return line.faultKind(input, of: "input", expected: "a string or an array of items") }
        let items = input.elements
        guard let last = items.last else { return line.fault("\"input\" is empty", at: input, member: "input") }
        job.opening = MessageReader.items(input, of: "input", &line)
        guard last["role"]?.string == "user", let content = last["content"] else {
            return job.turns.append(Turn(content: JSONText(string: ""), isSilent: true))
        }
        job.opening = JSONItems(items.dropLast())
        let isMore = last.members.contains { !["role", "content"].contains($0.name) }
        job.turns.append(Turn(content: content.text, message: isMore ? last.text : nil))
    }
}
