extension ResponseReading {
    /// The meaning of a successful status. There may still be no answer: DeepSeek sends its status before it knows the outcome, and blank
    /// lines while the request is in its queue (https://api-docs.deepseek.com/quick_start/rate_limit).
    var outcomeOfSuccess: Outcome {
        let start = response.body.drop { $0 <= UInt8(ascii: " ") }
        if EventReader.begins(start) == true { return outcomeOfStream }
        let document: JSONDocument
        do {
            document = try JSONDocument(response.body)
        } catch {
            return outcome(ofUnreadable: error)
        }
        let root = document.root[0] ?? document.root
        if let error = Self.error(in: root) { return outcome(ofErrorInside: root, error: error) }
        if frame.isResponses { return outcome(ofResponse: root) }
        let choice = root["choices"]?[0]
        if let error = choice.flatMap(Self.error(in:)) { return outcome(ofErrorInside: root, error: error) }
        // The completion of a gap is a text, and an answer is a message (https://api-docs.deepseek.com/api/create-completion).
        if let choice, choice["message"] == nil, choice["text"]?.kind == .string {
            return outcome(of: ChatAnswer(root: root, choice: choice, text: choice["text"], costMember: costMember))
        }
        guard let choice, let message = choice["message"], message.kind == .object else {
            let words = ErrorBody(root: root, error: root).message.map { ": \($0)" } ?? ""
            return .transient(failure("empty_choices", "the response holds no answer\(words)", usage: usage(of: root)))
        }
        return outcome(of: ChatAnswer(root: root, choice: choice, message: message, costMember: costMember))
    }

    /// The reason for a body that is not valid JSON: the connection was cut, or the base URL is not that of the API.
    private func outcome(ofUnreadable error: JSONError) -> Outcome {
        let start = response.body.drop { $0 <= UInt8(ascii: " ") }
        if start.first == UInt8(ascii: "<") {
            let words = PageText.words(of: start).map { " (\($0))" } ?? ""
            // The server at the base URL is not the API. That is no fault of the job, so the job does not fail.
            return .unreachable(
                failure("web_page", "the server answered with a web page\(words) where JSON was expected; check the base URL"))
        }
        let what = start.isEmpty ? "the response is empty" : "the response is not whole: \(error.message)"
        return .transient(failure("torn_reply", "\(what) (\(response.body.count) bytes were received)"))
    }

    /// The meaning of an answer, by its finish reason and contents. Assembled streams are judged here too.
    func outcome(of answer: ChatAnswer) -> Outcome {
        var reply = answer.reply
        if [nil, "stop"].contains(reply.finishReason), Reply.isCut(answer.nativeFinishReason) { reply.finishReason = "length" }
        takeOffBeginning(of: &reply)
        // A reply that fills a gap or continues a prefill has no reasoning before it.
        if account.provider.splitsThinkTags, !frame.allowsEmptyReply { ThinkTags.split(off: &reply) }
        for reason in [reply.finishReason, answer.nativeFinishReason] {
            guard let reason, let ending = EndOfReply.of(reason) else { continue }
            let failure = failure(ending.code, "\(ending.meaning) (finish_reason \(reason))", usage: reply.usage)
            return ending.isTransient ? .transient(failure) : .rejected(failure)
        }
        if reply.toolCalls != nil || reply.content?.isEmpty == false { return .replied(reply) }
        if let refusal = answer.refusal {
            return .rejected(failure("refused", "the model refused to answer: \(refusal)", usage: reply.usage))
        }
        // All tokens may have been used for reasoning, which is paid for and kept. Some servers do not show the reasoning.
        let hasThought = reply.reasoning?.isEmpty == false || reply.reasoningItems != nil || (reply.usage?.reasoning ?? 0) > 0
        if reply.isCut, hasThought || frame.isResponses { return .replied(reply) }
        if frame.allowsEmptyReply, reply.finishReason != nil { return .replied(reply) }
        let reason = reply.finishReason.map { " (finish_reason \($0))" } ?? ""
        return .transient(failure("empty_reply", "the model answered with no text\(reason)", usage: reply.usage))
    }

    /// Removes the prefill from the reply, because the conversation has it already.
    private func takeOffBeginning(of reply: inout Reply) {
        guard account.provider.repeatsPrefixes, let beginning = frame.beginning, !beginning.isEmpty else { return }
        guard let content = reply.content, content.utf8.starts(with: beginning.utf8) else { return }
        reply.content = String(decoding: content.utf8.dropFirst(beginning.utf8.count), as: UTF8.self)
    }

    /// The error that an object contains although its status is a successful one; nil if there is none.
    static func error(in value: JSONValue) -> JSONValue? {
        if let error = value["error"] {
            switch error.kind {
            case .null: break
            case .bool: if error.bool == true { return value }
            case .string: if error.string?.isEmpty == false { return error }
            case .object: if error.raw.count > 2 { return error }
            case .number, .array: return error
            }
        }
        return value["object"]?.string == "error" ? value : nil
    }
}

/// The meaning of a finish reason that is not the end of an answer.
struct EndOfReply {
    var reason: String
    var isTransient: Bool
    var code: String
    var meaning: String

    /// Nil for a reason that ends an answer properly, and for an unknown one.
    static func of(_ reason: String) -> EndOfReply? {
        let reason = reason.lowercased()
        return all.first { $0.reason == reason }
    }

    /// DeepSeek: `insufficient_system_resource`, `aborted` and `content_filter`
    /// (https://api-docs.deepseek.com/api/create-chat-completion); OpenRouter and Mistral: `error`; SGLang: `abort`; Cohere behind
    /// a gateway: `ERROR`; Gemini behind one: `MALFORMED_FUNCTION_CALL` and `MALFORMED_RESPONSE`.
    private static let all = [
        EndOfReply(
            reason: "insufficient_system_resource", isTransient: true, code: "insufficient_system_resource",
            meaning: "the provider broke the answer off for want of resources"),
        EndOfReply(reason: "aborted", isTransient: true, code: "generation_aborted", meaning: "the provider broke the answer off"),
        EndOfReply(reason: "abort", isTransient: true, code: "generation_aborted", meaning: "the provider broke the answer off"),
        EndOfReply(reason: "error", isTransient: true, code: "generation_failed", meaning: "the provider failed while it answered"),
        EndOfReply(reason: "network_error", isTransient: true, code: "generation_failed", meaning: "the provider failed while it answered"),
        EndOfReply(
            reason: "malformed_function_call", isTransient: true, code: "generation_failed",
            meaning: "the model wrote a call that its provider could not read"),
        EndOfReply(
            reason: "malformed_response", isTransient: true, code: "generation_failed",
            meaning: "the model wrote an answer that its provider could not read"),
        EndOfReply(
            reason: "content_filter", isTransient: false, code: "content_filtered",
            meaning: "the provider's content filter held the answer back"),
    ]
}
