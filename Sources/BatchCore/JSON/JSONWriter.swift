/// Writes a JSON text from left to right and adds the commas. Every object and array that is opened must be closed.
package struct JSONWriter {
    package private(set) var bytes: [UInt8]
    private var needsComma = false
    /// The number of objects and arrays that are open.
    private var depth = 0
    /// The number of values outside all of them, as far as it matters: 0, 1 or more.
    private var valueCount = 0

    package init(reserving capacity: Int = 256) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Continues after the bytes of ``JSONItems``.
    init(items bytes: [UInt8]) { (self.bytes, needsComma, valueCount) = (bytes, !bytes.isEmpty, 2) }

    /// Whether an object or array is open.
    var isOpen: Bool { depth > 0 }
    /// Whether the written text is one complete value.
    var isOneValue: Bool { depth == 0 && valueCount == 1 }

    package mutating func beginObject() { begin(UInt8(ascii: "{")) }
    package mutating func endObject() { end(UInt8(ascii: "}")) }
    package mutating func beginArray() { begin(UInt8(ascii: "[")) }
    package mutating func endArray() { end(UInt8(ascii: "]")) }

    /// Writes a member's name; its value is written next.
    package mutating func name(_ name: String) {
        separate()
        bytes.appendJSONString(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    package mutating func string(_ value: String) {
        separate()
        bytes.appendJSONString(value)
        needsComma = true
    }

    package mutating func int(_ value: Int) { spelled(String(value).utf8) }
    package mutating func bool(_ value: Bool) { spelled((value ? "true" : "false").utf8) }
    package mutating func null() { spelled("null".utf8) }
    /// A finite number in its shortest spelling; null for others, which JSON cannot spell.
    package mutating func double(_ value: Double) {
        guard value.isFinite else { return null() }
        let text = "\(value)"
        spelled((text.hasSuffix(".0") ? String(text.dropLast(2)) : text).utf8)
    }

    package mutating func value(_ text: JSONText) {
        separate()
        bytes.append(contentsOf: text.bytes)
        needsComma = true
    }

    package mutating func value(_ value: JSONValue) {
        separate()
        bytes.append(contentsOf: value.raw)
        needsComma = true
    }

    /// Writes several values.
    package mutating func items(_ items: JSONItems) {
        guard !items.isEmpty else { return }
        separate()
        bytes.append(contentsOf: items.bytes)
        if depth == 0 { valueCount = 2 }
        needsComma = true
    }

    /// Writes the contents of an object or an array, as they are between its brackets.
    mutating func inside(_ container: JSONValue) {
        let inside = container.raw.dropFirst().dropLast()
        let isBlank = inside.allSatisfy { $0 <= UInt8(ascii: " ") }
        if !isBlank { separate() }
        bytes.append(contentsOf: inside)
        if !isBlank { needsComma = true }
    }

    /// Removes everything after the end of an item.
    mutating func removeItems(after count: Int) {
        bytes.removeSubrange(count...)
        needsComma = count > 0
    }

    /// Writes one value that is already encoded.
    private mutating func spelled(_ value: some Collection<UInt8>) {
        separate()
        bytes.append(contentsOf: value)
        needsComma = true
    }

    /// Ends a line, between the texts of a JSONL file.
    package mutating func endLine() {
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    /// Removes everything that was written, and keeps the memory.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        (needsComma, depth, valueCount) = (false, 0, 0)
    }

    private mutating func begin(_ byte: UInt8) {
        separate()
        bytes.append(byte)
        needsComma = false
        depth += 1
    }

    private mutating func end(_ byte: UInt8) {
        precondition(depth > 0 && bytes.last != UInt8(ascii: ":"), "what is closed must be open, and each name has a value")
        bytes.append(byte)
        depth -= 1
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        if depth == 0 { valueCount = min(valueCount + 1, 2) }
    }
}

extension JSONWriter {
    /// An amount in US dollars as an exact number, or null.
    package mutating func dollars(_ value: Dollars?) {
        if let value { spelled(value.decimal.utf8) } else { null() }
    }

    /// A member with a string, or with null.
    package mutating func member(_ name: String, _ value: String?) {
        self.name(name)
        if let value { string(value) } else { null() }
    }

    /// A member with a whole number, or with null.
    package mutating func member(_ name: String, _ value: Int?) {
        self.name(name)
        if let value { int(value) } else { null() }
    }
}

extension [UInt8] {
    /// Appends `text` as a JSON string with its quotes. Only necessary escapes are used, so the same text gives the same bytes.
    package mutating func appendJSONString(_ text: String) {
        append(UInt8(ascii: "\""))
        let start = count
        append(contentsOf: text.utf8)
        // Almost every text needs no escapes, and bytes in this array are checked faster than those of a String.
        if self[start...].contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
            removeSubrange(start...)
            for byte in text.utf8 { appendEscaped(byte) }
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append(contentsOf: #"\""#.utf8)
        case UInt8(ascii: "\\"): append(contentsOf: #"\\"#.utf8)
        case 0x08: append(contentsOf: #"\b"#.utf8)
        case 0x09: append(contentsOf: #"\t"#.utf8)
        case 0x0A: append(contentsOf: #"\n"#.utf8)
        case 0x0C: append(contentsOf: #"\f"#.utf8)
        case 0x0D: append(contentsOf: #"\r"#.utf8)
        case 0..<0x20:
            append(contentsOf: #"\u00"#.utf8)
            for digit in [byte >> 4, byte & 15] { append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10) }
        default: append(byte)
        }
    }
}
