import BatchCore

/// The form of a reply that must be JSON (https://api-docs.deepseek.com/guides/json_mode).
struct JSONFormat {
    /// An example object in the messages; nil if there is none.
    var example: JSONValue?
    /// The JSON Schema of the reply; nil for any object.
    var schema: JSONValue?

    /// The format of the reply to a request with the body `root`; nil for plain text.
    static func of(_ root: JSONValue, _ terms: Terms) throws(Refusal) -> JSONFormat? {
        guard let format = root["response_format"], !format.isNull else { return nil }
        switch format["type"]?.string {
        case "text": return nil
        case "json_object": break
        case "json_schema" where terms.knowsJSONSchema:
            guard let schema = format["json_schema"]?["schema"], schema.kind == .object else {
                throw Refusal(status: 400, message: "Missing required parameter: 'response_format.json_schema.schema'.")
            }
            return JSONFormat(schema: schema)
        case let type?: throw Refusal(status: 400, message: "This response_format type is unavailable now: `\(type)`")
        case nil: throw Refusal(status: 400, message: "Failed to deserialize the JSON body: response_format: missing field `type`")
        }
        let messages = root["messages"]?.elements ?? []
        func texts(_ role: String) -> [[UInt8]] {
            messages.filter { $0["role"]?.string == role }.map { MessageText.whole(of: $0["content"]) }
        }
        let texts = texts("system") + texts("user")
        guard texts.contains(where: mentionsJSON) else {
            throw Refusal(
                status: 400,
                message: "Prompt must contain the word 'json' in some form to use 'response_format' of type "
                    + "'json_object'.")
        }
        return JSONFormat(example: texts.lazy.compactMap(example(in:)).first)
    }

    private static func mentionsJSON(_ text: [UInt8]) -> Bool {
        let word = Array("json".utf8)
        return text.indices.contains { start in text[start...].prefix(word.count).lazy.map { $0 | 0x20 }.elementsEqual(word) }
    }

    /// The first JSON object with members in `text`.
    private static func example(in text: [UInt8]) -> JSONValue? {
        let starts = text.indices.filter { text[$0] == UInt8(ascii: "{") }.prefix(placesConsidered)
        for start in starts {
            guard let end = endOfObject(in: text, from: start), let root = JSONValue(foreign: Array(text[start...end])) else {
                continue
            }
            if !root.members.isEmpty { return root }
        }
        return nil
    }

    private static let placesConsidered = 16

    /// The place of the brace that closes the one at `start`; nil if there is none.
    private static func endOfObject(in text: [UInt8], from start: Int) -> Int? {
        var (depth, isInString, isEscaped) = (0, false, false)
        for place in start..<text.count {
            switch text[place] {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\"): isEscaped = isInString
            case UInt8(ascii: "\""): isInString.toggle()
            case UInt8(ascii: "{") where !isInString: depth += 1
            case UInt8(ascii: "}") where !isInString:
                depth -= 1
                if depth == 0 { return place }
            default: break
            }
        }
        return nil
    }
}
