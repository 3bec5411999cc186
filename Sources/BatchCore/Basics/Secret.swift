/// A key that must not be seen. It prints as dots, and only ``revealed`` gives its text.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String

    package init(_ text: String) { self.text = text }

    /// The key itself, for the header of a request and for nothing else.
    package var revealed: String { text }

    /// The key without the white space around it, as a line end comes along where a key is read from a file; nil where
    /// nothing else is there.
    package var trimmed: Secret? {
        var rest = text.drop { $0.isWhitespace }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest.isEmpty ? nil : Secret(String(rest))
    }

    package var description: String { "••••" }
    package var debugDescription: String { "••••" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }

    /// `message` with the key taken out, for words that come from elsewhere and may quote it. Bytes are compared, for a mark
    /// that combines with the key's last letter makes another character of it.
    package func redacting(_ message: String) -> String {
        guard text.utf8.count >= 4 else { return message }
        return Array(message.utf8).split(separator: Array(text.utf8), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }.joined(separator: "••••")
    }
}
