import BatchCore
import BatchEngine

extension ModelRules {
    /// The known rules of the models, for people.
    func lines(width: Int, colour: Bool) -> [String] {
        var lines = [Style.bold(title, if: colour)]
        func add(_ text: String, indent: Int = 2) {
            for (place, line) in Table.wrap(text, width: max(24, width - indent - 2)).enumerated() {
                lines.append(String(repeating: " ", count: place == 0 ? indent : indent + 2) + line)
            }
        }
        add("models: \(names)")
        add("thinks: \(thinking.rawValue)")
        add("reasoning in the history: \(reasoningHistory.phrase) (\(reasoningHistory.rawValue))")
        if let requests {
            add("requests to \(requests.providers.joined(separator: ", ")):")
            for text in Self.grouped(requests.chat) + requests.more { add(text, indent: 4) }
            if !requests.infill.isEmpty { add("requests to fill gaps:") }
            for text in Self.grouped(requests.infill) { add(text, indent: 4) }
        }
        if let source { add("source: \(source)") }
        return lines
    }

    /// Groups parameters that have the same rule.
    private static func grouped(_ rules: [ParameterRule]) -> [String] {
        var groups: [(names: [String], sentence: String)] = []
        for rule in rules {
            let sentence = rule.sentence(of: "the model")
            if let place = groups.firstIndex(where: { $0.sentence == sentence }) {
                groups[place].names.append(rule.name)
            } else {
                groups.append(([rule.name], sentence))
            }
        }
        return groups.map { "\($0.names.joined(separator: ", ")): \($0.sentence)" }
    }

    private var names: String {
        guard models.isEmpty else { return models.map(\.description).joined(separator: ", ") }
        return provider == nil ? "all others" : "all others of the provider"
    }

    /// As one JSON line.
    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("title", title)
        writer.name("models")
        writer.beginArray()
        for model in models { writer.string(model.description) }
        writer.endArray()
        for (name, value) in [
            ("provider", provider), ("thinks", thinking.rawValue), ("reasoning_history", reasoningHistory.rawValue), ("source", source),
        ] as [(String, String?)] { writer.member(name, value) }
        writer.name("parameters")
        writer.beginArray()
        for rule in requests?.chat ?? [] { write(rule, of: .chat, to: &writer) }
        for rule in requests?.infill ?? [] { write(rule, of: .fim, to: &writer) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func write(_ rule: ParameterRule, of api: Job.API, to writer: inout JSONWriter) {
        writer.beginObject()
        for (name, value) in [
            ("name", rule.name), ("api", api.rawValue), ("when", rule.condition.rawValue), ("effect", rule.effect.rawValue),
            ("sentence", rule.sentence(of: "the model")), ("source", rule.source),
        ] { writer.member(name, value) }
        writer.endObject()
    }
}

extension ReasoningHistory {
    fileprivate var phrase: String {
        switch self {
        case .strip: "never sent back"
        case .withinTurn: "sent back between the tool calls of one turn"
        case .keepWithTools: "sent back if a request of the job has tools"
        case .keep: "always sent back"
        }
    }
}

extension RequestRules {
    /// Rules other than those of single parameters.
    fileprivate var more: [String] {
        var texts: [String] = []
        if let tools {
            texts.append("tools: at most \(tools.mostFunctions) functions, of different names of at most \(tools.longestName) bytes")
            if tools.hasStrictRules {
                texts.append("strict tools: all functions or none; every property required, no additional properties, no bounds of lengths")
            }
        }
        if wantsWordJSON { texts.append("JSON mode: needs the word \"json\" in a system or user message") }
        if wantsReasoningOfPrefix { texts.append("prefix: needs the reasoning of the prefix while the model thinks") }
        return texts
    }
}
