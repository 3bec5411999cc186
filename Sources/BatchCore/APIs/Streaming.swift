/// Whether a request asks for an event stream, and the members of its body for that.
struct Streaming {
    private(set) var isOn = false
    /// Members of the body, each with a comma before it.
    private(set) var members = ""

    init() {}

    /// A job's own `stream` overrides the run's. The job's own `stream_options` are forwarded. If it has none, a stream requests its
    /// usage, which an answer in one piece always reports. DeepSeek refuses `stream_options` without a stream
    /// (https://api-docs.deepseek.com/api/create-chat-completion).
    init(_ request: RoundRequest, byDefault streams: Bool, provider: Provider) {
        let parameters = request.parameters
        if let own = parameters["stream"] {
            isOn = own.bool == true
        } else if streams {
            isOn = true
            members = #","stream":true"#
        }
        // The Responses API always reports usage, and does not have these options.
        if case .responses = request.input { return }
        if isOn, provider.takesStreamOptions, !parameters.contains("stream_options") {
            members += #","stream_options":{"include_usage":true}"#
        }
    }
}
