/// Splits a JSON array that arrives in chunks into its elements, which need not have lines of their own.
///
/// The elements are found by their brackets and strings and are not checked, which is left to who reads them. One over the limit
/// is told by its place alone and never held in memory.
struct ElementSplitter: Sendable {
    private enum State {
        case beforeArray
        /// An element may follow, or the end where none stood yet.
        case beforeFirst
        case beforeNext
        case inElement
        case afterArray
        case ended
    }

    private let limit: Int
    private var state = State.beforeArray
    /// The bytes of the element under way that came with earlier chunks.
    private var pending: [UInt8] = []
    private var chunk: [UInt8] = []
    private var offset = 0
    private var hasEnded = false
    /// Where the byte at ``offset`` stands.
    private var place = JSONPosition(line: 1, column: 1)
    /// Where the element under way begins.
    private var start = JSONPosition(line: 1, column: 1)
    private var count = 0
    /// How many brackets and braces are open in the element under way.
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    private var isSkipping = false

    /// - Parameter limit: the longest element that is given, in bytes.
    init(limit: Int) { self.limit = limit }

    /// Takes the next bytes, once ``next()`` has given nil for those before.
    mutating func feed(_ bytes: [UInt8]) {
        precondition(offset == chunk.count && !hasEnded, "bytes were fed before the elements of those before were taken")
        (chunk, offset) = (bytes, 0)
    }

    /// Says that no more bytes follow.
    mutating func finish() { hasEnded = true }

    /// The next element, or what is wrong between them; nil where more bytes are needed, or after the end.
    mutating func next() -> JobFileEntry? {
        while offset < chunk.count {
            let entry = state == .inElement ? readElement() : readBetween(chunk[offset])
            if let entry { return entry }
        }
        guard hasEnded else { return nil }
        return end()
    }

    /// How many bytes are kept for the element under way.
    var heldCount: Int { pending.count }

    /// Steps over a byte between the elements, but for the first of an element.
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
            return fault("a comma stands after the last element", hint: "take it out")
        case (.beforeFirst, UInt8(ascii: ",")), (.beforeNext, UInt8(ascii: ",")):
            state = .beforeNext
            defer { step(over: byte) }
            return fault("an element is missing before the comma", hint: "take the comma out")
        case (.afterArray, _):
            state = .ended
            return fault("more text follows after the array's end", hint: "a file is one array, or has a job on each line")
        default:
            state = .inElement
            (start, depth, isInString, isEscaped) = (place, 0, false, false)
            count += 1
            return nil
        }
        step(over: byte)
        return nil
    }

    /// Goes on in the element under way, to its end or to that of the chunk.
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
        // A brace that closes nothing is told by who reads the element.
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
        // Space after the element is not yet taken off; what is within the limit with it is so without.
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

    /// The file has ended: what is left of an element, and then the complaint that the array has no end.
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
