/// A streamed response of the Responses API (https://developers.openai.com/api/reference/resources/responses/streaming-events).
///
/// The last event contains the whole response. Servers write the type of an event into its `event:` line, its data, or both, and end with
/// or without `[DONE]`. Some leave the output of the last event empty: then the items received before count.
struct ResponsesStream: EventStream {
    var reader = EventReader()
    /// The complete items, by their index in the output.
    private var items: [Int: JSONValue] = [:]
    /// Texts of items that are not complete, by the items' index; and the model's refusals.
    private var texts: [Int: JSONStringPieces] = [:]
    private var refusals: [Int: JSONStringPieces] = [:]
    /// The response in the last event; nil until it is received.
    private(set) var last: JSONValue?
    /// The first error received in place of an event, or in one.
    private(set) var error: (root: JSONValue, error: JSONValue)?
    /// The reason why an event could not be read before the response was complete.
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
    /// The output, if the last event does not contain it.
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

    /// Whether an event contains a part of the answer, of the reasoning or of a call.
    static func bringsToken(_ root: JSONValue) -> Bool {
        guard let delta = root["delta"], delta.kind == .string else { return false }
        // Two bytes are the quotes of an empty text.
        return delta.raw.count > 2
    }
}

extension ResponseReading {
    /// The meaning of an event stream of the Responses API: the same as that of its last event's response.
    var outcomeOfResponsesStream: Outcome {
        var stream = ResponsesStream()
        stream.read(response.body.drop { $0 <= UInt8(ascii: " ") })
        stream.finish()
        return outcome(of: stream)
    }

    /// - Parameter stream: a stream that is read to its end.
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
