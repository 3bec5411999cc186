/// A key that must stay secret. It prints as dots, and only ``revealed`` gives its text.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String

    package init(_ text: String) { self.text = text }

    /// The key itself, for the header of a request and for nothing else.
    package var revealed: String { text }

    /// Removes white space around the key, because a key from a file often ends with a line end. Nil if nothing remains.
    package var trimmed: Secret? {
        var rest = text.drop { $0.isWhitespace }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest.isEmpty ? nil : Secret(String(rest))
    }

    package var description: String { "••••" }
    package var debugDescription: String { "••••" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }

    /// `message` without the key, for external texts that may quote it. Bytes are compared, because a combining mark after the key would
    /// make another character of its last letter.
    package func redacting(_ message: String) -> String {
        guard text.utf8.count >= 4 else { return message }
        return Array(message.utf8).split(separator: Array(text.utf8), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }.joined(separator: "••••")
    }
}
