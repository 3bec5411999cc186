/// All functions of a conversation in one list: the job's, and those of single turns. Tools that the server runs itself are omitted,
/// because no answer calls them.
struct ToolList {
    /// The value of `tools`; nil if there are none.
    let json: JSONText?
    /// The names of its functions, and of unlisted functions that the script answers.
    let names: Set<String>

    init(of job: Job) {
        var (writer, listed) = (JSONWriter(), Set<String>())
        writer.beginArray()
        for parameters in [job.parameters] + job.turns.map(\.parameters) {
            for tool in parameters["tools"]?.root.elements ?? [] {
                // If a function has two descriptions, the first counts.
                guard let name = tool["function"]?["name"]?.string ?? tool["name"]?.string, let function = ChatForm.function(of: tool),
                    listed.insert(name).inserted
                else { continue }
                writer.value(function)
            }
        }
        writer.endArray()
        json = listed.isEmpty ? nil : writer.text
        names = listed.union(job.toolScript?.answers.keys.map { $0 } ?? [])
    }
}

extension JSONWriter {
    /// Writes tool calls in the form of chat completions, whatever their server added or omitted.
    /// - Parameter ids: one for each call.
    mutating func toolCalls(_ calls: [ToolCall], ids: [String]) {
        beginArray()
        for (call, id) in zip(calls, ids) {
            beginObject()
            member("id", id)
            member("type", "function")
            name("function")
            beginObject()
            member("name", call.name)
            member("arguments", call.arguments)
            endObject()
            endObject()
        }
        endArray()
    }
}

extension ToolCall {
    /// The ids of a reply's calls. A missing id is generated, and is the same in every file.
    static func ids(of calls: [ToolCall], in round: Round) -> [String] {
        calls.enumerated().map { place, call in call.id ?? "call_\(round.number)_\(place + 1)" }
    }
}
