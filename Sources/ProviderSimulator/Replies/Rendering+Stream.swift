import BatchCore

extension Rendering {
    func events(_ options: SimulatorOptions.StreamForm, asksUsage: Bool) -> [StreamEvent] {
        let place = options.usage ?? flavour.streamUsage
        var events = eventsOfReply
        events.append(StreamEvent(bytes: lastChunk(hasUsage: place == .lastChunk)))
        if asksUsage, place == .ownChunk || place == .choiceChunk {
            events.append(StreamEvent(bytes: usageChunk(withChoice: place == .choiceChunk)))
        }
        if options.endsWithDone { events.append(Self.done) }
        return events
    }

    static let done = StreamEvent(bytes: Array("data: [DONE]\n\n".utf8))

    func eventsUntilError(_ options: SimulatorOptions.StreamForm) -> [StreamEvent] {
        let error = flavour.errorInside("The provider failed in the middle of the stream")
        let events = eventsOfReply
        return events.prefix((events.count + 1) / 2) + [StreamEvent(bytes: Self.event(error))]
    }

    /// The events before the chunk with the finish reason.
    private var eventsOfReply: [StreamEvent] {
        let begin = generation.shown == .whole && completion.content == nil ? nil : ""
        switch form {
        case .text:
            var offset = 0
            return [StreamEvent(bytes: textChunk(begin))]
                + parts(of: shownContent ?? []).map { part in
                    defer { offset += Logprobs.characters(in: part.text) }
                    let told = Told(content: part.tokens, offset: offset)
                    return StreamEvent(bytes: textChunk(String(decoding: part.text, as: UTF8.self), told), tokens: TextParts.tokens)
                }
        case .chat:
            let begin = chunk {
                $0.member("content", begin)
                $0.member("role", "assistant")
            }
            let thoughts = thoughtsMember.map { eventsOfText($0, completion.reasoning) { Told(reasoning: $0) } } ?? []
            return [StreamEvent(bytes: begin)] + thoughts + eventsOfText("content", shownContent) { Told(content: $0) }
                + shownCalls.enumerated().flatMap { eventsOfCall($0.element, at: $0.offset) }
        }
    }

    private func eventsOfText(_ name: String, _ text: [UInt8]?, told: ([ArraySlice<UInt8>]) -> Told) -> [StreamEvent] {
        parts(of: text ?? []).map { part in
            StreamEvent(
                bytes: chunk(told(part.tokens)) { $0.member(name, String(decoding: part.text, as: UTF8.self)) }, tokens: TextParts.tokens)
        }
    }

    /// A call in pieces: first the function, then the parts of its arguments.
    private func eventsOfCall(_ call: ToolCall, at index: Int) -> [StreamEvent] {
        let begin = chunk { writer in
            Self.writePiece(at: index, to: &writer) {
                $0.member("id", call.id)
                $0.member("type", "function")
            } function: {
                $0.member("name", call.name)
                $0.member("arguments", "")
            }
        }
        return [StreamEvent(bytes: begin, tokens: Tokens.count(of: call.name.utf8))]
            + TextParts.cut(call.arguments, each: TextParts.callTokens).map { part in
                let next = chunk { writer in
                    Self.writePiece(at: index, to: &writer) { _ in
                    } function: {
                        $0.member("arguments", String(decoding: part, as: UTF8.self))
                    }
                }
                return StreamEvent(bytes: next, tokens: TextParts.callTokens)
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

    /// A text in parts, with the tokens of each if probabilities are reported.
    private func parts(of text: [UInt8]) -> [(text: ArraySlice<UInt8>, tokens: [ArraySlice<UInt8>])] {
        guard logprobs != nil else { return TextParts.cut(text, each: TextParts.tokens).map { ($0, []) } }
        let tokens = Logprobs.tokens(of: text)
        return stride(from: 0, to: tokens.count, by: TextParts.tokens).map { first in
            let some = Array(tokens[first..<min(first + TextParts.tokens, tokens.count)])
            return (text[some[0].startIndex..<some[some.count - 1].endIndex], some)
        }
    }

    private func lastChunk(hasUsage: Bool) -> [UInt8] {
        let end = shownContent == nil ? nil : ""
        return switch form {
        case .text: textChunk(end, finishReason: shownFinishReason.reason, hasUsage: hasUsage)
        case .chat:
            chunk(finishReason: shownFinishReason.reason, hasUsage: hasUsage) {
                guard !flavour.endsStreamsBarely else { return }
                $0.member("content", end)
                $0.member("role", String?.none)
            }
        }
    }

    private func textChunk(_ text: String?, _ told: Told? = nil, finishReason: String? = nil, hasUsage: Bool = false) -> [UInt8] {
        event(object: form.rawValue, hasUsage: hasUsage) { writer in
            writeChoices(to: &writer, told, finishReason: finishReason) { $0.member("text", text) }
        }
    }

    private func chunk(
        _ told: Told? = nil, finishReason: String? = nil, hasUsage: Bool = false, delta: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        event(object: "chat.completion.chunk", hasUsage: hasUsage) { writer in
            writeChoices(to: &writer, told, finishReason: finishReason) {
                $0.name("delta")
                $0.beginObject()
                delta(&$0)
                $0.endObject()
            }
        }
    }

    private func usageChunk(withChoice: Bool) -> [UInt8] {
        event(object: form == .chat ? "chat.completion.chunk" : form.rawValue, hasUsage: true) {
            $0.name("choices")
            $0.beginArray()
            if withChoice { $0.value(JSONText(constant: #"{"index":0,"delta":{}}"#)) }
            $0.endArray()
        }
    }

    private func event(object: String, hasUsage: Bool, choices: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(reserving: 512)
        writer.beginObject()
        writeHead(object: object, to: &writer)
        choices(&writer)
        if hasUsage { writeUsage(flavour.streamedUsage ?? flavour.usage, reportsCost: flavour.reportsCost, to: &writer) }
        writer.endObject()
        return Self.event(writer.bytes)
    }

    /// One event of a stream.
    static func event(_ data: [UInt8]) -> [UInt8] { Array("data: ".utf8) + data + Array("\n\n".utf8) }
}
