package import BatchCore

extension Reply {
    /// `tool_calls` with these functions and arguments, and with ids that are counted.
    package static func calls(_ calls: [(name: String, arguments: String)], withIDs: Bool = true) -> Reply {
        var writer = JSONWriter()
        writer.beginArray()
        for (place, call) in calls.enumerated() {
            writer.beginObject()
            if withIDs { writer.member("id", "c\(place + 1)") }
            writer.name("function")
            writer.beginObject()
            writer.member("name", call.name)
            writer.member("arguments", call.arguments)
            writer.endObject()
            writer.endObject()
        }
        writer.endArray()
        return Reply(content: nil, toolCalls: writer.text, finishReason: "tool_calls")
    }
}
