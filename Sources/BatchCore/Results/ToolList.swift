/// The functions that a conversation offered, as one list: the job's, and those that only some of its turns have. Tools of
/// the server's own, which no answer calls, are not in it.
struct ToolList {
    /// The value of `tools`; nil if there are none.
    let json: JSONText?
    /// The names of its functions, and of those that the script answers without their being listed.
    let names: Set<String>

    init(of job: Job) {
        var (writer, listed) = (JSONWriter(), Set<String>())
        writer.beginArray()
        for parameters in [job.parameters] + job.turns.map(\.parameters) {
            for tool in parameters["tools"]?.root.elements ?? [] {
                // Of two descriptions of one function the first one stands.
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
    /// Writes calls of tools as the chat completions API has them, whatever the server that made them left out or added.
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
    /// The ids of a reply's calls. One that the server did not give is made up, the same in each file.
    static func ids(of calls: [ToolCall], in round: Round) -> [String] {
        calls.enumerated().map { place, call in call.id ?? "call_\(round.number)_\(place + 1)" }
    }
}
