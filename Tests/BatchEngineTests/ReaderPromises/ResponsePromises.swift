@testable import BatchEngine

/// A response is no reply that holds none, and what is said of it is fit to be kept and shown, whatever the server wrote.
enum ResponsePromises {
    /// 2026-11-21T00:00:00Z
    static let now = Instant(seconds: 1_795_219_200)
    /// As in the corpora and among the tokens.
    static let key = "sk-test-0123456789abcdef"

    static let accounts = {
        let azure = "https://thing.openai.azure.com/openai/v1"
        let router = "https://openrouter.ai/api/v1"
        return Provider.all.map { Account(provider: $0, key: Secret(key)) }
            + [azure, router].map { Account(provider: .custom(baseURL: $0), baseURL: $0, key: Secret(key)) }
    }()
    private static let wire = WireFormat(accounts: accounts)

    static func hold(for bytes: [UInt8]) throws {
        let response = HTTPResponse(wire: bytes) ?? HTTPResponse(status: 200, body: bytes)
        for place in accounts.indices {
            try hold(for: wire.outcome(of: response, account: AccountID(place), now: now), status: response.status)
        }
        let frame = ReplyFrame(account: AccountID(0), allowsEmptyReply: true)
        try hold(for: wire.outcome(of: response, in: frame, now: now), status: response.status, allowsEmptyReply: true)
        _ = AccountPages.balance(in: response, account: accounts[0], now: now)
        if case .unreadable(let message) = AccountPages.models(in: response, account: accounts[0], now: now) {
            try hold(forMessage: message)
        }
    }

    static func hold(for outcome: Outcome, status: Int, allowsEmptyReply: Bool = false) throws {
        if let reply = outcome.reply {
            try promise("a reply has a status of success, and not \(status)", (200..<300).contains(status))
            try hold(for: reply, allowsEmptyReply)
        }
        if let failure = outcome.failure {
            try hold(forMessage: failure.message)
            let isWord = failure.code.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_") }
            try promise("a code is a word: \(failure.code)", !failure.code.isEmpty && isWord)
            try promise("the status is the response's", failure.httpStatus == status)
            if let wait = failure.wait { try promise("a wait is not negative: \(wait)", wait >= .zero) }
        }
        guard let usage = outcome.usage else { return }
        for count in [usage.prompt, usage.completion, usage.total, usage.cached, usage.reasoning] {
            if let count { try promise("a count is one of tokens: \(count)", (0...1 << 41).contains(count)) }
        }
        if let cost = usage.cost { try promise("a cost is not negative: \(cost)", cost >= .zero) }
        try promise("usage is kept as an object", try JSONDocument(usage.raw).root.kind == .object)
    }

    private static func hold(for reply: Reply, _ allowsEmptyReply: Bool) throws {
        if let calls = reply.toolCalls {
            let count = try JSONDocument(calls).root.elements.count
            try promise("tool calls are a list with something in it", count > 0 && ToolCall.all(in: calls).count == count)
        }
        let isThoughtAlone = reply.finishReason == "length" && reply.reasoning?.isEmpty == false
        let mayBeEmpty = isThoughtAlone || (allowsEmptyReply && reply.finishReason != nil)
        try promise("a reply holds something", reply.toolCalls != nil || reply.content?.isEmpty == false || mayBeEmpty)
        var history: [UInt8] = []
        Message.appendAssistant(reply.content, reasoning: reply.reasoning, toolCalls: reply.toolCalls, to: &history)
        try promise("a reply can be sent back", try JSONDocument(history).root["role"]?.string == "assistant")
    }

    private static func hold(forMessage message: String) throws {
        let bytes = Array(message.utf8)
        try promise("a message says something", !bytes.isEmpty)
        try promise("a message is short, and not of \(bytes.count) bytes", bytes.count <= 4 * Bounds.errorText + 3)
        let isSteering = message.unicodeScalars.contains { $0.properties.generalCategory == .control || separators.contains($0) }
        try promise("a message is one line without control characters: \(message.debugDescription)", !isSteering)
        try promise("a message does not hold the key: \(message)", !bytes.contains(Array(key.utf8)))
    }

    /// Of lines and of paragraphs.
    private static let separators: [Unicode.Scalar] = ["\u{2028}", "\u{2029}"]
}
