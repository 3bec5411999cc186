extension RequestReview {
    /// Reviews the job's tools, and those of each turn with tools of its own.
    func reviewTools(of job: Job, _ rules: RequestRules.Tools, _ remarks: inout RemarkList) {
        if let tools = job.parameters["tools"], job.turns.contains(where: { !$0.parameters.contains("tools") }) {
            review(tools, rules, turn: nil, &remarks)
        }
        for (index, turn) in job.turns.enumerated() {
            if let tools = turn.parameters["tools"] { review(tools, rules, turn: index + 1, &remarks) }
        }
    }

    private func review(_ tools: JSONText, _ rules: RequestRules.Tools, turn: Int?, _ remarks: inout RemarkList) {
        let functions = tools.root.elements.map { $0["function"] }
        func add(_ message: String, at steps: [JobPlace.Step] = [], hint: Advice? = nil) {
            remarks.add(JobRemark(at: JobPlace(parameter: "tools", turn: turn, steps: steps), message: message, hint: hint))
        }
        if functions.count > rules.mostFunctions {
            add("\"tools\" has \(functions.count) functions, and \(modelName) takes \(rules.mostFunctions) at most")
        }
        var names: Set<String> = []
        for (index, function) in functions.enumerated() {
            guard let name = function?["name"]?.string else { continue }
            let place = [JobPlace.Step.element(index), .member("function"), .member("name")]
            if name.utf8.count > rules.longestName {
                add("the name of a function is longer than the \(rules.longestName) bytes that \(modelName) takes", at: place)
            } else if !names.insert(name).inserted {
                add("the function \"\(name)\" stands twice in \"tools\"", at: place, hint: "the names of functions must differ")
            }
        }
        guard rules.hasStrictRules, functions.contains(where: { $0?["strict"]?.bool == true }) else { return }
        for (index, function) in functions.enumerated() {
            guard let function else { continue }
            let schema = StrictFunction(name: function["name"]?.string ?? "")
            schema.review(function) { message, steps, hint in add(message, at: [.element(index), .member("function")] + steps, hint: hint) }
        }
    }
}

/// DeepSeek's requirements for functions if one of them is strict (https://api-docs.deepseek.com/guides/tool_calls).
private struct StrictFunction {
    let name: String

    typealias Objection = (_ message: String, _ steps: [JobPlace.Step], _ hint: Advice?) -> Void

    /// Calls `tell` for each fault, with its path in the function.
    func review(_ function: JSONValue, _ tell: Objection) {
        guard function["strict"]?.bool == true else {
            return tell(
                "the function \"\(name)\" is not strict, but all must be if one is", [.member("name")],
                "add \"strict\": true to it, or take it from the others")
        }
        if let parameters = function["parameters"] { review(parameters, at: [.member("parameters")], tell) }
    }

    private func review(_ schema: JSONValue, at steps: [JobPlace.Step], _ tell: Objection) {
        func object(_ what: String, _ more: [JobPlace.Step] = [], hint: Advice? = nil) {
            tell("the strict function \"\(name)\" \(what) (\(Self.text(of: steps)))", steps + more, hint)
        }
        for keyword in Self.unsupported where schema[keyword] != nil {
            object("has \"\(keyword)\", which is not supported", [.member(keyword)], hint: "leave it out, or say it in the description")
        }
        let properties = schema["properties"]?.members ?? []
        if schema["properties"] != nil || schema["type"]?.string == "object" {
            let required = Set((schema["required"]?.elements ?? []).compactMap(\.string))
            for property in properties where !required.contains(property.name) {
                object(
                    "does not require \"\(property.name)\"", [.member("properties"), .member(property.name)],
                    hint: "name every property in \"required\"")
            }
            if schema["additionalProperties"]?.bool != false {
                object("lets other properties in", [.member("additionalProperties")], hint: "add \"additionalProperties\": false")
            }
        }
        for group in Self.groups {
            for member in schema[group]?.members ?? [] {
                review(member.value, at: steps + [.member(group), .member(member.name)], tell)
            }
        }
        for (index, choice) in (schema["anyOf"]?.elements ?? []).enumerated() {
            review(choice, at: steps + [.member("anyOf"), .element(index)], tell)
        }
        if let items = schema["items"] { review(items, at: steps + [.member("items")], tell) }
    }

    private static let unsupported = ["minLength", "maxLength", "minItems", "maxItems"]
    /// Members of a schema that contain schemas by name.
    private static let groups = ["properties", "$defs", "$def", "definitions"]

    /// `parameters.properties.city`
    private static func text(of steps: [JobPlace.Step]) -> String {
        steps.reduce("") { text, step in
            switch step {
            case .member(let name): text.isEmpty ? name : "\(text).\(name)"
            case .element(let index): "\(text)[\(index)]"
            }
        }
    }
}
