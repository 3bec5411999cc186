extension Provider {
    /// The simulated provider, which answers on this machine as DeepSeek's documentation has it. Where it listens is known
    /// only once it has begun, so the base URL is the account's to name.
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
