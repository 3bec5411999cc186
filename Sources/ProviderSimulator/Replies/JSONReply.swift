import BatchCore

/// Composes replies that are JSON objects: by a schema, else like the example in the messages, else with fixed members.
struct JSONReply {
    private let request: ChatRequest
    private var text: ReplyText
    private var writer = JSONWriter()
    private var saysUsersWords = false

    /// - Parameter count: the approximate number of tokens of a reply without schema and example.
    static func text(to request: ChatRequest, as format: JSONFormat, count: Int, seed: UInt64) -> [UInt8] {
        if let schema = format.schema { return Arguments.value(of: schema, words: request.messages.lastUserText, seed: seed) }
        var reply = JSONReply(request: request, text: ReplyText(seed: seed))
        if let example = format.example { reply.write(like: example) } else { reply.writeOwn(count: count) }
        return reply.writer.bytes
    }

    private mutating func writeOwn(count: Int) {
        writer.beginObject()
        writer.member("turn", request.messages.turn)
        writer.member("topic", usersWords())
        writer.member("answer", String(decoding: ReplyText.reply(to: request, count: count, seed: text.chance.next()), as: UTF8.self))
        writer.name("points")
        writer.beginArray()
        for _ in 0..<2 { writer.string(sentence()) }
        writer.endArray()
        writer.name("confidence")
        writer.double(Double(text.chance.next() % 100) / 100)
        writer.endObject()
    }

    /// Writes a value of the same kind as `example`. The first string contains words of the user.
    private mutating func write(like example: JSONValue) {
        switch example.kind {
        case .null: writer.null()
        case .bool: writer.bool(text.chance.happens(0.5))
        case .number:
            // Whole if the example is.
            if example.int != nil {
                writer.int(Int(text.chance.next() % 100))
            } else {
                writer.double(Double(text.chance.next() % 1_000) / 8)
            }
        case .string:
            writer.string(saysUsersWords ? sentence() : usersWords())
            saysUsersWords = true
        case .array:
            writer.beginArray()
            for element in example.elements { write(like: element) }
            writer.endArray()
        case .object:
            writer.beginObject()
            for member in example.members {
                writer.name(member.name)
                write(like: member.value)
            }
            writer.endObject()
        }
    }

    private mutating func usersWords() -> String {
        text.someWords(of: request.messages.lastUserText).map { String(decoding: $0, as: UTF8.self) } ?? "your message"
    }

    private mutating func sentence() -> String { String(decoding: text.sentence(), as: UTF8.self) }
}
