import BatchCore

/// The body of a FIM request: the reply goes between a prompt and a suffix. It is checked as a real server checks it
/// (https://api-docs.deepseek.com/api/create-completion).
struct FIMRequest {
    let basics: RequestBasics
    let prompt: [UInt8]
    let suffix: [UInt8]
    /// Whether the response repeats the prompt before the reply.
    let echoes: Bool
    /// The number of other tokens reported beside each token of the reply, with their probabilities; nil for no report.
    let logprobs: Int?
    let starts: [PromptStart]

    /// A FIM request belongs to no conversation.
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

    private static func logprobs(of root: JSONValue) throws(Refusal) -> Int? {
        guard let value = root["logprobs"], !value.isNull else { return nil }
        guard let most = value.int, (0...ChatParameters.mostLogprobs).contains(most) else {
            throw Refusal(
                status: 400, message: "Invalid logprobs value, the valid range of logprobs is [0, \(ChatParameters.mostLogprobs)]")
        }
        return most
    }

    static func start(of prompt: [UInt8]) -> PromptStart {
        var start = PromptStart()
        start.add(text: prompt)
        return start
    }
}
