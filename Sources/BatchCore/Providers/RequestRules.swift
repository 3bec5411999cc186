/// Rules for requests to a model: members that have no effect or are refused, and forms that differ.
package struct RequestRules: Sendable {
    /// Requirements for tools.
    package struct Tools: Hashable, Sendable {
        /// The most functions in a request.
        package var mostFunctions: Int
        /// The longest function name, in bytes. Names must differ.
        package var longestName: Int
        /// Whether the rules of strict functions are DeepSeek's (https://api-docs.deepseek.com/guides/tool_calls).
        package var hasStrictRules: Bool
    }

    /// The names of the providers whose API has these rules. Other providers may serve the same model differently.
    package var providers: [String]
    /// Rules for chats.
    package var chat: [ParameterRule]
    /// Rules for filling gaps (FIM).
    package var infill: [ParameterRule]
    /// Nil if no rules are known.
    package var tools: Tools?
    /// Whether the messages must mention JSON if the request sets JSON mode.
    package var wantsWordJSON: Bool
    /// Whether a reasoning model needs the reasoning that led to a prefill.
    package var wantsReasoningOfPrefix: Bool

    init(
        of providers: [String], chat: [ParameterRule] = [], infill: [ParameterRule] = [], tools: Tools? = nil,
        wantsWordJSON: Bool = false, wantsReasoningOfPrefix: Bool = false
    ) {
        (self.providers, self.chat, self.infill, self.tools) = (providers, chat, infill, tools)
        (self.wantsWordJSON, self.wantsReasoningOfPrefix) = (wantsWordJSON, wantsReasoningOfPrefix)
    }
}
