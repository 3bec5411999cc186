import BatchCore

/// A function that the model may call, as the request describes it (https://api-docs.deepseek.com/guides/tool_calls).
struct ToolDefinition {
    let name: String
    private let description: JSONValue?
    /// A JSON Schema; nil for a function without parameters.
    let parameters: JSONValue?
    /// Whether the arguments must follow the schema strictly.
    let isStrict: Bool

    static let most = 128
    static let longestName = 128

    /// The checked functions of a request.
    static func list(_ root: JSONValue, _ terms: Terms) throws(Refusal) -> [ToolDefinition] {
        guard let list = root["tools"], !list.isNull else { return [] }
        guard list.kind == .array else {
            throw Refusal(status: 400, message: "Failed to deserialize the JSON body: tools: expected a list")
        }
        let elements = list.elements
        guard elements.count <= most else {
            throw Refusal(status: 400, message: "Invalid 'tools': \(elements.count) functions; the most is \(most)")
        }
        var tools: [ToolDefinition] = []
        var names: Set<String> = []
        for (index, element) in elements.enumerated() {
            let tool = try ToolDefinition(element, at: index)
            guard names.insert(tool.name).inserted else {
                throw Refusal(status: 400, message: "Invalid 'tools': the name `\(tool.name)` stands there twice; names must be unique")
            }
            tools.append(tool)
        }
        if terms.flavour.isHeldToDeepSeek { try StrictSchema.check(tools, isBeta: terms.isBeta) }
        return tools
    }

    private init(_ element: JSONValue, at index: Int) throws(Refusal) {
        guard element["type"]?.string == "function" else {
            throw Refusal(status: 400, message: "Failed to deserialize the JSON body: tools[\(index)].type: expected `function`")
        }
        guard let function = element["function"], let name = function["name"]?.string else {
            throw Refusal(status: 400, message: "Failed to deserialize the JSON body: tools[\(index)].function: missing field `name`")
        }
        guard (1...Self.longestName).contains(name.utf8.count), name.utf8.allSatisfy(Self.isNameByte) else {
            throw Refusal(
                status: 400,
                message: "Invalid 'tools[\(index)].function.name': a name has from 1 to \(Self.longestName) letters, "
                    + "digits, underscores and dashes")
        }
        self.name = name
        description = function["description"].flatMap { $0.isNull ? nil : $0 }
        parameters = function["parameters"].flatMap { $0.isNull ? nil : $0 }
        isStrict = function["strict"]?.bool ?? false
        guard let parameters else { return }
        guard parameters.kind == .object, parameters["type"].map({ $0.string == "object" }) ?? true else {
            throw Refusal(status: 400, message: "Invalid schema for function '\(name)': schema must be a JSON Schema of 'type: \"object\"'")
        }
    }

    /// The definition as the model reads it; independent of spaces in the request.
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("type", "function")
        writer.name("function")
        writer.beginObject()
        writer.member("name", name)
        for (name, value) in [("description", description), ("parameters", parameters)] {
            guard let value else { continue }
            writer.name(name)
            writer.value(value.textWithoutSpace)
        }
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    /// Whether names of functions may contain `byte`.
    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

/// Whether the model may call functions, and which.
enum ToolChoice: Hashable {
    case none, auto, required
    case named(String)

    /// Whether the model must call a function.
    var isForced: Bool { self != .none && self != .auto }

    /// - Parameter value: the member `tool_choice`; nil if it is missing.
    init(_ value: JSONValue?, tools: [ToolDefinition]) throws(Refusal) {
        guard let value, !value.isNull else {
            self = tools.isEmpty ? .none : .auto
            return
        }
        switch value.string {
        case "none": self = .none
        case "auto": self = tools.isEmpty ? .none : .auto
        case "required":
            guard !tools.isEmpty else { throw Refusal(status: 400, message: "Invalid 'tool_choice': `required` needs 'tools'") }
            self = .required
        default:
            guard value["type"]?.string == "function", let name = value["function"]?["name"]?.string else {
                throw Refusal(
                    status: 400,
                    message: "Failed to deserialize the JSON body: tool_choice: expected `none`, `auto`, `required` "
                        + "or an object that names a function")
            }
            guard tools.contains(where: { $0.name == name }) else {
                throw Refusal(status: 400, message: "Invalid 'tool_choice': the function `\(name)` is not in 'tools'")
            }
            self = .named(name)
        }
    }
}
