import BatchEngine

extension Rendering {
    /// A part of a stream, and the tokens that it brings.
    typealias Event = (bytes: [UInt8], tokens: Int)

    /// The response to a request for a stream.
    func events(_ form: SimulatorOptions.StreamForm, asksUsage: Bool) -> [Event] {
        var events = eventsOfReply
        let last = chunk(isLast: true, tellsUsage: form.usage == .lastChunk) {
            $0.member("content", shownContent == nil ? nil : "")
            $0.member("role", String?.none)
        }
        events.append((last, 0))
        if form.usage == .ownChunk, asksUsage { events.append((usageChunk, 0)) }
        if form.endsWithDone { events.append((Array("data: [DONE]\n\n".utf8), 0)) }
        return events
    }

    /// Half of it, and an error at its end.
    var eventsUntilError: [Event] {
        let error = Refusal(status: 502, message: "The provider failed in the middle of the stream").body(in: .numeric)
        let events = eventsOfReply
        return events.prefix((events.count + 1) / 2) + [(Self.event(error), 0)]
    }

    /// What comes before the chunk with the finish reason.
    private var eventsOfReply: [Event] {
        let begin = chunk {
            $0.member("content", content == .whole && completion.content == nil ? nil : "")
            $0.member("role", "assistant")
        }
        var events: [Event] = [(begin, 0)]
        if let reasoning = completion.reasoning {
            for part in Self.parts(of: reasoning) {
                events.append((chunk { $0.member("reasoning_content", String(decoding: part, as: UTF8.self)) }, Self.partTokens))
            }
        }
        for part in Self.parts(of: shownContent ?? []) {
            events.append((chunk { $0.member("content", String(decoding: part, as: UTF8.self)) }, Self.partTokens))
        }
        for (index, call) in shownCalls.enumerated() { events += eventsOfCall(call, at: index) }
        return events
    }

    /// A call comes in pieces: first which function is called, then the text of its arguments bit by bit.
    private func eventsOfCall(_ call: ToolCall, at index: Int) -> [Event] {
        let begin = chunk { writer in
            Self.writePiece(at: index, to: &writer) {
                $0.member("id", call.id)
                $0.member("type", "function")
            } function: {
                $0.member("name", call.name)
                $0.member("arguments", "")
            }
        }
        return [(begin, Tokens.count(of: call.name.utf8))]
            + Self.parts(of: call.arguments, tokens: Self.callPartTokens).map { part in
                let next = chunk { writer in
                    Self.writePiece(at: index, to: &writer) { _ in
                    } function: {
                        $0.member("arguments", String(decoding: part, as: UTF8.self))
                    }
                }
                return (next, Self.callPartTokens)
            }
    }

    private static func writePiece(
        at index: Int, to writer: inout JSONWriter, identity: (inout JSONWriter) -> Void, function: (inout JSONWriter) -> Void
    ) {
        writer.name("tool_calls")
        writer.beginArray()
        writer.beginObject()
        writer.member("index", index)
        identity(&writer)
        writer.name("function")
        writer.beginObject()
        function(&writer)
        writer.endObject()
        writer.endObject()
        writer.endArray()
    }

    private static let partTokens = 16
    /// Small, so that short arguments too come in more than one piece.
    private static let callPartTokens = 3

    /// Cuts a text into parts of about so many tokens, between scalars.
    private static func parts(of text: [UInt8], tokens: Int = partTokens) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = 0
        while start < text.count {
            var end = min(text.count, start + tokens * 10 / 3)
            while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
            parts.append(text[start..<end])
            start = end
        }
        return parts
    }

    private func chunk(isLast: Bool = false, tellsUsage: Bool = false, delta: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(reserving: 512)
        writer.beginObject()
        writeHead(object: "chat.completion.chunk", to: &writer)
        writer.name("choices")
        writer.beginArray()
        if content != .noChoices {
            writer.beginObject()
            writer.member("index", 0)
            writer.name("delta")
            writer.beginObject()
            delta(&writer)
            writer.endObject()
            writer.name("logprobs")
            writer.null()
            writer.member("finish_reason", isLast ? shownFinishReason : nil)
            writer.endObject()
        }
        writer.endArray()
        if tellsUsage { writeUsage(to: &writer) }
        writer.endObject()
        return Self.event(writer.bytes)
    }

    private var usageChunk: [UInt8] {
        var writer = JSONWriter(reserving: 512)
        writer.beginObject()
        writeHead(object: "chat.completion.chunk", to: &writer)
        writer.name("choices")
        writer.beginArray()
        writer.endArray()
        writeUsage(to: &writer)
        writer.endObject()
        return Self.event(writer.bytes)
    }

    /// One event of a stream.
    static func event(_ data: [UInt8]) -> [UInt8] { Array("data: ".utf8) + data + Array("\n\n".utf8) }
}
