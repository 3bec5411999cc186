import BatchCore

/// Generates the arguments of a call from the schema of the function's parameters. Each value fits types, `enum`, `const`,
/// `anyOf`, `$ref`, formats and bounds of its schema. Strings are words of the user, and numbers are the user's numbers.
struct Arguments {
    private let root: JSONValue
    private var chance: SeededGenerator
    private var words: [[UInt8]]
    private var numbers: [Double]
    private var writer = JSONWriter()

    /// - Parameters:
    ///   - words: the user's text for this call.
    ///   - otherwise: the source of words if that text has none.
    static func text(for tool: ToolDefinition, words: [UInt8], otherwise: [UInt8], seed: UInt64) -> [UInt8] {
        guard let parameters = tool.parameters, !parameters.members.isEmpty else { return Array("{}".utf8) }
        var arguments = Arguments(root: parameters, words: words, otherwise: otherwise, seed: seed)
        arguments.writeObject(parameters, depth: 0)
        return arguments.writer.bytes
    }

    /// A value that fits `schema`.
    /// - Parameter words: the user's text.
    static func value(of schema: JSONValue, words: [UInt8], seed: UInt64) -> [UInt8] {
        var arguments = Arguments(root: schema, words: words, otherwise: [], seed: seed)
        arguments.writeValue(schema, depth: 0)
        return arguments.writer.bytes
    }

    private init(root: JSONValue, words: [UInt8], otherwise: [UInt8], seed: UInt64) {
        self.root = root
        chance = SeededGenerator(seed: seed)
        let own = Self.words(in: words)
        self.words = own.isEmpty ? Self.words(in: otherwise) : own
        if self.words.isEmpty { self.words = [Array("value".utf8)] }
        numbers = words.split { !Self.isNumberByte($0) }.compactMap { Double(String(decoding: $0, as: UTF8.self)) }
        if own.isEmpty {
            let first = Int(chance.next() % UInt64(self.words.count))
            self.words = Array(self.words[first...] + self.words[..<first])
        }
    }

    /// The words of a text with at least four letters or a digit; all words if it has none of these.
    private static func words(in text: [UInt8]) -> [[UInt8]] {
        let all = text.split { !isWordByte($0) }.prefix(wordsConsidered).map { Array(text[ReplyText.shortened($0.indices, in: text)]) }
        let telling = all.filter { $0.count >= 4 || $0.contains { !isLetter($0) } }
        return telling.isEmpty ? all : telling
    }

    private static let wordsConsidered = 40

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) && byte < 0x80 }

    private static func isWordByte(_ byte: UInt8) -> Bool { byte >= 0x80 || ToolDefinition.isNameByte(byte) }

    private static func isNumberByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }

    // Schemas may refer to themselves: below `deep` the last choice is taken, below `deepest` null.
    private static let deep = 4
    private static let deepest = 8

    private mutating func writeValue(_ given: JSONValue, depth: Int) {
        let schema = resolved(given)
        guard depth < Self.deepest else { return writer.null() }
        if let constant = schema["const"] ?? schema["enum"]?[0] { return writer.value(constant) }
        for name in ["anyOf", "oneOf", "allOf"] {
            let choices = schema[name]?.elements ?? []
            if let choice = depth < Self.deep ? choices.first : choices.last { return writeValue(choice, depth: depth + 1) }
        }
        switch type(of: schema) {
        case "object": writeObject(schema, depth: depth)
        case "array":
            writer.beginArray()
            if depth < Self.deep, let items = schema["items"] { writeValue(items, depth: depth + 1) }
            writer.endArray()
        case "integer": writer.int(Int(max(-1e15, min(1e15, number(in: schema).rounded()))))
        case "number": writer.double(number(in: schema))
        case "boolean": writer.bool(chance.happens(0.5))
        case "null": writer.null()
        default: writer.string(string(in: schema))
        }
    }

    private mutating func writeObject(_ schema: JSONValue, depth: Int) {
        let required = Set((schema["required"]?.elements ?? []).compactMap(\.string))
        writer.beginObject()
        for property in schema["properties"]?.members ?? [] {
            // Optional members are written half of the time.
            guard required.contains(property.name) || depth < Self.deep && chance.happens(0.5) else { continue }
            writer.name(property.name)
            writeValue(property.value, depth: depth + 1)
        }
        writer.endObject()
    }

    /// The first type in the schema, or the type that its other members imply.
    private func type(of schema: JSONValue) -> String? {
        if let type = schema["type"] { return type.string ?? type.elements.compactMap(\.string).first { $0 != "null" } }
        return schema["properties"] != nil ? "object" : schema["items"] != nil ? "array" : nil
    }

    /// The schema at the end of a chain of references.
    private func resolved(_ given: JSONValue) -> JSONValue {
        var schema = given
        for _ in 0..<Self.deepest {
            guard let reference = schema["$ref"]?.string, reference.hasPrefix("#") else { break }
            var target: JSONValue? = root
            for name in reference.dropFirst().split(separator: "/") { target = target?[String(name)] }
            guard let target else { break }
            schema = target
        }
        return schema
    }

    private mutating func number(in schema: JSONValue) -> Double {
        let least = schema["minimum"]?.double ?? schema["exclusiveMinimum"]?.double.map { $0 + 1 }
        let most = schema["maximum"]?.double ?? schema["exclusiveMaximum"]?.double.map { $0 - 1 }
        let wanted = numbers.isEmpty ? Double(1 + chance.next() % 9) : numbers.removeFirst()
        return min(max(wanted, least ?? -1e15), most ?? 1e15)
    }

    private mutating func string(in schema: JSONValue) -> String {
        let word = String(decoding: words[0], as: UTF8.self)
        words.append(words.removeFirst())
        return switch schema["format"]?.string {
        case "email": "reader@example.com"
        case "hostname": "www.example.com"
        case "ipv4": "192.0.2.1"
        case "ipv6": "2001:db8::1"
        case "uuid": "00000000-0000-4000-8000-000000000001"
        case "date": "2026-11-21"
        case "date-time": "2026-11-21T12:00:00Z"
        default: word
        }
    }
}
