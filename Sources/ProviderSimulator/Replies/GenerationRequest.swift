/// A request for generated text, through any API.
protocol GenerationRequest {
    var basics: RequestBasics { get }
    /// The prompt up to each place that the cache may know; the last is the whole prompt.
    var starts: [PromptStart] { get }
    /// The number under which statistics count the reply.
    var turn: Int { get }
    /// The functions that the model may call.
    var tools: [ToolDefinition] { get }

    /// Whether a fault can happen to the reply: some need a reply of a certain kind.
    func canMeet(_ fault: Fault.Kind, _ options: SimulatorOptions) -> Bool
    func completion(_ options: SimulatorOptions) -> Completion
    /// The reply as the request's API writes it.
    func rendering(of generation: Generation) -> any Rendered
    /// The event that replaces the rest of a stream when the provider fails.
    func errorEvent(_ message: String, of flavour: Flavour, _ form: SimulatorOptions.StreamForm) -> [UInt8]
    /// The start of a later request that continues after `reply`.
    func next(after reply: Completion) -> PromptStart
}

extension GenerationRequest {
    var promptTokens: Int { starts.last?.tokens.count ?? 0 }

    func errorEvent(_ message: String, of flavour: Flavour, _ form: SimulatorOptions.StreamForm) -> [UInt8] {
        Rendering.event(flavour.errorInside(message))
    }
}
