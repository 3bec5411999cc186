/// What the script says next.
package struct Turn: Sendable {
    /// The content of the user's message: a JSON string, or an array of content parts, as written. Where gaps are filled
    /// (``Job/API/fim``) the text before the gap, a JSON string.
    package var content: [UInt8]
    /// The whole message, encoded, where the line has it whole: it is sent as it stands, in place of one with ``content``. An
    /// empty one says nothing: the reply is to the history as it stands.
    package var message: [UInt8]?
    /// The text after the gap, a JSON string; nil where there is none.
    package var suffix: [UInt8]?
    /// What the reply begins with; nil where the model begins it.
    package var prefix: String?
    /// What the reply must be; nil where any will do.
    package var expectation: Expectation?
    /// Whether a function of the turn's tools is strict, which some providers know under a URL of its own only.
    package var hasStrictTools: Bool
    /// Parameters that hold for this turn alone; they go before the job's.
    package var parameters: Parameters

    /// Whether something comes after what the model is to write.
    var endsInGap: Bool { suffix.map { $0 != Array("\"\"".utf8) } ?? false }

    package init(
        content: [UInt8], message: [UInt8]? = nil, suffix: [UInt8]? = nil, prefix: String? = nil, expectation: Expectation? = nil,
        hasStrictTools: Bool = false, parameters: Parameters = Parameters()
    ) {
        (self.content, self.message, self.suffix, self.prefix) = (content, message, suffix, prefix)
        (self.expectation, self.hasStrictTools, self.parameters) = (expectation, hasStrictTools, parameters)
    }
}
