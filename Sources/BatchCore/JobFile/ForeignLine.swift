/// Reading that the forms of other tools share: members that are forwarded, and members that are kept for the result.
enum ForeignLine {
    /// Adds a member of the request's body to `found`, as it is written.
    static func add(
        _ member: JSONMember, _ name: String, of api: Job.API, to found: inout [Parameters.Member], _ line: inout LineContext
    ) {
        if name == "tools", !member.value.isNull, member.value.kind != .array {
            line.faultKind(member.value, of: name, expected: "an array")
        }
        guard ParameterReader.canForward(member, name, of: api, &line) else { return }
        found.append(.init(name: name, value: member.value.text))
    }

    /// The limit of a reply's tokens, as the parameter that most servers know.
    static func tokenLimit(_ value: JSONValue) -> Parameters { Parameters([.init(name: "max_tokens", value: value.text)]) }

    /// Parameters of a chat request that a line may have beside its messages, so that the body of a request is a line too.
    private static let parameters: Set<String> = [
        "tools", "tool_choice", "parallel_tool_calls", "functions", "function_call", "response_format", "temperature", "top_p", "top_k",
        "min_p", "max_tokens", "max_completion_tokens", "stop", "seed", "presence_penalty", "frequency_penalty", "repetition_penalty",
        "logit_bias", "logprobs", "top_logprobs", "thinking", "reasoning_effort", "chat_template_kwargs", "stream", "stream_options", "n",
    ]

    static func isParameter(_ name: String) -> Bool { parameters.contains(name) }

    /// Warns that delays and times are ignored.
    static func remarkTiming(_ value: JSONValue, _ name: String, inTurn number: Int, _ line: inout LineContext) {
        guard value.double != 0 else { return }
        line.remark(
            JobRemark(
                .warning(code: "\(name)_ignored", kind: "line \(name)"), at: JobPlace(name, turn: number),
                message: name == "delay"
                    ? "\"delay\" is ignored: a turn starts as soon as the one before it is answered"
                    : "\"\(name)\" is ignored: jobs start in the order of the file, as soon as the limits allow"))
    }

    /// Advice on ids that occur twice in published sets.
    static func hintOfRepeatedID(isInArray: Bool) -> Advice {
        "to name each job after its place, remove the ids: jq -c '\(isInArray ? "map(del(.id))" : "del(.id)")'"
    }

    /// Sets what ``TurnReader`` sets for turns in the project's own form, and the job's id if the line has none.
    static func complete(_ job: inout Job, _ line: LineContext) {
        let wanted = WantedReply()
        let shared = wanted.expectation(with: job.parameters)
        let isStrict = job.parameters.hasStrictTools
        for place in job.turns.indices {
            let own = job.turns[place].parameters
            job.turns[place].expectation = own.isEmpty ? shared : wanted.expectation(with: own, job.parameters)
            job.turns[place].hasStrictTools = own.contains("tools") ? own.hasStrictTools : isStrict
        }
        if job.id.isEmpty { job.id = line.document.text.name }
    }

    /// The members that are only copied to the result: those for which `isKept` is true, and the answers to compare with as
    /// `reference`.
    /// - Returns: the JSON text of an object; nil if it would be empty.
    static func metadata(_ root: JSONValue, reference: [JSONValue] = [], where isKept: (JSONMember) -> Bool) -> JSONText? {
        let kept = root.members.filter(isKept)
        let hasOwnReference = kept.contains { $0.name == "reference" }
        guard !kept.isEmpty || !reference.isEmpty else { return nil }
        var writer = JSONWriter()
        writer.beginObject()
        for member in kept {
            writer.name(member.name)
            writer.value(member.value)
        }
        if !reference.isEmpty, !hasOwnReference {
            writer.name("reference")
            writer.beginArray()
            for value in reference { writer.value(value) }
            writer.endArray()
        }
        writer.endObject()
        return writer.text
    }
}
