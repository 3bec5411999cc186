extension ResponseReading {
    /// What an event stream means: the same as its answer would in one piece.
    var outcomeOfStream: Outcome {
        if frame.isResponses { return outcomeOfResponsesStream }
        var stream = ChatStream(costMember: costMember)
        stream.read(response.body.drop { $0 <= UInt8(ascii: " ") })
        stream.finish()
        return outcome(of: stream)
    }

    /// - Parameter stream: read to its end.
    func outcome(of stream: ChatStream) -> Outcome {
        if let (root, error) = stream.error { return outcome(ofErrorInside: root, error: error, usage: stream.usage) }
        if let fault = stream.unreadable { return torn("an event of the stream is not whole: \(fault.message)", stream) }
        if stream.finishReason != nil { return outcome(of: stream.answer) }
        // Some servers tell no reason, and say that this was all.
        if stream.isDone, Self.isWhole(stream.answer.reply) { return outcome(of: stream.answer) }
        guard stream.isDone, !stream.hasChoice else { return torn("the stream ended before the answer did", stream) }
        return .transient(failure("empty_choices", "the stream holds no answer", usage: stream.usage))
    }

    /// Whether a reply without a finish reason is one: a call that was cut has arguments that are no JSON.
    private static func isWhole(_ reply: Reply) -> Bool {
        guard let calls = reply.toolCalls else { return reply.content?.isEmpty == false }
        return ToolCall.all(in: calls).allSatisfy { JSONValue(foreign: $0.arguments) != nil }
    }

    /// Without a finish reason and an end the answer may not be whole, and part of one is no reply.
    private func torn(_ what: String, _ stream: ChatStream) -> Outcome {
        .transient(failure("torn_reply", "\(what) (\(response.body.count) bytes were received)", usage: stream.usage))
    }
}
