/// A complete response.
package struct HTTPResponse: Sendable {
    package var status: Int
    /// In the order received, with names as the server wrote them.
    package var headers: [(name: String, value: String)]
    /// The body after any content coding is decoded.
    package var body: [UInt8]

    package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8]) {
        (self.status, self.headers, self.body) = (status, headers, body)
    }

    /// The first header of that name, compared without case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.utf8.count == name.utf8.count && $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// The reason why a transfer gave no complete response.
package enum TransferFault: Error, Hashable, Sendable {
    case hostNotFound(String)
    case connectionRefused(String)
    case connectTimeout(Duration)
    /// TLS failed, or the certificate is not trusted.
    case insecure(String)
    case idleTimeout(Duration)
    case attemptTimeout(Duration)
    /// The connection ended before the response was complete.
    case torn(String)
    case bodyTooLarge(limit: Int)
    case other(String)
}
