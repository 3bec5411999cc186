/// The next message of the script, with its settings.
package struct Turn: Sendable {
    /// The content of the user's message, as written: a JSON string, or an array of content parts. For FIM (``Job/API/fim``) it is the
    /// text before the gap, a JSON string.
    package var content: JSONText
    /// The whole message, if the line has one. It is sent unchanged, instead of a message with ``content``.
    package var message: JSONText?
    /// Whether the turn has no message: the reply continues the history as it is.
    package var isSilent: Bool
    /// The text after the gap, a JSON string; nil if there is none.
    package var suffix: JSONText?
    /// The prefill; nil if the model begins the reply.
    package var prefix: String?
    /// The expectation for the reply; nil if any reply is accepted.
    package var expectation: Expectation?
    /// Whether a function of the turn's tools is strict, which some providers offer only under another URL.
    package var hasStrictTools: Bool
    /// Parameters of this turn only; they override the job's.
    package var parameters: Parameters

    /// Whether there is text after the gap.
    var endsInGap: Bool { suffix.map { $0.string?.isEmpty == false } ?? false }

    package init(
        content: JSONText, message: JSONText? = nil, isSilent: Bool = false, suffix: JSONText? = nil, prefix: String? = nil,
        expectation: Expectation? = nil, hasStrictTools: Bool = false, parameters: Parameters = Parameters()
    ) {
        (self.content, self.message, self.isSilent, self.suffix, self.prefix) = (content, message, isSilent, suffix, prefix)
        (self.expectation, self.hasStrictTools, self.parameters) = (expectation, hasStrictTools, parameters)
    }
}
