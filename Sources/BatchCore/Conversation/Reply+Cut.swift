extension Reply {
    /// Whether the answer ended at a limit of tokens, or of what the model can hold.
    package var isCut: Bool { Self.isCut(finishReason) }

    /// Whether this is a reason that says so: `length`, Mistral's `model_length`
    /// (https://docs.mistral.ai/api/endpoint/chat), and the `max_tokens` of models behind a gateway.
    static func isCut(_ finishReason: String?) -> Bool {
        switch finishReason?.lowercased() {
        case "length"?, "model_length"?, "max_tokens"?: true
        default: false
        }
    }
}
