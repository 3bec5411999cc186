extension JobLineReader {
    /// What the Responses API is told beside the conversation, as it is written.
    mutating func readInstructions(_ value: JSONValue) -> [UInt8]? {
        guard value.kind == .string else {
            faultKind(value, of: "system", expected: "a string")
            return nil
        }
        return Array(value.raw)
    }

    /// The opening items of the Responses API, encoded: messages and items of other types, as they are written
    /// (https://developers.openai.com/api/reference/resources/responses).
    mutating func readItems(_ items: JSONValue?, of member: String) -> [UInt8] {
        var opening: [UInt8] = []
        guard let items else { return opening }
        guard items.kind == .array else {
            faultKind(items, of: member, expected: "an array of items")
            return opening
        }
        for item in items.elements {
            if item.kind != .object {
                fault("an item must be an object, and this is \(Self.name(of: item.kind))", at: item, member: member)
            } else if item["type"]?.string ?? "message" == "message" {
                checkMessage(item)
            }
            if !opening.isEmpty { opening.append(UInt8(ascii: ",")) }
            opening.append(contentsOf: item.raw)
        }
        return opening
    }
}
