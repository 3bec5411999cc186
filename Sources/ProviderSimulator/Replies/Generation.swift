import BatchCore

/// A completion with all that the client is told of it.
struct Generation {
    /// What of a message is shown.
    enum Shown {
        case whole
        /// No text and no calls.
        case null
        case noChoices
        /// An error of the server's in place of the reply.
        case failure
    }

    let completion: Completion
    let flavour: Flavour
    let model: String
    let createdAt: Instant
    let promptTokens: Int
    let cachedTokens: Int
    /// Dollars.
    let cost: Double
    var shown = Shown.whole

    var shownCalls: [ToolCall] { shown == .whole ? completion.toolCalls : [] }
    var totalTokens: Int { promptTokens + completion.completionTokens }
}

/// A part of a stream, and the tokens that it brings.
struct StreamEvent {
    var bytes: [UInt8]
    var tokens = 0
}

/// A generation as an API writes it.
protocol Rendered {
    /// The response of a request that did not ask for a stream.
    var body: [UInt8] { get }
    /// The response to a request for a stream.
    func events(_ options: SimulatorOptions.StreamForm, asksUsage: Bool) -> [StreamEvent]
    /// Half of it, and an error at its end.
    func eventsUntilError(_ options: SimulatorOptions.StreamForm) -> [StreamEvent]
}
