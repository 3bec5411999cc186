/// Tools in conversations of ShareGPT's form, as LLaMA-Factory has them (https://github.com/hiyouga/LLaMA-Factory, `data/README.md`).
extension JobLineReader {
    /// The functions of a conversation: an array, or its text. They are OpenAI's, or what these hold as `function`.
    mutating func readShareGPTTools(_ value: JSONValue) -> Parameters {
        if let text = value.string, text.allSatisfy(\.isWhitespace) { return Parameters() }
        let list = value.string.map { (try? JSONDocument($0))?.root } ?? value
        guard let list, list.kind == .array, list.elements.allSatisfy({ $0.kind == .object }) else {
            fault("\"tools\" must be an array of functions, or its text", at: value, member: "tools")
            return Parameters()
        }
        guard list[0] != nil else { return Parameters() }
        let isWhole = { (tool: JSONValue) in tool["function"] != nil || tool["type"] != nil }
        if value.kind == .array, list.elements.allSatisfy(isWhole) { return Parameters([.init(name: "tools", value: Array(list.raw))]) }
        var writer = JSONWriter()
        writer.beginArray()
        for tool in list.elements {
            guard !isWhole(tool) else {
                writer.raw(tool.onOneLine)
                continue
            }
            writer.beginObject()
            writer.member("type", "function")
            writer.name("function")
            writer.raw(tool.onOneLine)
            writer.endObject()
        }
        writer.endArray()
        return Parameters([.init(name: "tools", value: writer.bytes)])
    }

    /// A call, or a list of calls: `{"name":…,"arguments":…}`, after the thoughts that led to them.
    mutating func readCalls(_ words: JSONValue, into calls: inout ScriptedCalls) {
        var text = (words.string ?? "")[...]
        if let end = text.firstRange(of: "</think>") { text = text[end.upperBound...] }
        let root = (try? JSONDocument(String(text)))?.root
        let list = root.map { $0.kind == .array ? $0.elements : [$0] } ?? []
        guard !list.isEmpty, list.allSatisfy({ $0["name"]?.string?.isEmpty == false }) else {
            return fault(
                "a call of a tool is not written as {\"name\": …, \"arguments\": …}", at: words, member: "value",
                hint: "write the script as \"turns\", with \"tools\" and \"tool_results\"")
        }
        for call in list { calls.call(call["name"]?.string ?? "", call["arguments"]) }
    }

    /// The answer to a call, or a list of the answers to all that wait for one.
    mutating func readAnswers(_ words: JSONValue, into calls: inout ScriptedCalls) {
        let text = words.string ?? ""
        let list = calls.openCount > 1 ? (try? JSONDocument(text))?.root.elements ?? [] : []
        let isList = list.count > 1 && list.count == calls.openCount
        let answers = isList ? list.map { $0.string ?? String(decoding: $0.raw, as: UTF8.self) } : [text]
        for answer in answers where !calls.answer(answer) {
            fault(
                "an answer of a tool stands where none was called", at: words, member: "value",
                hint: "write the script as \"turns\", with \"tools\" and \"tool_results\"")
        }
    }
}
