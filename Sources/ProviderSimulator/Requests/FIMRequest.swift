import BatchCore

/// The body of a request to fill in what stands between a prompt and a suffix, checked as a real server checks it
/// (https://api-docs.deepseek.com/api/create-completion).
struct FIMRequest: GenerationRequest {
    let basics: RequestBasics
    let prompt: [UInt8]
    let suffix: [UInt8]
    /// Whether the prompt shall stand before the reply.
    let echoes: Bool
    let logprobs: Logprobs?
    let starts: [PromptStart]

    /// A request of this kind belongs to no conversation.
    var turn: Int { 1 }
    var tools: [ToolDefinition] { [] }

    private static let mostTokens = 4_096

    /// - Parameter root: the body of the request.
    init(_ root: JSONValue, _ terms: Terms) throws(Refusal) {
        guard terms.isBeta else { throw Refusal(betaFeature: "completions api") }
        basics = try RequestBasics(root, terms, mostTokens: Self.mostTokens)
        guard let prompt = root["prompt"], prompt.kind == .string else {
            throw Refusal(
                status: 400,
                message: root["prompt"] == nil
                    ? "Failed to deserialize the JSON body: missing field `prompt`"
                    : "Failed to deserialize the JSON body: prompt: expected a string")
        }
        if let suffix = root["suffix"], suffix.kind != .string, !suffix.isNull {
            throw Refusal(status: 400, message: "Failed to deserialize the JSON body: suffix: expected a string")
        }
        guard basics.era.fillsIn else { throw Refusal(status: 400, message: "\(basics.model) does not support completions") }
        logprobs = try Self.logprobs(of: root)
        self.prompt = MessageText.whole(of: prompt)
        suffix = MessageText.whole(of: root["suffix"])
        echoes = root["echo"]?.bool ?? false
        let start = Self.start(of: self.prompt)
        var whole = start
        whole.add(suffix: suffix)
        starts = [start, whole]
    }

    private static func logprobs(of root: JSONValue) throws(Refusal) -> Logprobs? {
        guard let value = root["logprobs"], !value.isNull else { return nil }
        guard let most = value.int, (0...ChatParameters.mostLogprobs).contains(most) else {
            throw Refusal(
                status: 400, message: "Invalid logprobs value, the valid range of logprobs is [0, \(ChatParameters.mostLogprobs)]")
        }
        return Logprobs(most: most)
    }

    private static func start(of prompt: [UInt8]) -> PromptStart {
        var start = PromptStart()
        start.add(text: prompt)
        return start
    }

    func canMeet(_ fault: Fault.Kind, _ options: SimulatorOptions) -> Bool {
        !Fault.Kind.ofModel.contains(fault) && !Fault.Kind.ofResponses.contains(fault)
    }

    func completion(_ options: SimulatorOptions) -> Completion { Completion(of: self, options: options) }

    func rendering(of generation: Generation) -> any Rendered { Rendering(generation: generation, form: .text, logprobs: logprobs) }

    func next(after reply: Completion) -> PromptStart { Self.start(of: prompt + (reply.content ?? [])) }
}
