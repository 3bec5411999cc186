/// A request as the transport sends it.
package struct HTTPRequest: Sendable {
    package var method: String
    package var url: String
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// Whether the request asks for an event stream. The answer may arrive in one piece anyway.
    package var streams: Bool

    package init(
        method: String = "POST", url: String, headers: [(name: String, value: String)], body: [UInt8], streams: Bool = false
    ) {
        (self.method, self.url, self.headers, self.body, self.streams) = (method, url, headers, body, streams)
    }
}
