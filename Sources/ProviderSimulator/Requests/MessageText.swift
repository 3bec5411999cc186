import BatchCore

/// The text of messages.
enum MessageText {
    /// Calls `body` with the text of a message's content: once for a string, once for each text part of a list.
    static func forEach(of content: JSONValue, _ body: (ArraySlice<UInt8>) -> Void) {
        switch content.kind {
        case .string:
            let inside = content.raw.dropFirst().dropLast()
            // A client may send a reply back with other escapes; the text is the same.
            if inside.contains(UInt8(ascii: "\\")), let text = content.string { body(Array(text.utf8)[...]) } else { body(inside) }
        case .array: for part in content.elements { if let text = part["text"] { forEach(of: text, body) } }
        default: break
        }
    }

    static func whole(of content: JSONValue?) -> [UInt8] {
        var whole: [UInt8] = []
        if let content { forEach(of: content) { whole += $0 } }
        return whole
    }
}
