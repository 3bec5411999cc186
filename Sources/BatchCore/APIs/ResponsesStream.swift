/// A streamed response of the Responses API (https://developers.openai.com/api/reference/resources/responses/streaming-events).
///
/// The last event holds the whole response. Servers write the kind of an event into its `event:` line, into its data or into
/// both, and end with `[DONE]` or without. Some leave the output of the last event empty: then the items that came before count.
struct ResponsesStream: EventStream {
    var reader = EventReader()
    /// The items that were whole, by their place in the output.
    private var items: [Int: JSONValue] = [:]
    /// Texts whose items have not come whole, by the items' places; and what the model said there in place of an answer.
    private var texts: [Int: JSONStringPieces] = [:]
    private var refusals: [Int: JSONStringPieces] = [:]
    /// The response as the last event has it; nil while it has not come.
    private(set) var last: JSONValue?
    /// The first error that came in place of an event, or in one.
    private(set) var error: (root: JSONValue, error: JSONValue)?
    /// Why an event could not be read, while the response had not come to its end.
    var unreadable: JSONError?

    mutating func take(_ event: ServerEvent) {
        guard !event.isBlank, !event.isDone else { return }
        do {
            let root = try JSONDocument(event.data).root
            take(root, kind: root["type"]?.string ?? event.name)
        } catch let fault {
            if last == nil, unreadable == nil { unreadable = fault }
        }
    }

    private mutating func take(_ root: JSONValue, kind: String) {
        let place = root["output_index"]?.int ?? 0
        switch kind {
        // `done` is OpenRouter's (https://openrouter.ai/docs/api/reference/responses/basic-usage).
        case "response.completed", "response.incomplete", "response.failed", "response.cancelled", "response.done":
            last = root["response"] ?? root
            if error == nil, let response = last, let found = ResponseReading.error(in: response) { error = (response, found) }
        case "response.output_item.done": items[place] = root["item"] ?? items[place]
        case "response.output_text.delta", "response.content_part.delta":
            texts[place, default: JSONStringPieces()].add(root["delta"] ?? root)
        case "response.refusal.delta": refusals[place, default: JSONStringPieces()].add(root["delta"] ?? root)
        case "error", "response.error": if error == nil { error = (root, ResponseReading.error(in: root) ?? root) }
        default: if error == nil, let found = ResponseReading.error(in: root) { error = (root, found) }
        }
    }
}

extension ResponsesStream {
    /// The output, if the last event does not hold it.
    var output: [JSONValue] {
        var output = items
        for place in Set(texts.keys).union(refusals.keys) where output[place] == nil {
            var writer = JSONWriter()
            writer.beginObject()
            writer.member("type", "message")
            writer.name("content")
            writer.beginArray()
            for (kind, member, pieces) in [("output_text", "text", texts[place]), ("refusal", "refusal", refusals[place])] {
                guard let pieces else { continue }
                writer.beginObject()
                writer.member("type", kind)
                writer.member(member, pieces.text)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
            output[place] = writer.text.root
        }
        return output.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Whether an event brings a part of the answer, of the chain of thought or of a call.
    static func bringsToken(_ root: JSONValue) -> Bool {
        guard let delta = root["delta"], delta.kind == .string else { return false }
        // Two bytes are the quotes of an empty text.
        return delta.raw.count > 2
    }
}

extension ResponseReading {
    /// What an event stream of the Responses API means: the same as its last event's response would in one piece.
    var outcomeOfResponsesStream: Outcome {
        var stream = ResponsesStream()
        stream.read(response.body.drop { $0 <= UInt8(ascii: " ") })
        stream.finish()
        return outcome(of: stream)
    }

    /// - Parameter stream: read to its end.
    func outcome(of stream: ResponsesStream) -> Outcome {
        if let (root, error) = stream.error { return outcome(ofErrorInside: root, error: error) }
        guard let last = stream.last else {
            let what =
                stream.unreadable.map { "an event of the stream is not whole: \($0.message)" } ?? "the stream ended before the answer did"
            return .transient(failure("torn_reply", "\(what) (\(response.body.count) bytes were received)"))
        }
        return outcome(ofResponse: last, items: stream.output)
    }
}
