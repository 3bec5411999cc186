/// Encodes items of the Responses API onto the end of a history: the same conversation as ``Message`` encodes for chats
/// (https://developers.openai.com/api/reference/resources/responses). Messages of the user are written alike in both.
enum InputItem {
    /// Appends what a reply comes to, each item after a comma. The same reply gives the same bytes in every run.
    ///
    /// The items are written anew and not as they came: the identities that a server gives them mean nothing to a server that
    /// has not kept them, and some refuse them.
    /// - Parameter reasoningItems: the chain of thought as the provider gave it; nil where it is left out.
    static func appendReply(_ content: String?, reasoningItems: [UInt8]?, toolCalls: [UInt8]?, to history: inout [UInt8]) {
        if let reasoningItems, let list = try? JSONDocument(reasoningItems).root {
            for item in list.elements {
                history.append(UInt8(ascii: ","))
                history.append(contentsOf: item.raw)
            }
        }
        let calls = toolCalls.map { ToolCall.all(in: $0) } ?? []
        if content?.isEmpty == false || calls.isEmpty {
            history.append(contentsOf: #",{"role":"assistant","content":"#.utf8)
            history.appendJSONString(content ?? "")
            history.append(UInt8(ascii: "}"))
        }
        for call in calls {
            history.append(contentsOf: #",{"type":"function_call","call_id":"#.utf8)
            history.appendJSONString(call.id ?? "")
            history.append(contentsOf: #","name":"#.utf8)
            history.appendJSONString(call.name)
            history.append(contentsOf: #","arguments":"#.utf8)
            history.appendJSONString(call.arguments)
            history.append(UInt8(ascii: "}"))
        }
    }

    /// The items whose thoughts are in them, encrypted: the server that gave them wants them back where it keeps nothing
    /// (https://developers.openai.com/api/docs/guides/reasoning). The others are of use only to a server that keeps them.
    static func encrypted(in reasoningItems: [UInt8]?) -> [UInt8]? {
        guard let reasoningItems, let list = try? JSONDocument(reasoningItems).root else { return nil }
        let items = list.elements.filter { $0["encrypted_content"]?.kind == .string }
        guard !items.isEmpty else { return nil }
        return [UInt8(ascii: "[")] + items.map(\.raw).joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
    }

    /// Appends the answer to a call of a function.
    static func appendOutput(_ content: String, answering call: ToolCall, to history: inout [UInt8]) {
        history.append(contentsOf: #"{"type":"function_call_output","call_id":"#.utf8)
        history.appendJSONString(call.id ?? "")
        history.append(contentsOf: #","output":"#.utf8)
        history.appendJSONString(content)
        history.append(UInt8(ascii: "}"))
    }
}
