import BatchCore

/// A completion with all that the response reports about it.
struct Generation {
    /// The part of the message that is shown.
    enum Shown {
        case whole
        /// No text and no calls.
        case null
        case noChoices
        /// A server error instead of the reply.
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

/// A part of a stream, and the number of its tokens.
struct StreamEvent {
    var bytes: [UInt8]
    var tokens = 0
}

/// A generation in the form of an API.
protocol Rendered {
    /// The response to a request without a stream.
    var body: [UInt8] { get }
    /// The response to a request for a stream.
    func events(_ options: SimulatorOptions.StreamForm, asksUsage: Bool) -> [StreamEvent]
    /// Half of the stream, and an error at its end.
    func eventsUntilError(_ options: SimulatorOptions.StreamForm) -> [StreamEvent]
}
