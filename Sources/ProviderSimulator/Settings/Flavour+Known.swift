import BatchCore

extension Flavour {
    static let known = [deepseek, together, litellm, openai]

    /// DeepSeek (https://api-docs.deepseek.com/api/create-chat-completion).
    static let deepseek = Flavour(
        name: "deepseek", betaPath: "/beta", isHeldToDeepSeek: true, earlierThoughts: .demanded, hasBalancePage: true,
        streamUsage: .lastChunk, endsStreamsBarely: false, errorsInside: (.numeric, 502))

    /// Together.ai (https://docs.together.ai/docs/error-codes, https://docs.together.ai/docs/serverless/rate-limits,
    /// https://docs.together.ai/docs/inference/chat/reasoning).
    static let together = Flavour(
        name: "together", knowsReasoningSwitch: true, listsModelsBarely: true,
        thoughts: Thoughts(member: "reasoning", inlineModels: "deepseek-r1"), usage: .flatUnlessThinking, streamUsage: .lastChunk,
        otherStop: "eos", showsFingerprint: false, moreOfChats: [("prompt", JSONText(constant: "[]"))], showsSeed: true,
        refusals: .ofTogether, limitHeaders: .plain, retryAfter: (.never, ""))

    /// LiteLLM's proxy without a database, before DeepSeek (https://docs.litellm.ai/docs/proxy/response_headers,
    /// https://docs.litellm.ai/docs/exception_mapping).
    static let litellm = Flavour(
        name: "litellm", earlierThoughts: .welcome, countsSessions: true, streamedUsage: .nested, streamUsage: .choiceChunk,
        hidesFinishReasons: true, reportsCost: true,
        responses: Responses(forgetsInSilence: true, hasLongIDs: true), refusals: .ofLiteLLM, errors: .textCode,
        errorsInside: (.textCode, 500), limitHeaders: .passedOn, retryAfter: (.seconds, "llm_provider-"))

    /// OpenAI (https://developers.openai.com/api/docs/guides/rate-limits,
    /// https://developers.openai.com/api/reference/resources/responses).
    static let openai = Flavour(
        name: "openai", thoughts: Thoughts(member: nil), usage: .nested, idPrefix: "chatcmpl-",
        moreOfMessages: [("refusal", .null), ("annotations", JSONText(constant: "[]"))],
        responses: Responses(state: .kept, repeatsPreviousID: true, summarizesThoughts: true, fewestTokens: 16), refusals: .ofOpenAI,
        limitHeaders: .suffixed)
}
