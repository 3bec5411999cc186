package import BatchCore

extension AskedModel {
    /// The model with its provider, as people read it: `deepseek-chat (deepseek)`.
    package var name: String { "\(model ?? "an unnamed model") (\(provider))" }
}
