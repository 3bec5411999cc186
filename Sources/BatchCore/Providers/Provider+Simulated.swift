extension Provider {
    /// The simulated provider, which answers on this machine as DeepSeek's documentation has it. Where it listens is known
    /// only once it has begun, so the base URL is the account's to name.
    package static let simulated = Provider(
        name: "simulated", title: "Simulated provider", baseURL: "", keyVariable: nil, defaultModel: "simulated-chat",
        errors: deepseek.errors, takesStreamOptions: true, betaPath: "/beta", completesPrefixes: true, fillsGaps: true,
        responses: .unproven,
        documentation: deepseek.documentation)
}
