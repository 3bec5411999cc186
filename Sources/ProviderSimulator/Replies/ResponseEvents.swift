import BatchCore

/// The numbered events of a streamed response
/// (https://developers.openai.com/api/reference/resources/responses/streaming-events).
struct ResponseEvents {
    private(set) var list: [StreamEvent] = []
    private let form: SimulatorOptions.StreamForm

    init(_ form: SimulatorOptions.StreamForm) { self.form = form }

    /// - Parameters:
    ///   - tokens: the number of tokens in the event.
    ///   - members: writes the members other than type and number.
    mutating func add(_ type: String, tokens: Int = 0, _ members: (inout JSONWriter) -> Void) {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("type", type)
        writer.member("sequence_number", list.count)
        members(&writer)
        writer.endObject()
        let name = form.namesEvents ? Array("event: \(type)\n".utf8) : []
        list.append(StreamEvent(bytes: name + Rendering.event(writer.bytes), tokens: tokens))
    }

    mutating func addError(_ message: String) {
        add("error") {
            $0.member("code", "server_error")
            $0.member("message", message)
            $0.member("param", String?.none)
        }
    }

    mutating func dropSecondHalf() { list.removeLast(list.count / 2) }

    mutating func end() {
        if form.endsResponsesWithDone { list.append(Rendering.done) }
    }
}

extension ResponseRendering {
    func events(_ options: SimulatorOptions.StreamForm, asksUsage: Bool) -> [StreamEvent] {
        var events = ResponseEvents(options)
        addReply(to: &events)
        add("response." + ending.rawValue, ending, to: &events)
        events.end()
        return events.list
    }

    func eventsUntilError(_ options: SimulatorOptions.StreamForm) -> [StreamEvent] {
        var events = ResponseEvents(options)
        addReply(to: &events)
        events.dropSecondHalf()
        events.addError("The provider failed in the middle of the stream")
        return events.list
    }

    /// The events before the last.
    private func addReply(to events: inout ResponseEvents) {
        for type in ["response.created", "response.in_progress"] { add(type, .inProgress, to: &events) }
        let items = items
        for (index, item) in items.enumerated() {
            func addItem(_ type: String, begins: Bool) {
                events.add(type) { writer in
                    writer.member("output_index", index)
                    writer.name("item")
                    write(item, at: index, isLast: index == items.count - 1, begins: begins, to: &writer)
                }
            }
            addItem("response.output_item.added", begins: true)
            switch item {
            case .reasoning(let text, let isSummary):
                if showsThoughts { addThoughts(text, isSummary: isSummary, of: item, at: index, to: &events) }
            case .message(let text):
                if let text { addText(text, of: item, at: index, to: &events) }
            case .call(let call): add(call, of: item, at: index, to: &events)
            }
            addItem("response.output_item.done", begins: false)
        }
    }

    private func add(_ type: String, _ status: Status, to events: inout ResponseEvents) {
        events.add(type) { writer in
            writer.name("response")
            write(status, to: &writer)
        }
    }

    private func addThoughts(_ text: [UInt8], isSummary: Bool, of item: Item, at index: Int, to events: inout ResponseEvents) {
        let (name, part) = isSummary ? ("reasoning_summary", "summary_text") : ("reasoning", "reasoning_text")
        let place = Place(item: id(of: item, at: index), index: index, partName: isSummary ? "summary_index" : "content_index")
        let begin = isSummary ? "response.reasoning_summary_part" : "response.content_part"
        addPart(text, type: part, named: begin, text: "response.\(name)_text", at: place, to: &events)
    }

    private func addText(_ text: [UInt8], of item: Item, at index: Int, to events: inout ResponseEvents) {
        let place = Place(item: id(of: item, at: index), index: index, partName: "content_index")
        addPart(text, type: "output_text", named: "response.content_part", text: "response.output_text", at: place, to: &events)
    }

    /// A place in the output.
    private struct Place {
        var item: String
        var index: Int
        /// The name of the part's index; nil if the item has no parts.
        var partName: String?

        func write(to writer: inout JSONWriter) {
            writer.member("item_id", item)
            writer.member("output_index", index)
            if let partName { writer.member(partName, 0) }
        }
    }

    /// - Parameters:
    ///   - name: the start of the names of the part's events; `textName` is that of its text's events.
    private func addPart(
        _ text: [UInt8], type: String, named name: String, text textName: String, at place: Place, to events: inout ResponseEvents
    ) {
        func addPart(_ event: String, _ text: [UInt8]) {
            events.add(name + event) { writer in
                place.write(to: &writer)
                writer.name("part")
                writePart(type, text, to: &writer)
            }
        }
        addPart(".added", [])
        for part in TextParts.cut(text, each: TextParts.tokens) {
            events.add(textName + ".delta", tokens: TextParts.tokens) { writer in
                place.write(to: &writer)
                writer.member("delta", String(decoding: part, as: UTF8.self))
                if type == "output_text" { writer.members([("logprobs", JSONText(constant: "[]"))]) }
            }
        }
        events.add(textName + ".done") { writer in
            place.write(to: &writer)
            writer.member("text", String(decoding: text, as: UTF8.self))
            if type == "output_text" { writer.members([("logprobs", JSONText(constant: "[]"))]) }
        }
        addPart(".done", text)
    }

    private func add(_ call: ToolCall, of item: Item, at index: Int, to events: inout ResponseEvents) {
        let place = Place(item: id(of: item, at: index), index: index, partName: nil)
        for part in TextParts.cut(call.arguments, each: TextParts.callTokens) {
            events.add("response.function_call_arguments.delta", tokens: TextParts.callTokens) { writer in
                place.write(to: &writer)
                writer.member("delta", String(decoding: part, as: UTF8.self))
            }
        }
        events.add("response.function_call_arguments.done") { writer in
            place.write(to: &writer)
            writer.member("name", call.name)
            writer.member("arguments", String(decoding: call.arguments, as: UTF8.self))
        }
    }
}
