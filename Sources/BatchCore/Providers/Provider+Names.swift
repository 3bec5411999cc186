extension Provider {
    /// The providers that are known by name, in the order in which they are listed.
    package static let all = [
        deepseek, together, litellm, openai, openrouter, groq, mistral, fireworks, vllm, sglang, llamacpp, ollama, transformers, simulated,
    ]

    /// The provider of that name; nil where none is known by it.
    package static func named(_ name: String) -> Provider? { all.first { $0.name == name } }

    /// The server at `baseURL`: the provider whose host it is, or any server of the chat completions API, whose errors are
    /// meant as the common table has them.
    package static func custom(baseURL: String) -> Provider {
        if var known = at(host: Account.host(of: baseURL)) {
            known.baseURL = baseURL
            return known
        }
        return Provider(name: "custom", title: "Custom server", baseURL: baseURL) {
            $0.errors = ErrorTable([])
            // vLLM and Ollama tell the usage of streams only when asked; a job may write `"stream_options":null`.
            $0.takesStreamOptions = true
            $0.completesTexts = true
            $0.splitsThinkTags = true
            $0.responses = .unproven
            $0.documentation = "https://developers.openai.com/api/reference/resources/chat"
        }
    }

    /// Hosts of a provider besides that of its base URL.
    private static let otherHosts = ["together.ai": "together"]

    /// The provider that answers at `host` or at a part of it; nil for a host that is nobody's, such as one's own machine.
    static func at(host: String) -> Provider? {
        func isOf(_ own: String) -> Bool { !own.isEmpty && (host == own || host.hasSuffix("." + own)) }
        return all.first { isOf($0.ownHost) } ?? otherHosts.first { isOf($0.key) }.flatMap { named($0.value) }
    }

    /// The host that is this provider's alone, without what only names its API; empty for a server of one's own.
    private var ownHost: String {
        let host = Account.host(of: baseURL)
        if host == "127.0.0.1" { return "" }
        return host.hasPrefix("api.") ? String(host.dropFirst("api.".count)) : host
    }
}
