/// The reasoning of a streamed reply in OpenRouter's form, assembled from the pieces in chunks
/// (https://openrouter.ai/docs/guides/best-practices/reasoning-tokens). A reply without a stream has it as `reasoning_details`, and it is
/// sent back unchanged.
struct ReasoningDetailPieces: Sendable {
    private struct Detail: Sendable {
        /// The members of the detail's first piece, in their order.
        var members: [JSONMember]
        /// The members that grow with each piece.
        var texts: [String: JSONStringPieces] = [:]
        /// The members that a later piece contained.
        var later: [String: JSONText] = [:]
    }

    private var details: [Detail] = []
    /// The index of the detail for pieces of a type and a number.
    private var places: [[UInt8]: Int] = [:]
    private var lastType: [UInt8] = []

    /// Adds the value of a delta's `reasoning_details`.
    mutating func add(_ pieces: JSONValue?) {
        for piece in pieces?.elements ?? [] where piece.kind == .object { add(piece: piece) }
    }

    private mutating func add(piece: JSONValue) {
        let type = piece["type"].map { Array($0.raw) } ?? []
        let index = piece["index"].map { Array($0.raw) }
        let place = placeOfOneThatGoes(on: piece, type, index)
        lastType = index == nil ? type : []
        if place == nil {
            if let index { places[type + index] = details.count }
            details.append(Detail(members: piece.members))
        }
        let at = place ?? details.count - 1
        for name in Self.texts {
            if let text = piece[name], text.kind == .string { details[at].texts[name, default: JSONStringPieces()].add(text) }
        }
        guard place != nil else { return }
        for name in Self.told where details[at].later[name] == nil {
            if let value = piece[name], Self.isTold(value) { details[at].later[name] = value.textOnOneLine }
        }
    }

    /// The detail that a piece continues; nil if it begins one. Only texts continue a detail: the one of the same number, or the previous
    /// one if they have no numbers. Encrypted reasoning arrives whole.
    private func placeOfOneThatGoes(on piece: JSONValue, _ type: [UInt8], _ index: [UInt8]?) -> Int? {
        guard (Self.texts + ["signature"]).contains(where: { piece[$0] != nil }) else { return nil }
        if let index { return places[type + index] }
        return lastType == type && !type.isEmpty ? details.count - 1 : nil
    }

    private static let texts = ["text", "summary"]
    private static let told = ["signature", "id", "format"]

    /// Whether a value is neither null nor an empty text.
    private static func isTold(_ value: JSONValue) -> Bool { !value.isNull && !value.raw.elementsEqual(#""""#.utf8) }

    /// The details in the form of a whole message; nil if there are none.
    var json: JSONText? {
        guard !details.isEmpty else { return nil }
        var writer = JSONWriter()
        writer.beginArray()
        for detail in details { Self.write(detail, to: &writer) }
        writer.endArray()
        return writer.text
    }

    private static func write(_ detail: Detail, to writer: inout JSONWriter) {
        var later = detail.later
        var texts = detail.texts.mapValues { JSONText($0) }
        writer.beginObject()
        for member in detail.members {
            let name = member.name
            let told = later.removeValue(forKey: name)
            writer.name(name)
            writer.value(texts.removeValue(forKey: name) ?? (Self.isTold(member.value) ? nil : told) ?? member.value.textOnOneLine)
        }
        for name in Self.texts + Self.told {
            guard let value = texts[name] ?? later[name] else { continue }
            writer.name(name)
            writer.value(value)
        }
        writer.endObject()
    }
}
