import BatchCore

/// The session id of a request to LiteLLM's proxy (https://docs.litellm.ai/docs/proxy/ui_logs_sessions).
enum SessionID {
    /// The header takes precedence over the body's members. Nil if there is no id.
    static func of(_ request: HTTPRequest, _ root: JSONValue) -> String? {
        let header = request.headers.first { $0.name.lowercased() == "x-litellm-session-id" }?.value
        let metadata = root["metadata"]
        let ids = [header, root["litellm_session_id"]?.string, metadata?["litellm_session_id"]?.string, metadata?["session_id"]?.string]
        return ids.lazy.compactMap { $0 }.first { !$0.isEmpty }.map { String($0.prefix(longest)) }
    }

    /// The proxy cuts longer ids.
    private static let longest = 128
}
