/// Whether a request asks for its answer as an event stream, and what is added to its body for that.
struct Streaming {
    private(set) var isOn = false
    /// Members of the body, each with a comma before it.
    private(set) var members = ""

    init() {}

    /// A job's own `stream` goes before the run's. `stream_options` are forwarded as the job has them; where it has none, a
    /// stream asks to be told its usage, as an answer in one piece tells it. DeepSeek refuses `stream_options` without a
    /// stream (https://api-docs.deepseek.com/api/create-chat-completion).
    init(_ request: RoundRequest, byDefault streams: Bool, provider: Provider) {
        let parameters = request.parameters
        if let own = parameters["stream"] {
            isOn = own.elementsEqual("true".utf8)
        } else if streams {
            isOn = true
            members = #","stream":true"#
        }
        // The Responses API tells it always, and knows no such options.
        if case .responses = request.input { return }
        if isOn, provider.takesStreamOptions, !parameters.contains("stream_options") {
            members += #","stream_options":{"include_usage":true}"#
        }
    }
}
