import BatchCore

/// An outcome member by member as JSON text, in the form of `outcome.json`. Unknown members are omitted.
struct OutcomeText: Equatable {
    struct Member: Equatable {
        var name: String
        var value: String
    }

    var members: [Member] = []

    init(_ outcome: Outcome) {
        add("outcome", outcome.name)
        if let reply = outcome.reply {
            add("content", reply.content)
            add("reasoning", reply.reasoning)
            add("reasoning_items", json: reply.reasoningItems?.bytes)
            add("tool_calls", json: reply.toolCalls?.bytes)
            add("finish_reason", reply.finishReason)
            add("response_id", reply.responseID)
            add("model", reply.model)
            add("system_fingerprint", reply.systemFingerprint)
        }
        if let failure = outcome.failure {
            add("code", failure.code)
            add("message", failure.message)
            add("http_status", json: failure.httpStatus.map { Array("\($0)".utf8) })
            add("request_id", failure.requestID)
            add("wait_ms", json: failure.wait.map { Array("\($0.milliseconds)".utf8) })
        }
        if let usage = outcome.usage {
            let counts = [
                ("prompt_tokens", usage.prompt), ("completion_tokens", usage.completion), ("total_tokens", usage.total),
                ("cached_tokens", usage.cached), ("reasoning_tokens", usage.reasoning),
            ]
            let told = counts.compactMap { name, count in count.map { "\"\(name)\": \($0)" } }
            let cost = usage.cost.map { ["\"cost_usd\": \($0.decimal)"] } ?? []
            add("usage", json: Array("{\((told + cost).joined(separator: ", "))}".utf8))
        }
    }

    /// Reads the text of `outcome.json`.
    init(json: [UInt8]) throws {
        for member in try JSONDocument(json).root.members where !member.value.isNull {
            if let text = member.value.string { add(member.name, text) } else { add(member.name, json: Array(member.value.raw)) }
        }
    }

    private mutating func add(_ name: String, _ text: String?) {
        guard let text else { return }
        var json: [UInt8] = []
        json.appendJSONString(text)
        add(name, json: json)
    }

    private mutating func add(_ name: String, json: [UInt8]?) {
        if let json { members.append(Member(name: name, value: String(decoding: json, as: UTF8.self))) }
    }

    /// The text in the form of `outcome.json`, a member a line.
    var json: String { "{\n" + members.map { "  \"\($0.name)\": \($0.value)" }.joined(separator: ",\n") + "\n}\n" }
}
