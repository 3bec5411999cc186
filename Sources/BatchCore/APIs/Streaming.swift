/// Whether a request asks for its answer as an event stream, and what is added to its body for that.
struct Streaming {
    private(set) var isOn = false
    /// Members of the body, each with a comma before it.
    private(set) var members = ""

    init() {}

    /// A job's own `stream` overrides the run's. `stream_options` are forwarded as the job has them; if it has none, a
    /// stream asks for its usage, as an answer in one piece reports it. DeepSeek refuses `stream_options` without a
    /// stream (https://api-docs.deepseek.com/api/create-chat-completion).
    init(_ request: RoundRequest, byDefault streams: Bool, provider: Provider) {
        let parameters = request.parameters
        if let own = parameters["stream"] {
            isOn = own.bool == true
        } else if streams {
            isOn = true
            members = #","stream":true"#
        }
        // The Responses API always reports it, and knows no such options.
        if case .responses = request.input { return }
        if isOn, provider.takesStreamOptions, !parameters.contains("stream_options") {
            members += #","stream_options":{"include_usage":true}"#
        }
    }
}
