/// The tool calls of a streamed reply, assembled from the pieces in chunks.
struct ToolCallPieces: Sendable {
    private struct Call: Sendable {
        var id: JSONValue?
        var type: JSONValue?
        var name = JSONStringPieces()
        var arguments = JSONStringPieces()
        /// Arguments that are a value instead of its text, as small servers send them.
        var argumentsValue: JSONValue?
        /// Unknown members of the call's first piece.
        var others: [Parameters.Member] = []
    }

    private var calls: [Call] = []
    /// The call to which the pieces of an index belong.
    private var places: [Int: Int] = [:]

    /// Adds the value of a delta's `tool_calls`.
    mutating func add(_ pieces: JSONValue?) {
        guard let pieces else { return }
        for piece in pieces.elements where piece.kind == .object { add(piece: piece) }
    }

    private mutating func add(piece: JSONValue) {
        let function = piece["function"]
        let place = place(of: piece, names: function?["name"])
        if let id = Self.filled(piece["id"]), calls[place].id == nil { calls[place].id = id }
        if let type = Self.filled(piece["type"]), calls[place].type == nil { calls[place].type = type }
        if let name = Self.filled(function?["name"]) {
            // Some servers repeat the name with every piece.
            if !name.raw.dropFirst().dropLast().elementsEqual(calls[place].name.inside) { calls[place].name.add(name) }
        }
        if let arguments = function?["arguments"], !arguments.isNull {
            if arguments.kind == .string { calls[place].arguments.add(arguments) } else { calls[place].argumentsValue = arguments }
        }
    }

    /// The call that a piece belongs to. Most servers number the calls. Without a number, a piece that names a function begins a call, and
    /// other pieces continue the last one. Gemini's compatible API numbers all calls 0, each with its own id and name.
    private mutating func place(of piece: JSONValue, names name: JSONValue?) -> Int {
        let index = piece["index"]?.int
        if let place = index.map({ places[$0] }) ?? (calls.isEmpty ? nil : calls.count - 1) {
            guard Self.filled(name) != nil else { return place }
            let (id, known) = (Self.filled(piece["id"])?.raw, calls[place].id?.raw)
            let isSame = if let id, let known { id.elementsEqual(known) } else { index != nil }
            if isSame { return place }
        }
        var call = Call()
        for member in piece.members where !Self.known.contains(member.name) {
            call.others.append(.init(name: member.name, value: member.value.text))
        }
        calls.append(call)
        if let index { places[index] = calls.count - 1 }
        return calls.count - 1
    }

    /// A string that is not empty.
    private static func filled(_ value: JSONValue?) -> JSONValue? {
        guard let value, value.kind == .string, value.raw.count > 2 else { return nil }
        return value
    }

    private static let known: Set = ["index", "id", "type", "function"]

    /// The calls in the form of a whole message; nil if there are none.
    var json: JSONText? {
        guard !calls.isEmpty else { return nil }
        var writer = JSONWriter()
        writer.beginArray()
        for call in calls {
            writer.beginObject()
            if let id = call.id {
                writer.name("id")
                writer.value(id)
            }
            writer.name("type")
            if let type = call.type { writer.value(type) } else { writer.string("function") }
            writer.name("function")
            writer.beginObject()
            writer.name("name")
            writer.value(JSONText(call.name))
            writer.name("arguments")
            if call.arguments.isEmpty, let value = call.argumentsValue {
                writer.value(value)
            } else {
                writer.value(JSONText(call.arguments))
            }
            writer.endObject()
            for member in call.others {
                writer.name(member.name)
                writer.value(member.value)
            }
            writer.endObject()
        }
        writer.endArray()
        return writer.text
    }
}
