@testable import BatchCore

/// A response without a reply gives none, and its message can be stored and shown, whatever the server wrote.
enum ResponsePromises {
    /// 2026-11-21T00:00:00Z
    static let now = Instant(seconds: 1_795_219_200)
    /// The same key as in the corpora and among the tokens.
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
            try hold(for: wire.outcome(of: response, in: ReplyFrame(account: AccountID(place)), now: now), status: response.status)
        }
        var frame = ReplyFrame(account: AccountID(0))
        frame.allowsEmptyReply = true
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
        // A cost may be reported without counts.
        guard let raw = usage.raw else { return try promise("usage without counts has a cost", usage.cost != nil && usage.total == nil) }
        try promise("usage is kept as an object", raw.kind == .object)
    }

    private static func hold(for reply: Reply, _ allowsEmptyReply: Bool) throws {
        if let calls = reply.toolCalls {
            let count = calls.root.elements.count
            try promise("tool calls are a list with something in it", count > 0 && ToolCall.all(in: calls).count == count)
        }
        if let items = reply.reasoningItems {
            let list = items.root
            try promise("reasoning items are a list with something in it", list.kind == .array && list[0] != nil)
        }
        let mayBeEmpty = reply.isCut || (allowsEmptyReply && reply.finishReason != nil)
        try promise("a reply holds something", reply.toolCalls != nil || reply.content?.isEmpty == false || mayBeEmpty)
        try holdGoingOn(with: reply)
    }

    /// The reply joins the history, or there is a reason why it cannot.
    private static func holdGoingOn(with reply: Reply) throws {
        let job = try job.get()
        var rules = ConversationRules(reasoningHistory: .keep)
        (rules.provider, rules.echoesReasoningItems) = ("p", true)
        var conversation = Conversation(job: job, rules: rules)
        let round = conversation.round(
            reply, attempts: 1, latency: .zero, firstToken: nil, createdAt: now, provider: "p", cost: nil)
        conversation.append(round)
        let messages = conversation.history.elements
        if round.standing != .discarded { try promise("a reply can be sent back", messages[1]["role"]?.string == "assistant") }
        if let failure = conversation.shortfall(of: reply, to: job.turns[0], after: nil) { try hold(forSentence: failure.message) }
        if case .fail(let failure) = conversation.nextStep { try hold(forSentence: failure.message) }
    }

    private static let job = Result {
        let turn = #"{"user":"a","expect":{"schema":{"maxProperties":3}},"reask":0}"#
        let line = #"{"turns":[\#(turn),"b"],"tools":[{"function":{"name":"f"}}],"tool_results":{"f":"x"}}"#
        return try JobLine(Array(line.utf8), line: 1).job
    }

    private static func hold(forMessage message: String) throws {
        try hold(forSentence: message)
        try promise("a message does not hold the key: \(message)", !message.utf8.contains(key.utf8))
    }

    /// Texts that may quote a reply or a job's line.
    static func hold(forSentence message: String) throws {
        let count = message.utf8.count
        try promise("a message says something, in few words, and not in \(count) bytes", (1...4 * Bounds.errorText + 3).contains(count))
        let isSteering = message.unicodeScalars.contains { $0.properties.generalCategory == .control || separators.contains($0) }
        try promise("a message is one line without control characters: \(message.debugDescription)", !isSteering)
    }

    /// Separators of lines and of paragraphs.
    private static let separators: [Unicode.Scalar] = ["\u{2028}", "\u{2029}"]
}
