import BatchCore
import ProviderSimulator
import Testing

/// A client's side of a conversation with functions: messages as JSON texts, so that it can have calls and results.
struct ToolDialogue {
    var messages: [String]
    /// Functions as JSON texts.
    var tools: [String]
    var model = "simulated-chat"
    /// More members of the body, as JSON text without braces.
    var more = ""
    var isBeta = false

    init(_ userText: String, tools: [String], model: String = "simulated-chat", more: String = "") {
        messages = []
        (self.tools, self.model, self.more) = (tools, model, more)
        say(userText)
    }

    var request: HTTPRequest {
        let body =
            #"{"model":"\#(model)","messages":[\#(messages.joined(separator: ","))],"tools":[\#(tools.joined(separator: ","))]"#
            + (more.isEmpty ? "}" : ",\(more)}")
        return HTTPRequest(
            url: "https://api.example.com/\(isBeta ? "beta" : "v1")/chat/completions", headers: [], body: Array(body.utf8))
    }

    mutating func say(_ text: String) { messages.append(#"{"role":"user","content":\#(quoted(text))}"#) }

    /// Adds a reply to the history, and answers its calls with `result`.
    mutating func goOn(after reply: ToolReply, result: (ToolReply.Call) -> String = { _ in "done" }) {
        messages.append(reply.message)
        for call in reply.calls { messages.append(#"{"role":"tool","tool_call_id":"\#(call.id)","content":\#(quoted(result(call)))}"#) }
    }
}

func quoted(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.appendJSONString(text)
    return String(decoding: bytes, as: UTF8.self)
}

/// A function in the form of requests.
func function(_ name: String, parameters: String? = nil, strict: Bool = false) -> String {
    #"{"type":"function","function":{"name":"\#(name)""# + (parameters.map { #","parameters":\#($0)"# } ?? "")
        + (strict ? #","strict":true}}"# : "}}")
}

/// A reply that may call functions, as a client reads it.
struct ToolReply {
    struct Call: Hashable {
        var id: String
        var name: String
        var arguments: String

        var object: JSONValue { get throws { try JSONDocument(arguments).root } }
    }

    var content: String?
    var reasoning: String?
    var calls: [Call]
    var finishReason: String
    var completion: Int
    var prompt: Int
    var hit: Int
    /// The message as JSON text, to be sent back.
    var message: String

    init(_ body: [UInt8]) throws {
        let root = try JSONDocument(body).root
        let choice = try #require(root["choices"]?[0], "\(String(decoding: body, as: UTF8.self))")
        let message = try #require(choice["message"])
        self.message = String(decoding: message.raw, as: UTF8.self)
        content = message["content"]?.string
        reasoning = message["reasoning_content"]?.string
        calls = try (message["tool_calls"]?.elements ?? []).map { call in
            #expect(call["type"]?.string == "function")
            return Call(
                id: try #require(call["id"]?.string), name: try #require(call["function"]?["name"]?.string),
                arguments: try #require(call["function"]?["arguments"]?.string))
        }
        finishReason = try #require(choice["finish_reason"]?.string)
        completion = try #require(root["usage"]?["completion_tokens"]?.int)
        prompt = try #require(root["usage"]?["prompt_tokens"]?.int)
        hit = try #require(root["usage"]?["prompt_cache_hit_tokens"]?.int)
    }
}

extension ProviderModel {
    mutating func reply(to dialogue: ToolDialogue) throws -> ToolReply { try ToolReply(ask(dialogue.request).wholeBody) }

    /// The message of a refusal with status 400; nil if the request was not refused.
    mutating func refusal(_ request: HTTPRequest) throws -> String? {
        let answer = ask(request)
        return answer.status == 400 ? try JSONDocument(answer.wholeBody).root["error"]?["message"]?.string : nil
    }
}
