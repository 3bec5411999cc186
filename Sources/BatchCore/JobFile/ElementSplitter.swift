/// Splits a JSON array that arrives in chunks into its elements, which need not have lines of their own.
///
/// The splitter finds the elements by their brackets and strings and does not check them: their reader does. An element over the
/// limit is reported by its place and never held in memory.
struct ElementSplitter: Sendable {
    private enum State {
        case beforeArray
        /// An element may follow, or the end of an empty array.
        case beforeFirst
        case beforeNext
        case inElement
        case afterArray
        case ended
    }

    private let limit: Int
    private var state = State.beforeArray
    /// The bytes of the current element that came with earlier chunks.
    private var pending: [UInt8] = []
    private var chunk: [UInt8] = []
    private var offset = 0
    private var hasEnded = false
    /// The position of the byte at ``offset``.
    private var place = JSONPosition(line: 1, column: 1)
    /// The position of the beginning of the current element.
    private var start = JSONPosition(line: 1, column: 1)
    private var count = 0
    /// How many brackets and braces are open in the current element.
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    private var isSkipping = false

    /// - Parameter limit: the longest element that is accepted, in bytes.
    init(limit: Int) { self.limit = limit }

    /// Takes the next bytes. ``next()`` must have returned nil for those before.
    mutating func feed(_ bytes: [UInt8]) {
        precondition(offset == chunk.count && !hasEnded, "bytes were fed before the elements of those before were taken")
        (chunk, offset) = (bytes, 0)
    }

    /// Records that no more bytes follow.
    mutating func finish() { hasEnded = true }

    /// The next element, or a fault between two elements; nil if more bytes are needed, or after the end.
    mutating func next() -> JobFileEntry? {
        while offset < chunk.count {
            let entry = state == .inElement ? readElement() : readBetween(chunk[offset])
            if let entry { return entry }
        }
        guard hasEnded else { return nil }
        return end()
    }

    /// The bytes that are held in memory for the current element.
    var heldCount: Int { pending.count }

    /// Skips a byte between the elements. The first byte of an element is left to ``readElement()``.
    private mutating func readBetween(_ byte: UInt8) -> JobFileEntry? {
        if [UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t")].contains(byte) || state == .ended {
            step(over: byte)
            return nil
        }
        switch (state, byte) {
        case (.beforeArray, _): state = .beforeFirst
        case (.beforeFirst, UInt8(ascii: "]")): state = .afterArray
        case (.beforeNext, UInt8(ascii: "]")):
            state = .afterArray
            defer { step(over: byte) }
            return fault("a comma follows the last element", hint: "remove it")
        case (.beforeFirst, UInt8(ascii: ",")), (.beforeNext, UInt8(ascii: ",")):
            state = .beforeNext
            defer { step(over: byte) }
            return fault("an element is missing before the comma", hint: "remove the comma")
        case (.afterArray, _):
            state = .ended
            return fault("text follows the end of the array", hint: "a file is one array, or has a job on each line")
        default:
            state = .inElement
            (start, depth, isInString, isEscaped) = (place, 0, false, false)
            count += 1
            return nil
        }
        step(over: byte)
        return nil
    }

    /// Reads on in the current element, to its end or to the end of the chunk.
    private mutating func readElement() -> JobFileEntry? {
        let begin = offset
        while offset < chunk.count {
            let byte = chunk[offset]
            if !isInString, depth == 0, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") {
                hold(chunk[begin..<offset])
                state = byte == UInt8(ascii: ",") ? .beforeNext : .afterArray
                step(over: byte)
                return close()
            }
            note(byte)
            step(over: byte)
        }
        hold(chunk[begin...])
        return nil
    }

    private mutating func note(_ byte: UInt8) {
        if isInString {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInString = false
            }
            return
        }
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        // The reader of the element reports a brace that closes nothing.
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth = max(0, depth - 1)
        default: break
        }
    }

    private mutating func step(over byte: UInt8) {
        offset += 1
        if byte == UInt8(ascii: "\n") {
            place = JSONPosition(line: place.line + 1, column: 1)
        } else if byte & 0xC0 != 0x80 {
            place.column += 1
        }
    }

    private mutating func hold(_ bytes: ArraySlice<UInt8>) {
        // Space after the element counts here, since it is removed only at the end.
        if isSkipping || pending.count + bytes.count > limit {
            isSkipping = true
            pending = []
        } else {
            pending.append(contentsOf: bytes)
        }
    }

    private mutating func close() -> JobFileEntry {
        defer {
            isSkipping = false
            pending.removeAll(keepingCapacity: pending.capacity <= 1 << 20)
        }
        guard !isSkipping else {
            return .bad(JobFault(line: start.line, column: start.column, message: "the element is longer than \(limit) bytes"))
        }
        let end = pending.lastIndex { ![UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t")].contains($0) }
        return .text(JobText(Array(pending[...(end ?? -1)]), element: count, at: start))
    }

    /// What is left at the end of the file: the rest of an element, and then a fault if the array has no end.
    private mutating func end() -> JobFileEntry? {
        switch state {
        case .inElement:
            state = .beforeNext
            return close()
        case .beforeArray, .beforeFirst, .beforeNext:
            state = .ended
            return fault("the file ends before its array does", hint: "an array ends with ']'; is the file whole?")
        case .afterArray, .ended: return nil
        }
    }

    private func fault(_ message: String, hint: Advice) -> JobFileEntry {
        .bad(JobFault(line: place.line, column: place.column, message: message, hint: hint))
    }
}
