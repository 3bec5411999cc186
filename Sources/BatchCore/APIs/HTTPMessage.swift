/// A request as the transport sends it.
package struct HTTPRequest: Sendable {
    package var method: String
    package var url: String
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// Whether the answer is asked for as an event stream. It may come in one piece all the same.
    package var streams: Bool

    package init(
        method: String = "POST", url: String, headers: [(name: String, value: String)], body: [UInt8], streams: Bool = false
    ) {
        (self.method, self.url, self.headers, self.body, self.streams) = (method, url, headers, body, streams)
    }
}

/// A response that came to its end.
package struct HTTPResponse: Sendable {
    package var status: Int
    /// In the order received; names as the server wrote them.
    package var headers: [(name: String, value: String)]
    /// Decoded from any content coding.
    package var body: [UInt8]

    package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8]) {
        (self.status, self.headers, self.body) = (status, headers, body)
    }

    /// The value of the first header with that name, in whatever case either is written; nil if there is none.
    package func header(_ name: String) -> String? { headers.first { Self.isSame($0.name, name) }?.value }

    /// Whether two names of headers differ in the case of ASCII letters at most (RFC 9110, 5.1).
    private static func isSame(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && zip(left.utf8, right.utf8).allSatisfy { lowercased($0) == lowercased($1) }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
}

/// Why a transfer gave no complete response.
package enum TransferFault: Error, Hashable, Sendable {
    case hostNotFound(String)
    case connectionRefused(String)
    case connectTimeout(Duration)
    /// TLS could not be agreed, or the certificate is not one to trust.
    case insecure(String)
    case idleTimeout(Duration)
    case attemptTimeout(Duration)
    /// The connection ended before the response did.
    case torn(String)
    case bodyTooLarge(limit: Int)
    case other(String)
}
