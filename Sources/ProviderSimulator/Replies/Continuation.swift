import BatchCore

/// How the model goes on from words that it is said to have begun with
/// (https://api-docs.deepseek.com/guides/chat_prefix_completion).
enum Continuation {
    /// What comes after `prefix`. Where the reply to the conversation begins so, it is the rest of that reply: a reply that
    /// was cut goes on where it ended. After other words it is a sequel of its own, code where the words have begun some,
    /// and it too goes on where it was cut.
    /// - Parameters:
    ///   - reply: the whole reply to the conversation without the prefix.
    ///   - count: about how many tokens a sequel has.
    static func of(_ reply: [UInt8], after prefix: [UInt8], request: ChatRequest, count: Int, seed: UInt64) -> [UInt8] {
        if reply.starts(with: prefix) { return Array(reply[prefix.count...]) }
        let sequel: [UInt8] =
            if Self.beginsCode(prefix) {
                ReplyText.code(count: count, seed: seed) + fence + Array("\nThat is all.".utf8)
            } else {
                ReplyText.sequel(to: request, count: count, seed: seed)
            }
        // What the words end with of it has been said already.
        let said = (1...sequel.count).last { prefix.suffix($0).elementsEqual(sequel[..<$0]) } ?? 0
        return Array(sequel[said...])
    }

    private static let fence = Array("```".utf8)

    private static func beginsCode(_ text: [UInt8]) -> Bool { text.indices.contains { text[$0...].starts(with: fence) } }
}
