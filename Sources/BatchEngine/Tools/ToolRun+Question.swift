import BatchCore

extension ToolRun {
    /// The program's input: one JSON object on one line, with its line end. The arguments are as the model wrote them, except
    /// for line ends between their members.
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
        // Calls whose arguments are not an object never get here.
        let arguments = call.arguments.allSatisfy(\.isWhitespace) ? "{}" : call.arguments
        writer.value(JSONValue(foreign: arguments)?.textOnOneLine ?? JSONText(string: arguments))
        writer.endObject()
        writer.endLine()
        return writer.bytes
    }
}
