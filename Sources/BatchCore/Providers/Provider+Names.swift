extension Provider {
    /// The built-in providers, in the order of listings.
    package static let all = [
        deepseek, together, litellm, openai, openrouter, groq, mistral, fireworks, vllm, sglang, llamacpp, ollama, transformers, simulated,
    ]

    /// The provider of that name; nil if the name is unknown.
    package static func named(_ name: String) -> Provider? { all.first { $0.name == name } }

    /// The server at `baseURL`: the provider of that host, or any server of the chat completions API. Such a server has only the common
    /// errors.
    package static func custom(baseURL: String) -> Provider {
        if var known = at(host: Account.host(of: baseURL)) {
            known.baseURL = baseURL
            return known
        }
        return Provider(name: "custom", title: "Custom server", baseURL: baseURL) {
            $0.errors = ErrorTable([])
            // vLLM and Ollama report the usage of streams only on request. A job can write `"stream_options":null` against it.
            $0.takesStreamOptions = true
            $0.completesTexts = true
            $0.splitsThinkTags = true
            $0.responses = .unproven
            $0.documentation = "https://developers.openai.com/api/reference/resources/chat"
        }
    }

    /// Further hosts of providers, besides that of the base URL.
    private static let otherHosts = ["together.ai": "together"]

    /// The provider at `host` or at a parent domain of it; nil for other hosts, such as the user's own machine.
    static func at(host: String) -> Provider? {
        func isOf(_ own: String) -> Bool { !own.isEmpty && (host == own || host.hasSuffix("." + own)) }
        return all.first { isOf($0.ownHost) } ?? otherHosts.first { isOf($0.key) }.flatMap { named($0.value) }
    }

    /// The provider's own domain: the host without the label that only names the API. Empty for servers that users run themselves.
    private var ownHost: String {
        let host = Account.host(of: baseURL)
        if host == "127.0.0.1" { return "" }
        return host.hasPrefix("api.") ? String(host.dropFirst("api.".count)) : host
    }
}
