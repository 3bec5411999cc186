import BatchCore

extension ToolRun {
    /// What the program reads: one JSON object on one line, its line end included. The arguments are as the model wrote them,
    /// but for line ends between their members.
    var question: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("job", job)
        writer.member("turn", turn)
        writer.member("round", round)
        writer.member("call", id.call)
        writer.member("call_id", call.id)
        writer.member("name", call.name)
        writer.name("arguments")
        // No program is asked about arguments that are no object.
        let arguments = call.arguments.allSatisfy(\.isWhitespace) ? "{}" : call.arguments
        writer.value(JSONValue(foreign: arguments)?.textOnOneLine ?? JSONText(string: arguments))
        writer.endObject()
        writer.endLine()
        return writer.bytes
    }
}
