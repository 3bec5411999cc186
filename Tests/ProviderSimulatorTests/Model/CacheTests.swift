import BatchCore
import ProviderSimulator
import Testing

@Suite("The prefix cache")
struct CacheTests {
    @Test("Each round of a conversation hits the earlier messages, and misses the new one")
    func hitsGrowOverAConversation() throws {
        var model = ProviderModel(options: .quick())
        var dialogue = Dialogue("tell me of the first mountain")
        var last: Completed?
        for round in 1...6 {
            let reply = try model.reply(to: dialogue)
            if let last {
                // The previous reply and its prompt are cached units; only the new message is missed.
                #expect(reply.hit >= last.prompt + last.completion)
                #expect(reply.miss < 20)
            } else {
                #expect(reply.hit == 0)
            }
            dialogue.goOn(after: reply, saying: "go on with number \(round)")
            last = reply
        }
    }

    @Test("A reply also hits if the client sends it back with other escapes")
    func escapesDoNotMatter() throws {
        var model = ProviderModel(options: .quick())
        var dialogue = Dialogue("the word sea")
        let first = try model.reply(to: dialogue)
        dialogue.goOn(after: first, saying: "next")
        let escaped = String(decoding: dialogue.body, as: UTF8.self).replacingFirst("the word", with: #"the\u0020word"#)
        let reply = try Completed(model.ask(chatRequest(Array(escaped.utf8))).wholeBody)
        #expect(reply.hit >= first.prompt + first.completion)
    }

    @Test("A conversation with the same start and another continuation hits only whole units")
    func partsOfUnitsDoNotHit() throws {
        var model = ProviderModel(options: .quick())
        var first = Dialogue("question one")
        first.messages.insert(("system", String(repeating: "long instructions ", count: 50)), at: 0)
        _ = try model.reply(to: first)
        var second = first
        second.messages[1].content = "question two"
        #expect(try model.reply(to: second).hit == 0)
    }

    @Test("Other models and other users share no cache")
    func scopes() throws {
        var model = ProviderModel(options: .quick())
        _ = try model.reply(to: Dialogue("the same words", more: #""user_id":"a""#))
        #expect(try model.reply(to: Dialogue("the same words", more: #""user_id":"b""#)).hit == 0)
        #expect(try model.reply(to: Dialogue("the same words", model: "simulated-small", more: #""user_id":"a""#)).hit == 0)
        #expect(try model.reply(to: Dialogue("the same words", more: #""user_id":"a""#)).hit > 0)
    }

    @Test("Without a cache nothing hits, so responses depend only on the conversation")
    func off() throws {
        var model = ProviderModel(options: .quick { $0.cache = false })
        let first = model.ask(Dialogue("again").request)
        let second = model.ask(Dialogue("again").request)
        #expect(first.pieces == second.pieces)
        #expect(try Completed(second.wholeBody).hit == 0)
    }

    @Test("A small cache drops old prefixes and keeps those in use")
    func bounded() throws {
        var model = ProviderModel(options: .quick { $0.cachedPrefixes = 40 })
        var dialogue = Dialogue("kept in use")
        _ = try model.reply(to: Dialogue("asked once"))
        for index in 0..<100 {
            let reply = try model.reply(to: dialogue)
            if index > 0 { #expect(reply.hit > 0) }
            if index < 20 { dialogue.goOn(after: reply, saying: "and then \(index)") }
            _ = try model.reply(to: Dialogue("filler \(index)"))
        }
        #expect(try model.reply(to: Dialogue("asked once")).hit == 0)
    }
}

extension String {
    fileprivate func replacingFirst(_ part: String, with other: String) -> String {
        guard let range = firstRange(of: part) else { return self }
        return self[..<range.lowerBound] + other + self[range.upperBound...]
    }
}
