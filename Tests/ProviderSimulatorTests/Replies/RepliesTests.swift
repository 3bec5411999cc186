import BatchCore
import ProviderSimulator
import Testing

@Suite("Replies")
struct RepliesTests {
    @Test("The same conversation gets the same reply, regardless of time, order and faults")
    func repliesDependOnTheConversationAlone() throws {
        var plain = ProviderModel(options: .quick { $0.cache = false })
        var faulty = ProviderModel(options: .quick {
            $0.seed = 99
            $0.cache = false
            $0.faults = [Fault(.status(503), probability: 0.5), Fault(.blankLines, probability: 0.3)]
        })
        let dialogues = (0..<20).map { Dialogue("question number \($0) about the sea") }
        let expected = try dialogues.map { try plain.reply(to: $0).content }
        for (index, dialogue) in dialogues.enumerated().reversed() {
            var answer = faulty.ask(dialogue.request, at: noon + .seconds(index))
            while answer.status != 200 { answer = faulty.ask(dialogue.request, at: noon + .seconds(index)) }
            #expect(try Completed(answer.wholeBody).content == expected[index])
        }
        #expect(Set(expected).count == 20)
    }

    @Test("Two models with the same options answer the same requests byte for byte")
    func equalOptionsGiveEqualRuns() {
        let options = SimulatorOptions.quick {
            $0.latency = .init(base: .milliseconds(200), perToken: .milliseconds(3), jitter: 0.5)
            $0.faults = Fault.Kind.known.map { Fault($0, probability: 0.02) }
        }
        var (first, second) = (ProviderModel(options: options), ProviderModel(options: options))
        for index in 0..<300 {
            let request = Dialogue("say \(index)").request
            let (one, other) = (first.ask(request), second.ask(request))
            #expect(one.status == other.status)
            #expect(one.headDelay == other.headDelay)
            #expect(one.pieces == other.pieces)
            #expect(one.ending == other.ending)
        }
        #expect(first.statistics == second.statistics)
        #expect(first.statistics.faults.count > 20)
    }

    @Test("Another reply seed or model gives another reply; max_tokens only cuts it")
    func whatRepliesDependOn() throws {
        var model = ProviderModel(options: .quick())
        var other = ProviderModel(options: .quick { $0.replySeed = 2 })
        let replies = try [
            model.reply(to: Dialogue("hello there")).content, other.reply(to: Dialogue("hello there")).content,
            model.reply(to: Dialogue("hello there", model: "simulated-small")).content,
        ]
        #expect(Set(replies).count == 3)
        #expect(try model.reply(to: Dialogue("hello there", more: #""max_tokens":4000"#)).content == replies[0])
        #expect(try replies[0].hasPrefix(model.reply(to: Dialogue("hello there", more: #""max_tokens":9"#)).content))
    }

    @Test("A reply names the turn and repeats words of the last user message")
    func repliesReferToTheConversation() throws {
        var model = ProviderModel(options: .quick())
        var dialogue = Dialogue("mountains")
        let first = try model.reply(to: dialogue)
        #expect(first.content.hasPrefix("Turn 1"))
        #expect(first.content.contains("\"mountains\""))
        dialogue.goOn(after: first, saying: "das Meer 海 \"und\" der Wind")
        let second = try model.reply(to: dialogue)
        #expect(second.content.hasPrefix("Turn 2"))
        #expect(second.content.contains("\"das Meer 海 und der\"") || second.content.contains("\"Meer 海 und der Wind\""))
    }

    @Test("Replies have from 20 to 200 tokens, or a few more for the last sentence, and differ in length")
    func repliesVaryInLength() throws {
        var model = ProviderModel(options: .quick())
        let counts = try (0..<200).map { try model.reply(to: Dialogue("topic \($0)")).completion }
        #expect(counts.allSatisfy { $0 >= 20 && $0 <= 260 })
        #expect(try #require(counts.max()) > 150)
        #expect(try #require(counts.min()) < 40)
    }

    @Test("max_tokens truncates a reply to exactly that many tokens, with the finish reason length", arguments: [1, 2, 7, 15])
    func maxTokensCutsReplies(limit: Int) throws {
        var model = ProviderModel(options: .quick())
        for name in ["simulated-chat", "simulated-reasoner"] {
            for text in ["plain words", "你好世界你好世界你好世界"] {
                let reply = try model.reply(to: Dialogue(text, model: name, more: #""max_tokens":\#(limit)"#))
                #expect(reply.completion == limit)
                #expect(reply.finishReason == "length")
                #expect(!reply.content.isEmpty)
                #expect(!reply.content.contains("\u{FFFD}"))
            }
        }
        let roomy = try model.reply(to: Dialogue("plain words", more: #""max_tokens":1000"#))
        #expect(roomy.finishReason == "stop")
    }

    @Test("Models with reasoning in their names reason, unless the request disables it")
    func thinking() throws {
        var model = ProviderModel(options: .quick())
        for name in ["simulated-reasoner", "deepseek-v4-pro", "deepseek-flash"] {
            let reply = try model.reply(to: Dialogue("why", model: name))
            #expect(try #require(reply.reasoning).contains("why"))
            #expect(reply.reasoningTokens > 0)
            #expect(reply.completion > reply.reasoningTokens)
            let brief = try model.reply(to: Dialogue("why", model: name, more: #""thinking":{"type":"disabled"}"#))
            #expect(brief.reasoning == nil)
            #expect(brief.reasoningTokens == 0)
        }
        #expect(try model.reply(to: Dialogue("why")).reasoning == nil)
    }

    @Test("Usage adds up, and counts 0.3 tokens for an English character and 0.6 for a Chinese one")
    func usageAddsUp() throws {
        var model = ProviderModel(options: .quick())
        var dialogue = Dialogue(String(repeating: "a", count: 100), model: "simulated-reasoner")
        for _ in 0..<4 {
            let reply = try model.reply(to: dialogue)
            #expect(reply.total == reply.prompt + reply.completion)
            #expect(reply.prompt == reply.hit + reply.miss)
            #expect(reply.cachedDetail == reply.hit)
            dialogue.goOn(after: reply, saying: "more")
        }
        let english = try model.reply(to: Dialogue(String(repeating: "a", count: 1_000))).prompt
        let chinese = try model.reply(to: Dialogue(String(repeating: "中", count: 1_000))).prompt
        #expect((300...310).contains(english))
        #expect((600...610).contains(chinese))
    }

    @Test("A response has the members of the chat completions API")
    func responseMembers() throws {
        var model = ProviderModel(options: .quick())
        let root = try JSONDocument(model.ask(Dialogue("hello").request).wholeBody).root
        #expect(root.members.map(\.name) == ["id", "object", "created", "model", "system_fingerprint", "choices", "usage"])
        #expect(root["object"]?.string == "chat.completion")
        #expect(root["created"]?.int == Int(noon.unixSeconds))
        #expect(root["model"]?.string == "simulated-chat")
        #expect(root["id"]?.string?.count == 32)
        #expect(root["choices"]?[0]?["message"]?["role"]?.string == "assistant")
        #expect(try model.reply(to: Dialogue("hello")).id == root["id"]?.string)
        #expect(try model.reply(to: Dialogue("hello!")).id != root["id"]?.string)
    }
}
