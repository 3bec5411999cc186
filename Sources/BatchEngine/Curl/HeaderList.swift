import CCurl

/// Header lines as curl takes them. One list serves all requests with the same headers.
@safe final class HeaderList {
    let headers: [(name: String, value: String)]
    /// Valid while the list lives.
    private(set) var first: UnsafeMutablePointer<curl_slist>?

    /// Nil if a name is empty, or if a name or a value contains a line break or a zero, which would add other headers.
    init?(_ headers: [(name: String, value: String)]) {
        self.headers = headers
        for (name, value) in headers {
            guard !name.isEmpty, !Self.breaksLine(name), !Self.breaksLine(value) else { return nil }
            // Curl writes a header without a value only if it ends in a semicolon.
            add(value.isEmpty ? "\(name);" : "\(name): \(value)")
        }
        // Otherwise curl announces a long body first, and waits a second if the server does not know that header.
        add("Expect:")
    }

    deinit { unsafe curl_slist_free_all(first) }

    func holds(_ others: [(name: String, value: String)]) -> Bool {
        headers.elementsEqual(others) { $0.name == $1.name && $0.value == $1.value }
    }

    private func add(_ line: String) {
        guard let longer = unsafe curl_slist_append(first, line) else { preconditionFailure("libcurl has no memory for a header") }
        unsafe first = longer
    }

    private static func breaksLine(_ text: String) -> Bool {
        text.utf8.contains { $0 == 10 || $0 == 13 || $0 == 0 }
    }
}
