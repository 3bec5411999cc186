extension Provider {
    /// The simulated provider. It answers on this machine as DeepSeek's documentation describes. Its address is known only when it has
    /// started, so the account sets the base URL.
    package static let simulated = Provider(name: "simulated", title: "Simulated provider", baseURL: "") {
        $0.defaultModel = "simulated-chat"
        $0.errors = deepseek.errors
        $0.takesStreamOptions = true
        $0.betaPath = "/beta"
        $0.completesPrefixes = true
        $0.fillsGaps = true
        $0.responses = .unproven
        $0.documentation = deepseek.documentation
    }
}
