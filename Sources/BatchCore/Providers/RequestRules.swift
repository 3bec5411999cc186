/// What is known of requests to a model: members that do nothing or are refused, and what must be written otherwise.
package struct RequestRules: Sendable {
    /// What tools must be like.
    package struct Tools: Hashable, Sendable {
        /// The most functions of a request.
        package var mostFunctions: Int
        /// The longest name of a function, in bytes. No two may have the same.
        package var longestName: Int
        /// Whether the rules of strict functions are DeepSeek's (https://api-docs.deepseek.com/guides/tool_calls).
        package var hasStrictRules: Bool
    }

    /// The providers whose API it is said of, by name. Behind others the same model may be served otherwise.
    package var providers: [String]
    /// Of chats.
    package var chat: [ParameterRule]
    /// Of filling gaps.
    package var infill: [ParameterRule]
    /// Nil where nothing is known of them.
    package var tools: Tools?
    /// Whether a model that is asked for JSON must be told so in words as well.
    package var wantsWordJSON: Bool
    /// Whether it wants, while it thinks, the chain of thought that led to the beginning of a reply.
    package var wantsReasoningOfPrefix: Bool

    init(
        of providers: [String], chat: [ParameterRule] = [], infill: [ParameterRule] = [], tools: Tools? = nil,
        wantsWordJSON: Bool = false, wantsReasoningOfPrefix: Bool = false
    ) {
        (self.providers, self.chat, self.infill, self.tools) = (providers, chat, infill, tools)
        (self.wantsWordJSON, self.wantsReasoningOfPrefix) = (wantsWordJSON, wantsReasoningOfPrefix)
    }
}
