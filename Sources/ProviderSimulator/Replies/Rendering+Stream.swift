import BatchEngine

extension Rendering {
    /// A part of a stream, and the tokens that it brings.
    typealias Event = (bytes: [UInt8], tokens: Int)

    /// The response to a request for a stream.
    func events(_ options: SimulatorOptions.StreamForm, asksUsage: Bool) -> [Event] {
        var events = eventsOfReply
        events.append((lastChunk(tellsUsage: options.usage == .lastChunk), 0))
        if options.usage == .ownChunk, asksUsage { events.append((usageChunk, 0)) }
        if options.endsWithDone { events.append((Array("data: [DONE]\n\n".utf8), 0)) }
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
        let begin = content == .whole && completion.content == nil ? nil : ""
        switch form {
        case .text:
            var offset = 0
            return [(textChunk(begin), 0)]
                + parts(of: shownContent ?? []).map { part in
                    defer { offset += Logprobs.characters(in: part.text) }
                    let told = Told(content: part.tokens, offset: offset)
                    return (textChunk(String(decoding: part.text, as: UTF8.self), told), Self.partTokens)
                }
        case .chat:
            let begin = chunk {
                $0.member("content", begin)
                $0.member("role", "assistant")
            }
            return [(begin, 0)] + eventsOfText("reasoning_content", completion.reasoning) { Told(reasoning: $0) }
                + eventsOfText("content", shownContent) { Told(content: $0) }
                + shownCalls.enumerated().flatMap { eventsOfCall($0.element, at: $0.offset) }
        }
    }

    private func eventsOfText(_ name: String, _ text: [UInt8]?, told: ([ArraySlice<UInt8>]) -> Told) -> [Event] {
        parts(of: text ?? []).map { part in
            (chunk(told(part.tokens)) { $0.member(name, String(decoding: part.text, as: UTF8.self)) }, Self.partTokens)
        }
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
            + Self.cut(call.arguments, each: Self.callPartTokens).map { part in
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
    private static func cut(_ text: [UInt8], each tokens: Int) -> [ArraySlice<UInt8>] {
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

    /// A text in parts of about ``partTokens`` tokens, and the tokens of each where they are to be told.
    private func parts(of text: [UInt8]) -> [(text: ArraySlice<UInt8>, tokens: [ArraySlice<UInt8>])] {
        guard logprobs != nil else { return Self.cut(text, each: Self.partTokens).map { ($0, []) } }
        let tokens = Logprobs.tokens(of: text)
        return stride(from: 0, to: tokens.count, by: Self.partTokens).map { first in
            let some = Array(tokens[first..<min(first + Self.partTokens, tokens.count)])
            return (text[some[0].startIndex..<some[some.count - 1].endIndex], some)
        }
    }

    private func lastChunk(tellsUsage: Bool) -> [UInt8] {
        let end = shownContent == nil ? nil : ""
        return switch form {
        case .text: textChunk(end, finishReason: shownFinishReason, tellsUsage: tellsUsage)
        case .chat:
            chunk(finishReason: shownFinishReason, tellsUsage: tellsUsage) {
                $0.member("content", end)
                $0.member("role", String?.none)
            }
        }
    }

    private func textChunk(_ text: String?, _ told: Told? = nil, finishReason: String? = nil, tellsUsage: Bool = false) -> [UInt8] {
        event(object: form.rawValue, tellsUsage: tellsUsage) { writer in
            writeChoices(to: &writer, told, finishReason: finishReason) { $0.member("text", text) }
        }
    }

    private func chunk(
        _ told: Told? = nil, finishReason: String? = nil, tellsUsage: Bool = false, delta: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        event(object: "chat.completion.chunk", tellsUsage: tellsUsage) { writer in
            writeChoices(to: &writer, told, finishReason: finishReason) {
                $0.name("delta")
                $0.beginObject()
                delta(&$0)
                $0.endObject()
            }
        }
    }

    private var usageChunk: [UInt8] {
        event(object: form == .chat ? "chat.completion.chunk" : form.rawValue, tellsUsage: true) {
            $0.name("choices")
            $0.beginArray()
            $0.endArray()
        }
    }

    private func event(object: String, tellsUsage: Bool, choices: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(reserving: 512)
        writer.beginObject()
        writeHead(object: object, to: &writer)
        choices(&writer)
        if tellsUsage { writeUsage(to: &writer) }
        writer.endObject()
        return Self.event(writer.bytes)
    }

    /// One event of a stream.
    static func event(_ data: [UInt8]) -> [UInt8] { Array("data: ".utf8) + data + Array("\n\n".utf8) }
}
