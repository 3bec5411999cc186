/// An answer that arrives in events.
protocol EventStream: Sendable {
    var reader: EventReader { get set }
    /// The reason why an event could not be read before the answer was complete.
    var unreadable: JSONError? { get set }
    mutating func take(_ event: ServerEvent)
}

extension EventStream {
    /// Reads the bytes that follow those of the call before.
    mutating func read(_ bytes: ArraySlice<UInt8>) {
        for event in reader.read(bytes) { take(event) }
    }

    /// Reads the unfinished event at the end of the stream, if it is complete except for its end.
    mutating func finish() {
        guard let event = reader.finish() else { return }
        let before = unreadable
        take(event)
        unreadable = before
    }
}

extension ServerEvent {
    private var words: ArraySlice<UInt8> { data.drop { $0 <= UInt8(ascii: " ") } }

    var isBlank: Bool { words.isEmpty }
    /// Whether the event means that no more follow.
    var isDone: Bool { words.starts(with: Self.done) }

    private static let done = Array("[DONE]".utf8)
}
