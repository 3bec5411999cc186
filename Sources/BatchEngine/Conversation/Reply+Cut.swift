extension Reply {
    /// Whether the answer ended at a limit: of tokens, or of what the model can hold (Mistral's `model_length`).
    public var isCut: Bool { finishReason == "length" || finishReason == "model_length" }
}
