/// What is known of requests to a model: members that do nothing or are refused, and what must be written otherwise.
public struct RequestRules: Sendable {
    /// What tools must be like.
    public struct Tools: Hashable, Sendable {
        /// The most functions of a request.
        public var mostFunctions: Int
        /// The longest name of a function, in bytes. No two may have the same.
        public var longestName: Int
        /// Whether the rules of strict functions are DeepSeek's (https://api-docs.deepseek.com/guides/tool_calls).
        public var hasStrictRules: Bool
    }

    /// The providers whose API it is said of, by name. Behind others the same model may be served otherwise.
    public var providers: [String]
    /// Of chats.
    public var chat: [ParameterRule]
    /// Of filling gaps.
    public var infill: [ParameterRule]
    /// Nil where nothing is known of them.
    public var tools: Tools?
    /// Whether a model that is asked for JSON must be told so in words as well.
    public var wantsWordJSON: Bool
    /// Whether it wants, while it thinks, the chain of thought that led to the beginning of a reply.
    public var wantsReasoningOfPrefix: Bool

    init(
        of providers: [String], chat: [ParameterRule] = [], infill: [ParameterRule] = [], tools: Tools? = nil,
        wantsWordJSON: Bool = false, wantsReasoningOfPrefix: Bool = false
    ) {
        (self.providers, self.chat, self.infill, self.tools) = (providers, chat, infill, tools)
        (self.wantsWordJSON, self.wantsReasoningOfPrefix) = (wantsWordJSON, wantsReasoningOfPrefix)
    }
}
