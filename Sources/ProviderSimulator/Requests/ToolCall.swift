import BatchCore

/// A call of a function, in a reply or in the history.
struct ToolCall {
    let id: String
    var name: String
    /// JSON text, unless a fault has damaged it.
    var arguments: [UInt8]

    var tokens: Int { Tokens.count(of: name.utf8) + Tokens.count(of: arguments) }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("type", "function")
        writer.name("function")
        writer.beginObject()
        writer.member("name", name)
        writer.member("arguments", String(decoding: arguments, as: UTF8.self))
        writer.endObject()
        writer.endObject()
    }
}

extension [ToolCall] {
    /// The value of `tool_calls`.
    var json: JSONText {
        var writer = JSONWriter()
        writer.beginArray()
        for call in self { call.write(to: &writer) }
        writer.endArray()
        return writer.text
    }

    /// The first calls that fit into `limit` tokens; the last may have only a part of its arguments.
    func cut(to limit: Int) -> [ToolCall] {
        var room = limit
        var kept: [ToolCall] = []
        for var call in self {
            let roomForArguments = room - Tokens.count(of: call.name.utf8)
            guard roomForArguments >= 0 else { break }
            room -= call.tokens
            call.arguments = Tokens.cut(call.arguments, to: roomForArguments)
            kept.append(call)
            if room < 0 { break }
        }
        return kept
    }
}
