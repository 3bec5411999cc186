/// One event of an event stream.
struct ServerEvent: Hashable, Sendable {
    /// The type of the event, if the server names one. Chat completions leave it empty, or write `error`.
    var name = ""
    /// The event's lines of data, with line feeds between them.
    var data: [UInt8] = []
}

/// Parses an event stream (https://html.spec.whatwg.org/multipage/server-sent-events.html), received in pieces of any size. Lines end in
/// CR LF, LF or CR. Comments, blank lines and the fields `id` and `retry` are ignored.
///
/// Bytes are not decoded, so a character that is cut in two becomes whole again. The reader stores the unfinished event only: at most what
/// it received, which a transfer limits (``Bounds/responseBody``).
struct EventReader: Sendable {
    /// The number of bytes of data. It grows only with events that contain data.
    private(set) var dataCount = 0
    /// The part of a line that has no end yet.
    private var line: [UInt8] = []
    private var event = ServerEvent()
    private var hasData = false
    private var isAtStart = true
    /// Whether the last byte was a CR, which an LF may follow.
    private var isAfterReturn = false

    /// The events that end within `bytes`, which continue those of the call before.
    mutating func read(_ bytes: ArraySlice<UInt8>) -> [ServerEvent] {
        var events: [ServerEvent] = []
        var rest = bytes
        if isAfterReturn, let first = rest.first {
            isAfterReturn = false
            if first == Self.lineFeed { rest = rest.dropFirst() }
        }
        while let end = rest.firstIndex(where: { $0 == Self.lineFeed || $0 == Self.carriageReturn }) {
            if line.isEmpty {
                take(rest[..<end], into: &events)
            } else {
                line.append(contentsOf: rest[..<end])
                let whole = line
                line = []
                take(whole[...], into: &events)
            }
            let isReturn = rest[end] == Self.carriageReturn
            rest = rest[(end + 1)...]
            guard isReturn else { continue }
            if rest.isEmpty { isAfterReturn = true } else if rest.first == Self.lineFeed { rest = rest.dropFirst() }
        }
        line.append(contentsOf: rest)
        return events
    }

    /// The unfinished event at the end of the stream, if it has data. Some servers omit the blank line after the last event, but the event
    /// may also be truncated.
    mutating func finish() -> ServerEvent? {
        var events: [ServerEvent] = []
        let last = line
        line = []
        take(last[...], into: &events)
        take([], into: &events)
        return events.first
    }

    private mutating func take(_ line: ArraySlice<UInt8>, into events: inout [ServerEvent]) {
        var line = line
        if isAtStart {
            isAtStart = false
            if line.starts(with: Self.byteOrderMark) { line = line.dropFirst(Self.byteOrderMark.count) }
        }
        guard !line.isEmpty else { return dispatch(into: &events) }
        if line.starts(with: Self.dataName) {
            let value = Self.value(of: line, name: Self.dataName)
            guard let value else { return }
            dataCount += value.count
            if hasData { event.data.append(Self.lineFeed) }
            event.data.append(contentsOf: value)
            hasData = true
        } else if line.starts(with: Self.eventName), let value = Self.value(of: line, name: Self.eventName) {
            event.name = String(decoding: value, as: UTF8.self)
        }
    }

    private mutating func dispatch(into events: inout [ServerEvent]) {
        if hasData { events.append(event) }
        if hasData || !event.name.isEmpty { event = ServerEvent() }
        hasData = false
    }

    /// The text after the field's name, its colon and one space; nil for a field whose name is only a longer one.
    private static func value(of line: ArraySlice<UInt8>, name: [UInt8]) -> ArraySlice<UInt8>? {
        var value = line.dropFirst(name.count)
        guard let colon = value.first else { return value }
        guard colon == UInt8(ascii: ":") else { return nil }
        value = value.dropFirst()
        return value.first == UInt8(ascii: " ") ? value.dropFirst() : value
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let dataName = Array("data".utf8)
    private static let eventName = Array("event".utf8)
}

extension EventReader {
    /// Whether a body is an event stream, judged by its beginning, because servers and gateways send any content type for it. Nil while
    /// the beginning is too short to decide.
    /// - Parameter start: the body without the blank bytes before it.
    static func begins(_ start: ArraySlice<UInt8>) -> Bool? {
        var start = start
        if start.starts(with: byteOrderMark) { start = start.dropFirst(byteOrderMark.count) }
        var isTooShort = start.isEmpty
        for beginning in beginnings {
            if start.starts(with: beginning) { return true }
            if beginning.starts(with: start) { isTooShort = true }
        }
        return isTooShort || byteOrderMark.starts(with: start) ? nil : false
    }

    private static let beginnings = [":", "data:", "event:", "id:", "retry:"].map { Array($0.utf8) }
}
