import BatchCore

/// The parameters of generation, checked by the rules of the model's era
/// (https://api-docs.deepseek.com/api/create-chat-completion, https://api-docs.deepseek.com/guides/thinking_mode).
struct ChatParameters {
    /// Whether the model thinks before it answers.
    let thinks: Bool
    /// The number of other tokens reported beside each token of the reply, with their probabilities; nil for no report.
    let logprobs: Int?

    static let mostLogprobs = 20

    init(_ root: JSONValue, model: String, era: ModelEra, _ terms: Terms) throws(Refusal) {
        thinks = try Self.thinks(root, era: era, terms)
        logprobs = try Self.logprobs(root, model: model, era: era)
        if !era.ignoresSampling {
            try Self.check(root, "temperature", within: 0...2)
            try Self.check(root, "top_p", within: 0...1)
        }
        if let check = root["safety_check"], !check.isNull {
            try Self.expect(check["level"], in: ["low", "high"], name: "safety_check.level")
        }
    }

    private static func thinks(_ root: JSONValue, era: ModelEra, _ terms: Terms) throws(Refusal) -> Bool {
        guard era.thinking != .always else { return true }
        var thinks = era.thinking == .byDefault
        if let thinking = root["thinking"], !thinking.isNull {
            thinks = try expect(thinking["type"], in: ["enabled", "disabled"], name: "thinking.type") == "enabled"
        }
        if terms.flavour.knowsReasoningSwitch, let isOn = root["reasoning"]?["enabled"]?.bool { thinks = isOn }
        if era.knowsEffort, let effort = root["reasoning_effort"], !effort.isNull {
            let word = try expect(effort, in: efforts, name: "reasoning_effort")
            thinks = thinks && word != "none"
        }
        return thinks
    }

    /// The documented words and their accepted synonyms.
    private static let efforts = ["low", "high", "max", "none", "minimal", "medium", "xhigh", "ultra"]

    private static func logprobs(_ root: JSONValue, model: String, era: ModelEra) throws(Refusal) -> Int? {
        let (wanted, most) = (root["logprobs"], root["top_logprobs"])
        if let wanted, !wanted.isNull, wanted.kind != .bool {
            throw Refusal(status: 400, message: "Failed to deserialize the JSON body: logprobs: expected a boolean")
        }
        let isWanted = wanted?.bool ?? false
        let isGiven = most.map { !$0.isNull } ?? false
        guard era.knowsLogprobs || !isWanted && !isGiven else {
            throw Refusal(status: 400, message: "\(model) does not support logprobs and top_logprobs")
        }
        guard isGiven, let most else { return isWanted ? 0 : nil }
        guard let count = most.int, (0...mostLogprobs).contains(count) else {
            throw Refusal(status: 400, message: "Invalid top_logprobs value, the valid range of top_logprobs is [0, \(mostLogprobs)]")
        }
        guard isWanted else { throw Refusal(status: 400, message: "top_logprobs should be set along with logprobs = true") }
        return count
    }

    private static func check(_ root: JSONValue, _ name: String, within range: ClosedRange<Double>) throws(Refusal) {
        guard let value = root[name], !value.isNull else { return }
        guard let number = value.double, range.contains(number) else {
            throw Refusal(
                status: 400,
                message: "Invalid \(name) value, the valid range of \(name) is "
                    + "[\(Int(range.lowerBound)), \(Int(range.upperBound))]")
        }
    }

    /// The text of a member whose value must be one of `words`.
    @discardableResult
    private static func expect(_ value: JSONValue?, in words: [String], name: String) throws(Refusal) -> String {
        guard let word = value?.string, words.contains(word) else {
            let known = words.map { "`\($0)`" }.joined(separator: ", ")
            throw Refusal(status: 400, message: "Failed to deserialize the JSON body: \(name): unknown variant, expected one of \(known)")
        }
        return word
    }
}
