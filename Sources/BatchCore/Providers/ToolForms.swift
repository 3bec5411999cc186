/// A check that tools have the form of their API. In chat completions a function is in `function`
/// (https://platform.openai.com/docs/api-reference/chat/create). In the Responses API its members are the tool's own
/// (https://platform.openai.com/docs/api-reference/responses/create).
package enum ToolForms {
    package static func remarks(on job: Job) -> [JobRemark] {
        let own = remark(job.parameters, job.api, turn: nil)
        return (own.map { [$0] } ?? [])
            + job.turns.enumerated().compactMap { place, turn in remark(turn.parameters, job.api, turn: place + 1) }
    }

    private static func remark(_ parameters: Parameters, _ api: Job.API, turn: Int?) -> JobRemark? {
        guard let tools = parameters["tools"] else { return nil }
        // Tools of other types belong to the server and have their own forms.
        let isOther = { (tool: JSONValue) in
            guard tool["type"]?.string ?? "function" == "function" else { return false }
            return switch api {
            case .chat, .fim: tool["function"] == nil && tool["name"] != nil
            case .responses: tool["name"] == nil && tool["function"]?.kind == .object
            }
        }
        guard tools.root.elements.contains(where: isOther) else { return nil }
        let form = api == .responses ? #"{"type":"function","name":…}"# : #"{"type":"function","function":{"name":…}}"#
        return JobRemark(
            .warning(code: "tool_form", kind: "tools \(api.rawValue)"), at: JobPlace(parameter: "tools", turn: turn),
            message: "the form of the tools is not that of \(api == .responses ? "the Responses API" : "chats")",
            hint: "write \(form)")
    }
}
