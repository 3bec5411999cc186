// Requests: what clients ask for, read and checked as a real server does it. What is wrong with a request becomes a
// `Refusal`; what is left is ready to be answered.

/// A request for generated text, whatever its API.
protocol GenerationRequest {
    var basics: RequestBasics { get }
    /// The prompt up to each place where the cache may know it; the last is the whole.
    var starts: [PromptStart] { get }
    /// The number under which the ledger counts the reply.
    var turn: Int { get }
    /// The functions that the model may call.
    var tools: [ToolDefinition] { get }

    /// Whether a fault can happen to the reply: those of the model need a reply of their kind.
    func canMeet(_ fault: Fault.Kind, _ options: SimulatorOptions) -> Bool
    func completion(_ options: SimulatorOptions) -> Completion
    /// How the reply is written.
    func rendering(of generation: Generation) -> any Rendered
    /// What comes in a stream in place of the next part, when the provider fails.
    func errorEvent(_ message: String, of flavour: Flavour, _ form: SimulatorOptions.StreamForm) -> [UInt8]
    /// What a request begins with that goes on where `reply` ends.
    func next(after reply: Completion) -> PromptStart
}

extension GenerationRequest {
    var promptTokens: Int { starts.last?.tokens.count ?? 0 }

    func errorEvent(_ message: String, of flavour: Flavour, _ form: SimulatorOptions.StreamForm) -> [UInt8] {
        Rendering.event(flavour.errorInside(message))
    }
}
