extension Provider {
    /// The providers that are known by name, in the order in which they are listed.
    public static let all = [deepseek, together, litellm, openai, simulated]

    /// The provider of that name; nil where none is known by it.
    public static func named(_ name: String) -> Provider? { all.first { $0.name == name } }

    /// Any other server of the chat completions API (vLLM, SGLang, llama.cpp, Ollama, OpenRouter, Groq, …): errors are
    /// meant as the common table has them.
    public static func custom(baseURL: String) -> Provider {
        Provider(
            name: "custom", title: "Custom server", baseURL: baseURL, keyVariable: nil, errors: ErrorTable([]),
            // vLLM and Ollama tell the usage of streams only when asked; a job may write `"stream_options":null`.
            takesStreamOptions: true, splitsThinkTags: true, responses: .unproven,
            documentation: "https://developers.openai.com/api/reference/resources/chat")
    }
}
