import BatchCore
import ProviderSimulator
import Testing

/// A client's side of a conversation over the Responses API.
struct ResponsesDialogue {
    /// Items as JSON texts.
    var items: [String]
    var model = "simulated-chat"
    /// The base URL's path.
    var base = "/openai/v1"
    /// History before the input; nil for none.
    var previous: String?
    /// More members of the body, as JSON text without braces.
    var more = ""

    init(_ userText: String, model: String = "simulated-chat", base: String = "/openai/v1", more: String = "") {
        items = [Self.said("user", userText)]
        (self.model, self.base, self.more) = (model, base, more)
    }

    static func said(_ role: String, _ text: String) -> String { #"{"role":"\#(role)","content":\#(quoted(text))}"# }

    var request: HTTPRequest { request(input: "[" + items.joined(separator: ",") + "]") }

    func request(input: String) -> HTTPRequest {
        var body = #"{"model":"\#(model)","input":\#(input)"#
        if let previous { body += #","previous_response_id":"\#(previous)""# }
        body += (more.isEmpty ? "" : "," + more) + "}"
        return HTTPRequest(url: "http://127.0.0.1:80\(base)/responses", headers: [], body: Array(body.utf8))
    }

    /// Adds the response to the history and sends the next message.
    mutating func goOn(after response: Responded, saying text: String) {
        items += response.items + [Self.said("user", text)]
    }

    /// Leaves the history to the server and sends the next message.
    mutating func goOn(from response: Responded, saying text: String) {
        previous = response.id
        items = [Self.said("user", text)]
    }
}

/// A response as a client reads it.
struct Responded {
    var root: JSONValue
    var id: String
    var status: String
    /// The output's items as JSON texts.
    var items: [String]
    var text: String?
    var reasoning: String?
    var calls: [ToolReply.Call]
    var input: Int
    var output: Int

    init(_ root: JSONValue) throws {
        self.root = root
        id = try #require(root["id"]?.string)
        status = try #require(root["status"]?.string)
        let output = try #require(root["output"]?.elements)
        items = output.map { String(decoding: $0.raw, as: UTF8.self) }
        func first(_ type: String) -> JSONValue? { output.first { $0["type"]?.string == type } }
        text = first("message")?["content"]?[0]?["text"]?.string
        let thoughts = first("reasoning")
        reasoning = (thoughts?["content"]?[0] ?? thoughts?["summary"]?[0])?["text"]?.string
        calls = try output.filter { $0["type"]?.string == "function_call" }.map { call in
            ToolReply.Call(
                id: try #require(call["call_id"]?.string), name: try #require(call["name"]?.string),
                arguments: try #require(call["arguments"]?.string))
        }
        input = root["usage"]?["input_tokens"]?.int ?? -1
        self.output = root["usage"]?["output_tokens"]?.int ?? -1
    }
}

extension ProviderModel {
    mutating func reply(to dialogue: ResponsesDialogue, at now: Instant = noon) throws -> Responded {
        let answer = ask(dialogue.request, at: now)
        try #require(answer.status == 200, "\(answer.text)")
        return try Responded(JSONDocument(answer.wholeBody).root)
    }
}
