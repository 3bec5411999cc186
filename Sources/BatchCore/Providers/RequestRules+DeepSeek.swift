extension RequestRules {
    /// With DeepSeek's model names, the simulated provider answers as DeepSeek does.
    private static let deepseek = ["deepseek", "simulated"]

    private static let chatPage = "https://api-docs.deepseek.com/api/create-chat-completion"
    private static let infillPage = "https://api-docs.deepseek.com/api/create-completion"
    private static let thinkingPage = "https://api-docs.deepseek.com/guides/thinking_mode"
    private static let reasonerPage = "https://api-docs.deepseek.com/guides/reasoning_model"

    static let ofR1 = RequestRules(
        of: deepseek,
        chat: ["temperature", "top_p", "presence_penalty", "frequency_penalty"].map {
            ParameterRule($0, .always, .all, .ignored, "has no effect with {model}", hint: "leave it out", source: reasonerPage)
        }
            + ["logprobs", "top_logprobs"].map {
                ParameterRule(
                    $0, .always, .otherThan(["false"]), .refused, "is refused by {model}", hint: "leave it out", source: reasonerPage)
            })

    static let ofV4 = RequestRules(
        of: deepseek, chat: sampling + refusedInChats + common + outsideOfSchema, infill: refusedInGaps + common + outsideOfGaps,
        tools: Tools(mostFunctions: 128, longestName: 128, hasStrictRules: true), wantsWordJSON: true, wantsReasoningOfPrefix: true)

    /// How to switch reasoning off.
    static let withoutThinking: Advice = "switch thinking off with \"thinking\": {\"type\": \"disabled\"}"

    private static let sampling =
        [
            ParameterRule(
                "temperature", .whileThinking, .all, .ignored, "has no effect while {model} thinks",
                hint: "leave it out, or \(withoutThinking.text)", source: thinkingPage),
            ParameterRule(
                "top_p", .whileNotThinking, .all, .ignored, "has no effect while {model} does not think, and counts as 1",
                hint: "leave it out", source: chatPage),
            ParameterRule(
                "top_p", .whileThinking, .below(0.95), .clamped, "below 0.95 counts as 0.95 while {model} thinks",
                hint: "leave it out, or raise it", source: chatPage),
        ]
        + ["frequency_penalty", "presence_penalty"].map {
            ParameterRule(
                $0, .always, .all, .deprecated, "is deprecated and has no effect with {model}", hint: "leave it out", source: chatPage)
        }

    private static let refusedInChats = [
        ParameterRule(
            "tool_choice", .whileThinking, .forcingTools, .refused, "must be \"auto\" or \"none\" while {model} thinks",
            hint: withoutThinking, source: chatPage),
        ParameterRule(
            "reasoning_effort", .always, .otherThan(["none", "minimal", "low", "medium", "high", "xhigh", "max", "ultra"]), .refused,
            "must be \"none\", \"low\", \"high\" or \"max\" with {model}", source: thinkingPage),
        ParameterRule(
            "thinking", .always, .member("type", otherThan: ["enabled", "disabled"]), .refused,
            "must have the type \"enabled\" or \"disabled\" with {model}", source: thinkingPage),
        ParameterRule(
            "safety_check", .always, .member("level", otherThan: ["low", "high"]), .refused,
            "must have the level \"low\" or \"high\" with {model}", source: "https://api-docs.deepseek.com/guides/safety"),
        ParameterRule(
            "max_tokens", .always, .outside(1...393_216), .refused, "must be a whole number from 1 to 393216 with {model}",
            source: chatPage),
        ParameterRule(
            "response_format", .always, .member("type", otherThan: ["text", "json_object"]), .refused,
            "must have the type \"text\" or \"json_object\" with {model}",
            hint: "ask for \"json_object\", and hold the replies to a schema with \"expect\"", source: chatPage),
        ParameterRule(
            "top_logprobs", .always, .outside(0...20), .refused, "must be a whole number from 0 to 20 with {model}", source: chatPage),
    ]

    private static let common = [
        ParameterRule(
            "stop", .always, .longerThan(16), .refused, "must have at most 16 strings with {model}", source: chatPage),
        ParameterRule(
            "stream_options", .withoutStream, .all, .refused, "is refused by {model} without a stream",
            hint: Advice("add \"stream\": true beside it", .stream), source: chatPage),
    ]

    private static let outsideOfSchema =
        ["n", "seed", "logit_bias", "parallel_tool_calls"].map {
            ParameterRule($0, .always, .all, .undocumented, undocumented, hint: "leave it out", source: chatPage)
        } + [
            ParameterRule(
                "max_completion_tokens", .always, .all, .undocumented, undocumented, hint: "write \"max_tokens\"", source: chatPage)
        ]

    private static let undocumented = "is not documented for {model}, and probably ignored"

    private static let refusedInGaps = [
        ParameterRule(
            "max_tokens", .always, .outside(1...4_096), .refused, "must be a whole number from 1 to 4096 when {model} fills gaps",
            source: "https://api-docs.deepseek.com/guides/fim_completion"),
        ParameterRule(
            "logprobs", .always, .outside(0...20), .refused, "must be a whole number from 0 to 20 when {model} fills gaps",
            source: infillPage),
    ]

    private static let outsideOfGaps = [
        "thinking", "reasoning_effort", "response_format", "tools", "tool_choice", "top_logprobs", "safety_check", "frequency_penalty",
        "presence_penalty", "n", "seed", "logit_bias", "parallel_tool_calls", "max_completion_tokens",
    ].map {
        ParameterRule(
            $0, .always, .all, .undocumented, "is not documented when {model} fills gaps, and probably ignored", hint: "leave it out",
            source: infillPage)
    }
}
