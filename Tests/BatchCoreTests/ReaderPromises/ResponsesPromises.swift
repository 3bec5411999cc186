@testable import BatchCore

/// An answer of the Responses API means the same in pieces of any size, and its contents can be sent back.
enum ResponsesPromises {
    private static let account = Account(provider: .openai, key: Secret(ResponsePromises.key))

    private static let frame = {
        var frame = ReplyFrame(account: AccountID(0))
        (frame.isResponses, frame.goesOnFromKept, frame.outputLimit) = (true, true, 9)
        return frame
    }()

    static func hold(for bytes: [UInt8]) throws {
        let reading = ResponseReading(
            response: HTTPResponse(status: 200, body: bytes), account: account, frame: frame, now: ResponsePromises.now)
        try hold(for: reading.outcomeOfSuccess)
        let streamed = reading.outcomeOfResponsesStream
        try hold(for: streamed)

        let body = bytes.drop { $0 <= UInt8(ascii: " ") }
        var cuts = Cuts(bytes)
        for longest in [1, 24] as [UInt64] {
            var stream = ResponsesStream()
            for piece in cuts.pieces(of: body, longest: longest) { stream.read(piece) }
            stream.finish()
            let found = reading.outcome(of: stream)
            try promise("a stream means the same in pieces of \(longest) bytes: \(found) for \(streamed)", found.isSame(as: streamed))
        }
    }

    private static func hold(for outcome: Outcome) throws {
        try ResponsePromises.hold(for: outcome, status: 200)
        guard let reply = outcome.reply else { return }
        try promise("a reply has come to its end", reply.finishReason?.isEmpty == false)
        try holdGoingOn(with: reply)
    }

    /// The reply joins the history. If the response can be continued, only the items after it are sent.
    private static func holdGoingOn(with reply: Reply) throws {
        for history in [ReasoningHistory.strip, .keep] {
            var rules = ConversationRules(reasoningHistory: history)
            (rules.provider, rules.keptHistory) = ("p", .documented)
            var conversation = Conversation(job: try job.get(), rules: rules)
            conversation.append(
                conversation.round(
                    reply, attempts: 1, latency: .zero, firstToken: nil, createdAt: ResponsePromises.now, provider: "p", cost: nil))
            for fromKept in [false, true] {
                guard let request = conversation.nextRequest(fromKept: fromKept && conversation.canGoOnFromKept) else { continue }
                let body = RequestBody.bytes(of: request, to: account)
                let items = try JSONDocument(body).root["input"]?.elements ?? []
                try promise("what is sent are objects", !items.isEmpty && items.allSatisfy { $0.kind == .object })
            }
        }
    }

    private static let job = Result {
        let line = #"{"api":"responses","turns":["a","b"],"tools":[{"type":"function","name":"f"}],"tool_results":{"f":"x"}}"#
        return try JobLine(Array(line.utf8), line: 1).job
    }
}
