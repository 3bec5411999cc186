/// Looks at the body of a response while it comes: whether the answer has begun, and whether the server still says
/// something. For what the body means it is read as a whole when it has ended.
package struct StreamWatch: Sendable {
    private enum Form { case unknown, events, other }

    private var form = Form.unknown
    private var reader = EventReader()
    /// How many bytes of the body were looked at.
    private var offset = 0
    /// Whether an event brought a part of the answer, of the chain of thought or of a tool call.
    package private(set) var hasToken = false

    package init() {}

    /// Whether the body is an event stream, as far as is known yet.
    package var isStream: Bool { form == .events }

    /// A number that grows with what the body says: comments, as servers send them while a request is in their queue, and
    /// blank lines do not count. Nil for a body that is no event stream.
    package var dataCount: Int? { form == .other ? nil : reader.dataCount }

    /// - Parameter body: all that has come so far, what was looked at before included.
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
