/// What the script says next.
package struct Turn: Sendable {
    /// The content of the user's message: a JSON string, or an array of content parts, as written. Where gaps are filled
    /// (``Job/API/fim``) the text before the gap, a JSON string.
    package var content: JSONText
    /// The whole message, if the line has one: it is sent as it is, in place of one with ``content``.
    package var message: JSONText?
    /// Whether nothing is said: the reply is to the history as it is.
    package var isSilent: Bool
    /// The text after the gap, a JSON string; nil if there is none.
    package var suffix: JSONText?
    /// What the reply begins with; nil if the model begins it.
    package var prefix: String?
    /// What the reply must be; nil if any will do.
    package var expectation: Expectation?
    /// Whether a function of the turn's tools is strict, which some providers offer under another URL only.
    package var hasStrictTools: Bool
    /// Parameters that hold for this turn alone; they go before the job's.
    package var parameters: Parameters

    /// Whether something comes after what the model is to write.
    var endsInGap: Bool { suffix.map { $0.string?.isEmpty == false } ?? false }

    package init(
        content: JSONText, message: JSONText? = nil, isSilent: Bool = false, suffix: JSONText? = nil, prefix: String? = nil,
        expectation: Expectation? = nil, hasStrictTools: Bool = false, parameters: Parameters = Parameters()
    ) {
        (self.content, self.message, self.isSilent, self.suffix, self.prefix) = (content, message, isSilent, suffix, prefix)
        (self.expectation, self.hasStrictTools, self.parameters) = (expectation, hasStrictTools, parameters)
    }
}
