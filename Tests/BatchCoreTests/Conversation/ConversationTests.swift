import BatchCore
import TestSupport
import Testing

@Suite("Conversation")
struct ConversationTests {
    private func round(_ number: Int, _ reply: Reply) -> Round {
        Round(number: number, reply: reply, attempts: 1, latency: .seconds(1), createdAt: .epoch, provider: "p")
    }

    private func job(turns: [String], parameters: Parameters = Parameters(), opening: String = "") -> Job {
        Job(id: "j", line: 1, opening: JSONItems(opening), turns: turns.map { Turn(content: JSONText($0)) }, parameters: parameters)
    }

    private func text(_ items: JSONItems) -> String { items.text }

    private let system = #"{"role":"system","content":"be brief"}"#

    @Test("A conversation that is resumed equals one that went step by step, and its history only grows")
    func foldAndPrefix() throws {
        let turns = (1...6).map { #""turn \#($0) é""# }
        let rounds = (1...6).map { round($0, Reply(content: "reply \"\($0)\"\n", reasoning: "because \($0)")) }
        for history in ReasoningHistory.allCases {
            let job = job(turns: turns, opening: system)
            var stepped = Conversation(job: job, rules: ConversationRules(reasoningHistory: history))
            #expect(text(stepped.history) == system + #",{"role":"user","content":"turn 1 é"}"#)
            for (index, round) in rounds.enumerated() {
                let before = try #require(stepped.nextRequest)
                #expect(before.round == index + 1)
                #expect(before.messages == stepped.history.bytes)
                stepped.append(round)
                let folded = Conversation(
                    job: job, rounds: rounds[...index], rules: ConversationRules(reasoningHistory: history))
                #expect(folded.history == stepped.history)
                #expect(folded.roundCount == index + 1)
                #expect(folded.isFinished == (index == 5))
                #expect(stepped.history.bytes.starts(with: before.messages))
            }
            #expect(stepped.nextRequest == nil)
            #expect(stepped.nextTurn == nil)
            let messages = stepped.history.elements
            #expect(messages.count == 13)
            #expect(messages.map { $0["role"]?.string }[10...] == ["assistant", "user", "assistant"])
        }
    }

    @Test("A job without an opening begins with the user's words, and content parts pass as written")
    func noOpening() {
        let parts = #"[ {"type":"text", "text":"a"} ]"#
        #expect(text(Conversation(job: job(turns: [parts])).history) == #"{"role":"user","content":\#(parts)}"#)
    }

    @Test("Reasoning is omitted, kept, or kept with tools")
    func reasoning() {
        func assistant(_ history: ReasoningHistory, _ parameters: Parameters, turn: Parameters = Parameters(), at place: Int = 0) -> Bool {
            var job = job(turns: ["\"a\"", "\"b\""], parameters: parameters)
            job.turns[place].parameters = turn
            let conversation = Conversation(
                job: job, rounds: [round(1, Reply(content: "x", reasoning: "why"))],
                rules: ConversationRules(reasoningHistory: history))
            return text(conversation.history).contains(#"{"role":"assistant","content":"x","reasoning_content":"why"}"#)
        }
        let tools = Parameters([.init(name: "tools", value: JSONText("[]"))])
        #expect(!assistant(.strip, tools))
        #expect(assistant(.keep, Parameters()))
        #expect(!assistant(.keepWithTools, Parameters()))
        #expect(assistant(.keepWithTools, tools))
        #expect(assistant(.keepWithTools, Parameters(), turn: tools))
        #expect(assistant(.keepWithTools, Parameters(), turn: tools, at: 1))
    }

    @Test("A reply without text and calls is an empty text, because some servers refuse null")
    func emptyReply() {
        let conversation = Conversation(job: job(turns: ["\"a\""]), rounds: [round(1, Reply(content: nil))])
        #expect(text(conversation.history).hasSuffix(#"{"role":"assistant","content":""}"#))
    }

    @Test("A turn's parameters take the place of the job's, the others follow, every byte kept")
    func parameters() throws {
        func parameters(_ members: [(String, String)]) -> Parameters {
            Parameters(members.map { .init(name: $0.0, value: JSONText($0.1)) })
        }
        var job = job(turns: ["\"a\"", "\"b\""], parameters: parameters([("temperature", "1.0"), ("stop", "[ \"x\" ]")]))
        job.model = "m"
        job.turns[0].parameters = parameters([("stop", "null"), ("seed", "1e1")])
        var conversation = Conversation(job: job)
        let first = try #require(conversation.nextRequest)
        #expect(first.model == "m")
        #expect(first.parameters == parameters([("temperature", "1.0"), ("stop", "null"), ("seed", "1e1")]))
        conversation.append(round(1, Reply(content: "x")))
        #expect(conversation.nextRequest?.parameters == job.parameters)
        #expect(job.parameters["temperature"] == JSONText("1.0"))
        #expect(job.parameters["seed"] == nil)
    }

    @Test("The total of a usage is the sum of the reported counts, and unknown if none is reported")
    func usage() {
        #expect(Usage(prompt: 2, completion: 3).total == 5)
        #expect(Usage(prompt: 2, completion: 3, total: 9).total == 9)
        #expect(Usage(prompt: nil, completion: nil).total == nil)
    }
}
