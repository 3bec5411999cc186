// ProviderSimulatorTests: the simulated provider as a value (`Model`) and over sockets (`HTTP`). This file: a client for the value.

import BatchCore
import ProviderSimulator
import Testing

/// A client's side of one conversation.
struct Dialogue {
    var messages: [(role: String, content: String)]
    var model = "simulated-chat"
    /// More members of the body, as JSON text without braces: `"max_tokens":10`.
    var more = ""

    init(_ userText: String, model: String = "simulated-chat", more: String = "") {
        messages = [("user", userText)]
        (self.model, self.more) = (model, more)
    }

    var body: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("model", model)
        writer.name("messages")
        writer.beginArray()
        for (role, content) in messages {
            writer.beginObject()
            writer.member("role", role)
            writer.member("content", content)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return more.isEmpty ? writer.bytes : writer.bytes.dropLast() + Array(",\(more)}".utf8)
    }

    var request: HTTPRequest { chatRequest(body) }

    /// - Parameter base: the path of the provider's base URL: `/together/v1`.
    func request(of base: String) -> HTTPRequest {
        HTTPRequest(url: "http://127.0.0.1:80\(base)/chat/completions", headers: [], body: body)
    }

    /// Adds the reply to the history and sends the next message.
    mutating func goOn(after reply: Completed, saying text: String) {
        messages += [("assistant", reply.content), ("user", text)]
    }
}

func chatRequest(_ body: [UInt8], key: String? = nil) -> HTTPRequest {
    HTTPRequest(
        url: "https://api.example.com/v1/chat/completions",
        headers: key.map { [(name: "Authorization", value: "Bearer \($0)")] } ?? [], body: body)
}

func page(_ path: String, method: String = "GET") -> HTTPRequest {
    HTTPRequest(method: method, url: "http://127.0.0.1:80" + path, headers: [], body: [])
}

/// A reply as a client reads it.
struct Completed {
    var content: String
    var reasoning: String?
    var finishReason: String
    var id: String
    var prompt: Int
    var completion: Int
    var total: Int
    var hit: Int
    var miss: Int
    var cachedDetail: Int
    var reasoningTokens: Int

    init(_ body: [UInt8]) throws {
        let root = try JSONDocument(body).root
        let choice = try #require(root["choices"]?[0])
        let message = choice["message"]
        let usage = try #require(root["usage"])
        content = try #require((message?["content"] ?? choice["text"])?.string)
        reasoning = message?["reasoning_content"]?.string
        finishReason = try #require(choice["finish_reason"]?.string)
        id = try #require(root["id"]?.string)
        prompt = try #require(usage["prompt_tokens"]?.int)
        completion = try #require(usage["completion_tokens"]?.int)
        total = try #require(usage["total_tokens"]?.int)
        hit = try #require(usage["prompt_cache_hit_tokens"]?.int)
        miss = try #require(usage["prompt_cache_miss_tokens"]?.int)
        cachedDetail = try #require(usage["prompt_tokens_details"]?["cached_tokens"]?.int)
        reasoningTokens = try #require(usage["completion_tokens_details"]?["reasoning_tokens"]?.int)
    }
}

extension ProviderModel {
    /// Sends a request and reads the whole answer, in virtual time.
    mutating func ask(_ request: HTTPRequest, at now: Instant = noon) -> SimulatedAnswer {
        let answer = answer(request, at: now)
        finished(answer.ticket, at: now)
        return answer
    }

    mutating func reply(to dialogue: Dialogue, at now: Instant = noon) throws -> Completed {
        try Completed(ask(dialogue.request, at: now).wholeBody)
    }
}

extension SimulatedAnswer {
    var wholeBody: [UInt8] { pieces.flatMap(\.bytes) }
    var text: String { String(decoding: wholeBody, as: UTF8.self) }

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// 2026-11-21T12:00:00Z, a Saturday.
let noon = CivilTime(year: 2026, month: 11, day: 21, hour: 12).instant

extension SimulatorOptions {
    /// Options in which replies take no time.
    static func quick(_ change: (inout SimulatorOptions) -> Void = { _ in }) -> SimulatorOptions {
        var options = SimulatorOptions()
        options.latency = .none
        change(&options)
        return options
    }

    /// Options in which every request meets one fault.
    static func always(_ kind: Fault.Kind, _ change: (inout SimulatorOptions) -> Void = { _ in }) -> SimulatorOptions {
        quick {
            $0.faults = [Fault(kind, probability: 1)]
            change(&$0)
        }
    }
}
