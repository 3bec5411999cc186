extension ResponseReading {
    /// The meaning of an event stream: the same as that of its answer in one piece.
    var outcomeOfStream: Outcome {
        if frame.isResponses { return outcomeOfResponsesStream }
        var stream = ChatStream(costMember: costMember)
        stream.read(response.body.drop { $0 <= UInt8(ascii: " ") })
        stream.finish()
        return outcome(of: stream)
    }

    /// - Parameter stream: a stream that is read to its end.
    func outcome(of stream: ChatStream) -> Outcome {
        if let (root, error) = stream.error { return outcome(ofErrorInside: root, error: error, usage: stream.usage) }
        if let fault = stream.unreadable { return torn("an event of the stream is not whole: \(fault.message)", stream) }
        if stream.finishReason != nil { return outcome(of: stream.answer) }
        // Some servers send no finish reason, but report the end of the stream.
        if stream.isDone, Self.isWhole(stream.answer.reply) { return outcome(of: stream.answer) }
        guard stream.isDone, !stream.hasChoice else { return torn("the stream ended before the answer did", stream) }
        return .transient(failure("empty_choices", "the stream holds no answer", usage: stream.usage))
    }

    /// Whether a reply without a finish reason is complete: the arguments of a truncated call are not valid JSON.
    private static func isWhole(_ reply: Reply) -> Bool {
        guard let calls = reply.toolCalls else { return reply.content?.isEmpty == false }
        return ToolCall.all(in: calls).allSatisfy { JSONValue(foreign: $0.arguments) != nil }
    }

    /// Without a finish reason and an end, the answer may be incomplete, and an incomplete answer is no reply.
    private func torn(_ what: String, _ stream: ChatStream) -> Outcome {
        .transient(failure("torn_reply", "\(what) (\(response.body.count) bytes were received)", usage: stream.usage))
    }
}
