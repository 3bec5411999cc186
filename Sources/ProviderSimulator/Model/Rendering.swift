import BatchEngine

/// A completion as it is written to the client (https://api-docs.deepseek.com/api/create-chat-completion).
struct Rendering {
    /// What of a message is shown.
    enum Content { case whole, null, noChoices }

    let completion: Completion
    let model: String
    let createdAt: Instant
    let promptTokens: Int
    let cachedTokens: Int
    var content = Content.whole

    static let systemFingerprint = "fp_simulator_1"

    /// The response of a request that did not ask for a stream.
    var body: [UInt8] {
        var writer = JSONWriter(reserving: completion.content.count + (completion.reasoning?.count ?? 0) + 800)
        writer.beginObject()
        writeHead(object: "chat.completion", to: &writer)
        writer.name("choices")
        writer.beginArray()
        if content != .noChoices {
            writer.beginObject()
            writer.member("index", 0)
            writer.name("message")
            writer.beginObject()
            writer.member("role", "assistant")
            writer.member("content", content == .null ? nil : String(decoding: completion.content, as: UTF8.self))
            if let reasoning = completion.reasoning { writer.member("reasoning_content", String(decoding: reasoning, as: UTF8.self)) }
            writer.endObject()
            writer.name("logprobs")
            writer.null()
            writer.member("finish_reason", completion.finishReason)
            writer.endObject()
        }
        writer.endArray()
        writeUsage(to: &writer)
        writer.endObject()
        return writer.bytes
    }

    /// The events of a response to a request for a stream, each with the tokens that it brings. Usage rides on the last
    /// chunk, as DeepSeek sends it.
    var events: [(bytes: [UInt8], tokens: Int)] {
        var events: [(bytes: [UInt8], tokens: Int)] = [(chunk { $0.member("content", ""); $0.member("role", "assistant") }, 0)]
        if let reasoning = completion.reasoning {
            for part in Self.parts(of: reasoning) {
                events.append((chunk { $0.member("reasoning_content", String(decoding: part, as: UTF8.self)) }, Self.partTokens))
            }
        }
        if content == .whole {
            for part in Self.parts(of: completion.content) {
                events.append((chunk { $0.member("content", String(decoding: part, as: UTF8.self)) }, Self.partTokens))
            }
        }
        events.append((chunk(isLast: true) { $0.member("content", content == .null ? nil : ""); $0.member("role", String?.none) }, 0))
        events.append((Array("data: [DONE]\n\n".utf8), 0))
        return events
    }

    private static let partTokens = 16

    /// Cuts a text into parts of about ``partTokens`` tokens, between scalars.
    private static func parts(of text: [UInt8]) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = 0
        while start < text.count {
            var end = min(text.count, start + partTokens * 10 / 3)
            while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
            parts.append(text[start..<end])
            start = end
        }
        return parts
    }

    private func chunk(isLast: Bool = false, delta: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(reserving: 512)
        writer.beginObject()
        writeHead(object: "chat.completion.chunk", to: &writer)
        writer.name("choices")
        writer.beginArray()
        if content != .noChoices {
            writer.beginObject()
            writer.member("index", 0)
            writer.name("delta")
            writer.beginObject()
            delta(&writer)
            writer.endObject()
            writer.name("logprobs")
            writer.null()
            writer.member("finish_reason", isLast ? completion.finishReason : nil)
            writer.endObject()
        }
        writer.endArray()
        if isLast { writeUsage(to: &writer) }
        writer.endObject()
        return Self.event(writer.bytes)
    }

    /// One event of a stream.
    static func event(_ data: [UInt8]) -> [UInt8] { Array("data: ".utf8) + data + Array("\n\n".utf8) }

    private func writeHead(object: String, to writer: inout JSONWriter) {
        writer.member("id", completion.id)
        writer.member("object", object)
        writer.member("created", Int(createdAt.unixSeconds))
        writer.member("model", model)
        writer.member("system_fingerprint", Self.systemFingerprint)
    }

    private func writeUsage(to writer: inout JSONWriter) {
        writer.name("usage")
        writer.beginObject()
        writer.member("prompt_tokens", promptTokens)
        writer.member("completion_tokens", completion.completionTokens)
        writer.member("total_tokens", promptTokens + completion.completionTokens)
        writer.name("prompt_tokens_details")
        writer.beginObject()
        writer.member("cached_tokens", cachedTokens)
        writer.endObject()
        writer.name("completion_tokens_details")
        writer.beginObject()
        writer.member("reasoning_tokens", completion.reasoningTokens)
        writer.endObject()
        writer.member("prompt_cache_hit_tokens", cachedTokens)
        writer.member("prompt_cache_miss_tokens", promptTokens - cachedTokens)
        writer.endObject()
    }
}
