/// JSON values separated by commas, without brackets around them: a history of messages. New ones are appended, and the bytes before
/// them stay unchanged.
package struct JSONItems: Sendable {
    /// A place between two items, before the first one or after the last one.
    package struct Place: Hashable, Sendable {
        /// The number of bytes before it.
        package let byteCount: Int

        fileprivate init(byteCount: Int) { self.byteCount = byteCount }
    }

    private var writer: JSONWriter

    fileprivate init(_ writer: JSONWriter) { self.writer = writer }

    package init() { writer = JSONWriter(reserving: 0) }

    /// The elements of an array, with the white space between them; empty if the value is no array.
    package init(elementsOf array: JSONText) {
        guard array.kind == .array else {
            self.init()
            return
        }
        let inside = array.bytes.dropFirst().dropLast()
        self.init(JSONWriter(items: inside.allSatisfy { $0 <= UInt8(ascii: " ") } ? [] : Array(inside)))
    }

    package init(_ items: some Sequence<JSONValue>) {
        self.init()
        for item in items { append(item) }
    }

    /// The items, separated by commas.
    package var bytes: [UInt8] { writer.bytes }
    package var isEmpty: Bool { writer.bytes.isEmpty }
    package var byteCount: Int { writer.bytes.count }

    package mutating func append(_ item: JSONText) { writer.value(item) }
    package mutating func append(_ item: JSONValue) { writer.value(item) }
    package mutating func append(contentsOf items: JSONItems) { writer.items(items) }

    /// Appends the values that `encode` writes.
    package mutating func append(_ encode: (inout JSONWriter) -> Void) {
        encode(&writer)
        precondition(!writer.isOpen, "an item is whole, with all closed that was opened")
    }

    /// The items as one array.
    package var array: JSONText {
        var writer = JSONWriter(reserving: byteCount + 2)
        writer.beginArray()
        writer.items(self)
        writer.endArray()
        return writer.text
    }

    /// The values, to read them. Each call parses the items.
    package var elements: [JSONValue] { isEmpty ? [] : array.root.elements }

    /// The place after the last item.
    package var end: Place { Place(byteCount: byteCount) }

    /// The items after `place`, which must be a place of these items.
    package func items(after place: Place) -> JSONItems {
        // A comma follows a place that has items on both sides.
        let rest = writer.bytes[place.byteCount...].dropFirst(place.byteCount == 0 ? 0 : 1)
        var items = JSONItems()
        items.writer = JSONWriter(items: Array(rest))
        return items
    }

    /// Removes the items after `place`, which must be a place of these items.
    package mutating func removeItems(after place: Place) { writer.removeItems(after: place.byteCount) }
}

extension JSONWriter {
    /// The values that were written.
    package var items: JSONItems {
        precondition(!isOpen, "an item is whole, with all closed that was opened")
        return JSONItems(self)
    }
}

extension JSONItems: Hashable {
    package static func == (left: JSONItems, right: JSONItems) -> Bool { left.bytes == right.bytes }
    package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
