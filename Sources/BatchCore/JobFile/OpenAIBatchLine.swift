/// The members of an input line of a batch (https://developers.openai.com/api/docs/guides/batch; Together's and Mistral's lines
/// have but the first and the last, https://docs.together.ai/docs/inference/batch/tutorial,
/// https://docs.mistral.ai/studio-api/batch-processing).
enum OpenAIBatchMember: String, CaseIterable {
    case customID = "custom_id"
    case method, url, body

    static let names = allCases.map(\.rawValue)

    /// What a replayed chat has as answers to compare with.
    static func metadata(of root: JSONValue, _ reading: JobReading) -> [UInt8]? {
        guard reading == .replay, let messages = root["body"]?["messages"] else { return nil }
        let script = MessageScript(messages.elements, reading, ending: .request)
        return ForeignMetadata.object(root, reference: script.reference) { _ in false }
    }
}

extension JobLineReader {
    mutating func readOpenAIBatch(_ root: JSONValue) -> Job? {
        var job = Job(id: "", line: line, turns: [])
        let isOutput = root["body"] == nil && root["response"] != nil
        guard !isOutput else {
            fault("this is a line of a batch's output, which asks nothing", at: root, hint: "the input's lines have a \"body\"")
            return nil
        }
        var api: Job.API?
        let members = root.members
        for (member, name) in zip(members, names(of: members)) where !member.value.isNull || name == "body" {
            switch OpenAIBatchMember(rawValue: name) {
            case .customID: job.id = id(member.value, of: name) ?? ""
            case .method:
                if let method = text(member.value, of: name), method.uppercased() != "POST" {
                    fault("\"method\" must be \"POST\"", at: member.value, member: name)
                }
            case .url: api = text(member.value, of: name).flatMap { readEndpoint($0, at: member.value) }
            case .body: break
            case nil: faultUnknown(member, known: OpenAIBatchMember.names, hint: Self.hint(forBatchMember: name))
            }
        }
        guard let body = root["body"] else {
            fault("the member \"body\" is missing", at: root, member: "body", hint: "it holds the request")
            return job
        }
        guard body.kind == .object else {
            faultKind(body, of: "body", expected: "an object")
            return job
        }
        if root["url"]?.isNull ?? true { api = readAPI(ofBody: body) }
        guard let api else { return job }
        job.api = api
        readBody(body, into: &job)
        complete(&job)
        return job
    }

    private static func hint(forBatchMember name: String) -> Advice? {
        MessagesMember.isParameter(name) || name == "model" || name == "messages" ? "it stands in \"body\"" : nil
    }

    /// Providers have other words before the last.
    private mutating func readEndpoint(_ url: String, at place: JSONValue) -> Job.API? {
        let endpoints: [(String, Job.API)] = [("/chat/completions", .chat), ("/completions", .fim), ("/responses", .responses)]
        if let (_, api) = endpoints.first(where: { url.hasSuffix($0.0) }) { return api }
        fault(
            "\"url\" asks for what cannot be run here", at: place, member: "url",
            hint: "what can are \(endpoints.map { "/v1\($0.0)" }.joined(separator: ", "))")
        return nil
    }

    /// What is asked, told by the request itself.
    private mutating func readAPI(ofBody body: JSONValue) -> Job.API? {
        if body["messages"] != nil { return .chat }
        if body["prompt"] != nil { return .fim }
        if body["input"] != nil { return .responses }
        fault("the request has no \"messages\", no \"prompt\" and no \"input\"", at: body, member: "body")
        return nil
    }

    private mutating func readBody(_ body: JSONValue, into job: inout Job) {
        var parameters: [Parameters.Member] = []
        let members = body.members
        let own = Self.members(of: job.api)
        for (member, name) in zip(members, names(of: members)) {
            if name == "model" {
                if !member.value.isNull { job.model = text(member.value, of: name) }
            } else if !own.contains(name) {
                if name == "messages" {
                    refuse(member, "a request to this \"url\" has no \"messages\"", hint: "/v1/chat/completions has")
                } else {
                    readBodyMember(member, name, of: job.api, to: &parameters)
                }
            }
        }
        job.parameters = Parameters(parameters)
        guard let asked = body[own[0]] else { return fault("the request has no \"\(own[0])\"", at: body, member: own[0]) }
        switch job.api {
        case .chat: readScript(asked, into: &job, ending: .request)
        case .fim: readGap(asked, of: body, into: &job)
        case .responses: readInput(asked, of: body, into: &job)
        }
    }

    /// What of a request becomes the script, what is asked first.
    private static func members(of api: Job.API) -> [String] {
        switch api {
        case .chat: ["messages"]
        case .fim: ["prompt", "suffix"]
        case .responses: ["input", "instructions"]
        }
    }

    /// A completion that is no chat: the text before a gap, and after it where there is one.
    private mutating func readGap(_ prompt: JSONValue, of body: JSONValue, into job: inout Job) {
        guard prompt.kind == .string else {
            return fault(
                "\"prompt\" must be a string, and this is \(Self.name(of: prompt.kind))", at: prompt, member: "prompt",
                hint: prompt.kind == .array ? "write a line for each prompt" : nil)
        }
        let suffix = body["suffix"].flatMap { $0.isNull ? nil : $0 }
        if let suffix, suffix.kind != .string { return faultKind(suffix, of: "suffix", expected: "a string") }
        turnPlaces.append((body, part))
        job.turns.append(Turn(content: Array(prompt.raw), suffix: (suffix?.raw).map { Array($0) }))
    }

    /// The input of a response: a text, or items, of which the last is asked where it is the user's.
    private mutating func readInput(_ input: JSONValue, of body: JSONValue, into job: inout Job) {
        if let instructions = body["instructions"], !instructions.isNull { job.instructions = readInstructions(instructions) }
        turnPlaces.append((body, part))
        guard input.kind != .string else { return job.turns.append(Turn(content: Array(input.raw))) }
        guard input.kind == .array else { return faultKind(input, of: "input", expected: "a string or an array of items") }
        let items = input.elements
        guard let last = items.last else { return fault("\"input\" is empty", at: input, member: "input") }
        job.opening = readItems(input, of: "input")
        guard last["role"]?.string == "user", let content = last["content"] else {
            return job.turns.append(Turn(content: Array("\"\"".utf8), message: []))
        }
        job.opening = Array(items.dropLast().map(\.raw).joined(separator: [UInt8(ascii: ",")]))
        let isMore = last.members.contains { !["role", "content"].contains($0.name) }
        job.turns.append(Turn(content: Array(content.raw), message: isMore ? Array(last.raw) : nil))
    }
}
