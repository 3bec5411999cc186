/// Watches the body of a response while it arrives: whether the answer has begun, and whether the server still sends data. The meaning of
/// the body is read from the whole body at its end.
package struct StreamWatch: Sendable {
    private enum Form { case unknown, events, other }

    private var form = Form.unknown
    private var reader = EventReader()
    /// The number of bytes of the body that are read.
    private var offset = 0
    /// Whether an event contained a part of the answer, of the reasoning or of a tool call.
    package private(set) var hasToken = false

    package init() {}

    /// Whether the body is an event stream; nil while that is not known.
    package var isStream: Bool { form == .events }

    /// A number that grows with the data in the body. Comments, which servers send while a request is in their queue, and blank lines do
    /// not count. Nil for a body that is not an event stream.
    package var dataCount: Int? { form == .other ? nil : reader.dataCount }

    /// - Parameter body: everything received so far, including what was read before.
    package mutating func look(at body: [UInt8]) {
        if form == .unknown { findForm(of: body) }
        guard form == .events, offset < body.count else { return }
        let events = reader.read(body[offset...])
        offset = body.count
        if !hasToken { hasToken = events.contains { ChatStream.bringsToken($0) } }
    }

    private mutating func findForm(of body: [UInt8]) {
        while offset < body.count, body[offset] <= UInt8(ascii: " ") { offset += 1 }
        guard let isStream = EventReader.begins(body[offset...]) else { return }
        form = isStream ? .events : .other
    }
}
