import BatchCore

/// The continuation of a given prefix (https://api-docs.deepseek.com/guides/chat_prefix_completion).
enum Continuation {
    /// The text after `prefix`. If the reply to the conversation starts with the prefix, it is the rest of that reply, so that a
    /// cut reply continues where it ended. Otherwise it is a separate sequel: code if the prefix has started some, else text.
    /// - Parameters:
    ///   - reply: the whole reply to the conversation without the prefix.
    ///   - count: the approximate number of tokens of a sequel.
    static func of(_ reply: [UInt8], after prefix: [UInt8], request: ChatRequest, count: Int, seed: UInt64) -> [UInt8] {
        if reply.starts(with: prefix) { return Array(reply[prefix.count...]) }
        let sequel: [UInt8] =
            if Self.beginsCode(prefix) {
                ReplyText.code(count: count, seed: seed) + fence + Array("\nThat is all.".utf8)
            } else {
                ReplyText.sequel(to: request, count: count, seed: seed)
            }
        // The prefix may end with the start of the sequel, if that was cut before.
        let said = (1...sequel.count).last { prefix.suffix($0).elementsEqual(sequel[..<$0]) } ?? 0
        return Array(sequel[said...])
    }

    private static let fence = Array("```".utf8)

    private static func beginsCode(_ text: [UInt8]) -> Bool { text.indices.contains { text[$0...].starts(with: fence) } }
}
