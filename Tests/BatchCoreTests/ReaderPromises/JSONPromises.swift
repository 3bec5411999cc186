import BatchCore

/// Accepted text is JSON and means the same after writing it again. Other text is refused, at a place within the text.
enum JSONPromises {
    static func hold(for bytes: [UInt8]) throws {
        let isJSON = JSONGrammar.accepts(bytes, depth: Bounds.jsonDepth)
        let document: JSONDocument
        do {
            document = try JSONDocument(bytes)
        } catch {
            try promise("a text that is JSON is accepted: \(error)", !isJSON)
            try promise("the place of a fault is in the text", (0...bytes.count).contains(error.offset))
            try promise("the line and the column are those of the place", error.position == position(of: error.offset, in: bytes))
            return
        }
        try promise("a text that is no JSON is refused", isJSON)
        try look(at: document.root)
        var copy = JSONWriter()
        write(document.root, to: &copy)
        let reread = try JSONDocument(copy.bytes).root
        try promise("a copy says the same", isSame(reread, document.root))
        var second = JSONWriter()
        write(reread, to: &second)
        try promise("a copy's copy is the copy", second.bytes == copy.bytes)
    }

    /// Counted in the other direction, from the place back to the beginning.
    private static func position(of offset: Int, in bytes: [UInt8]) -> JSONPosition {
        let before = bytes[..<offset]
        let line = before.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return JSONPosition(line: line.count, column: 1 + (line.last ?? []).count { $0 & 0xC0 != 0x80 })
    }

    private static func look(at value: JSONValue) throws {
        // Checking each value again would take quadratic time in the depth.
        if value.raw.count <= 128 {
            let alone = try JSONDocument(Array(value.raw)).root
            try promise("a value's bytes are a text of their own", alone.raw == value.raw && isSame(alone, value))
        }
        if let whole = value.int { try promise("a whole number is the number", value.double == Double(whole)) }
        for (place, element) in value.elements.enumerated() {
            if place < 8 { try promise("an element stands at its place", value[place]?.offset == element.offset) }
            try look(at: element)
        }
        for (place, member) in value.members.enumerated() {
            if place < 8 {
                let first = value.members.first { $0.name.utf8.elementsEqual(member.name.utf8) }
                try promise("a name gives the first member of that name", value[member.name]?.offset == first?.value.offset)
            }
            try look(at: member.value)
        }
    }

    private static func write(_ value: JSONValue, to writer: inout JSONWriter) {
        switch value.kind {
        case .null: writer.null()
        case .bool: writer.bool(value.bool == true)
        case .number: writer.value(value)
        case .string: writer.string(value.string ?? "")
        case .array:
            writer.beginArray()
            for element in value.elements { write(element, to: &writer) }
            writer.endArray()
        case .object:
            writer.beginObject()
            for member in value.members {
                writer.name(member.name)
                write(member.value, to: &writer)
            }
            writer.endObject()
        }
    }

    private static func isSame(_ one: JSONValue, _ other: JSONValue) -> Bool {
        guard one.kind == other.kind else { return false }
        switch one.kind {
        case .null, .bool, .number: return one.raw == other.raw
        case .string: return isSame(one.string, other.string)
        case .array:
            let (left, right) = (one.elements, other.elements)
            return left.count == right.count && zip(left, right).allSatisfy { isSame($0, $1) }
        case .object:
            let (left, right) = (one.members, other.members)
            return left.count == right.count
                && zip(left, right).allSatisfy { isSame($0.name, $1.name) && isSame($0.value, $1.value) }
        }
    }

    /// Compared by bytes, because strings of different bytes may be equal as text.
    private static func isSame(_ one: String?, _ other: String?) -> Bool { one.map { Array($0.utf8) } == other.map { Array($0.utf8) } }
}
