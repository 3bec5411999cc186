import BatchCore

/// The rules for functions whose arguments must follow their schema strictly
/// (https://api-docs.deepseek.com/guides/tool_calls, strict mode).
enum StrictSchema {
    /// - Parameter isBeta: whether the request came to the base URL for beta features.
    static func check(_ tools: [ToolDefinition], isBeta: Bool) throws(Refusal) {
        guard tools.contains(where: \.isStrict) else { return }
        guard isBeta else { throw Refusal(betaFeature: "strict mode of tool calls") }
        for tool in tools {
            guard tool.isStrict else {
                throw Refusal(
                    status: 400,
                    message: "Invalid function '\(tool.name)': if one function is strict, all must have "
                        + "'strict': true")
            }
            if let parameters = tool.parameters { try check(parameters, of: tool.name, at: "parameters") }
        }
    }

    private static func check(_ schema: JSONValue, of function: String, at path: String) throws(Refusal) {
        func refusal(_ what: String) -> Refusal {
            Refusal(status: 400, message: "Invalid schema for strict function '\(function)': \(path): \(what)")
        }
        for name in ["minLength", "maxLength", "minItems", "maxItems"] where schema[name] != nil {
            throw refusal("'\(name)' is not supported")
        }
        if schema["type"]?.string == "object" || schema["properties"] != nil {
            let required = Set((schema["required"]?.elements ?? []).compactMap(\.string))
            if let missing = (schema["properties"]?.members ?? []).first(where: { !required.contains($0.name) }) {
                throw refusal("all properties must be 'required', and '\(missing.name)' is not")
            }
            guard schema["additionalProperties"]?.bool == false else { throw refusal("'additionalProperties' must be false") }
        }
        for name in ["properties", "$defs", "$def", "definitions"] {
            for member in schema[name]?.members ?? [] { try check(member.value, of: function, at: "\(path).\(name).\(member.name)") }
        }
        for (index, choice) in (schema["anyOf"]?.elements ?? []).enumerated() {
            try check(choice, of: function, at: "\(path).anyOf[\(index)]")
        }
        if let items = schema["items"] { try check(items, of: function, at: "\(path).items") }
    }
}
