import BatchEngine

extension StreamFixture {
    /// As they were recorded at LiteLLM's proxy 1.106 before a DeepSeek server, and as providers print them in their references.
    static let captured = [
        StreamFixture(
            "LiteLLM: usage on a chunk of its own, with a choice", provider: .litellm, body: liteLLM, content: "hi",
            reasoning: "th", usage: [10, 5, 6, 3]),
        StreamFixture(
            "LiteLLM: failure in the middle", provider: .litellm, body: hello + liteLLMFailure, summary: "transient server_error"),
        StreamFixture(
            "DeepSeek: the end as its reference prints it", body: deepSeekStart + deepSeekEnd, content: "Hi", usage: [17, 9, nil, nil]),
        StreamFixture(
            "OpenRouter: error in the middle", body: ": OPENROUTER PROCESSING\n\n" + hello + openRouterFailure,
            summary: "throttled rate_limited"),
    ]

    private static let liteLLM = #"""
        data: {"id":"ds-1","created":1795222168,"model":"ds","object":"chat.completion.chunk",\#
        "choices":[{"index":0,"delta":{"reasoning_content":"th","role":"assistant"}}]}

        data: {"id":"ds-1","object":"chat.completion.chunk","created":1795222168,"model":"ds",\#
        "choices":[{"index":0,"delta":{"content":"hi"}}]}

        data: {"id":"ds-1","object":"chat.completion.chunk","created":1795222168,"model":"ds",\#
        "choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: {"id":"ds-1","created":1795222168,"model":"ds","object":"chat.completion.chunk","choices":[{"index":0,"delta":{}}],\#
        "usage":{"completion_tokens":5,"prompt_tokens":10,"total_tokens":15,"completion_tokens_details":{"reasoning_tokens":3},\#
        "prompt_tokens_details":{"cached_tokens":6},"cost":3.618e-6}}

        data: [DONE]


        """#

    private static let liteLLMFailure = #"""
        data: {"error": {"message": "litellm.InternalServerError: InternalServerError: DeepseekException - mid", \#
        "type": "internal_server_error", "param": null, "code": "500"}}


        """#

    private static let deepSeekStart = chunk(#""content":"","role":"assistant""#) + chunk(#""content":"Hi""#)
    private static let deepSeekEnd = #"""
        data: {"choices": [{"delta": {"content": "", "role": null}, "finish_reason": "stop", "index": 0, "logprobs": null}], \#
        "created": 1718345013, "id": "1f633d8bfc032625086f14113c411638", "model": "deepseek-v4-pro", \#
        "object": "chat.completion.chunk", "system_fingerprint": "fp_a49d71b8a1", \#
        "usage": {"completion_tokens": 9, "prompt_tokens": 17, "total_tokens": 26}}

        data: [DONE]


        """#

    private static let openRouterFailure = #"""
        data: {"id":"gen-abc123","object":"chat.completion.chunk","created":1234567890,"model":"openai/gpt-4o","provider":"OpenAI",\#
        "error":{"code":429,"message":"Rate limit exceeded","metadata":{"error_type":"rate_limit_exceeded"}},\#
        "choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}


        """#
}
