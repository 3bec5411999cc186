import BatchCore
import ProviderSimulator
import Testing

@Suite("The histories behind response ids")
struct ResponseStateTests {
    /// Three turns that continue by id, each beside the same turn of a chat.
    private func sameAsChat(_ model: inout ProviderModel, base: String = "/openai/v1") throws -> Bool {
        var chat = Dialogue("tell me of the first mountain")
        var responses = ResponsesDialogue("tell me of the first mountain", base: base)
        var isSame = true
        for next in ["and the second", "and the third", ""] {
            let (expected, response) = try (model.reply(to: chat), model.reply(to: responses))
            isSame = isSame && response.text == expected.content && response.input == expected.prompt
            chat.goOn(after: expected, saying: next)
            responses.goOn(from: response, saying: next)
        }
        return isSame
    }

    @Test("OpenAI continues from its kept history, as if it were sent; the others silently ignore it")
    func byProvider() throws {
        for (base, keeps) in [("/openai/v1", true), ("/deepseek", false), ("/together/v1", false), ("/litellm/v1", false)] {
            var model = ProviderModel(options: .quick())
            #expect(try sameAsChat(&model, base: base) == keeps, "\(base)")
            #expect(model.statistics.historiesKept == (keeps ? 2 : 0))
            #expect(model.statistics.historiesDropped == (keeps ? 0 : 2))
            var kept = ProviderModel(options: .quick { $0.responseState = .kept })
            #expect(try sameAsChat(&kept, base: base))
        }
    }

    @Test("If the history is ignored, the reply and the input tokens are those of the new input alone")
    func dropped() throws {
        for state in [SimulatorOptions.ResponseState.dropped, .delayed(.seconds(5))] {
            var model = ProviderModel(
                options: .quick {
                    $0.responseState = state
                    $0.cache = false
                })
            var dialogue = ResponsesDialogue("one")
            let first = try model.reply(to: dialogue)
            dialogue.goOn(from: first, saying: "two")
            let second = try model.reply(to: dialogue)
            let alone = try model.reply(to: ResponsesDialogue("two"))
            #expect(second.text == alone.text)
            #expect(second.input == alone.input)
            #expect(second.text?.hasPrefix("Turn 1") == true)
            #expect(second.root["previous_response_id"]?.string == first.id)
        }
    }

    @Test("A delayed history is available when its response is old enough")
    func delayed() throws {
        var model = ProviderModel(options: SimulatorOptions.quick { $0.responseState = .delayed(.seconds(5)) })
        var dialogue = ResponsesDialogue("one")
        dialogue.goOn(from: try model.reply(to: dialogue), saying: "two")
        #expect(try model.reply(to: dialogue, at: noon + .milliseconds(4_999)).text?.hasPrefix("Turn 1") == true)
        #expect(try model.reply(to: dialogue, at: noon + .seconds(5)).text?.hasPrefix("Turn 2") == true)
        #expect(model.statistics.historiesDropped == 1)
        #expect(model.statistics.historiesKept == 1)
    }

    @Test("Instructions are not kept, and calls are")
    func instructions() throws {
        var model = ProviderModel(options: .quick())
        let tool = #""tools":[{"type":"function","name":"f"}]"#
        var dialogue = ResponsesDialogue("call f", more: tool + #","instructions":"Be brief.""#)
        let called = try model.reply(to: dialogue)
        let output = #"{"type":"function_call_output","call_id":"\#(called.calls[0].id)","output":"done"}"#
        dialogue.previous = called.id
        (dialogue.items, dialogue.more) = ([output], tool)
        let answer = try model.reply(to: dialogue)
        var chat = ToolDialogue("call f", tools: [function("f")])
        chat.messages += [
            #"{"role":"assistant","content":\#(called.text.map(quoted) ?? "null"),"tool_calls":[{"id":"\#(called.calls[0].id)","#
                + #""type":"function","function":{"name":"f","arguments":"{}"}}]}"#,
            #"{"role":"tool","tool_call_id":"\#(called.calls[0].id)","content":"done"}"#,
        ]
        #expect(try answer.text == model.reply(to: chat).content)
    }

    @Test("An unknown id is refused with status 404, also that of a response that was not to be stored")
    func unknown() throws {
        var model = ProviderModel(options: .quick())
        var dialogue = ResponsesDialogue("one", more: #""store":false"#)
        let first = try model.reply(to: dialogue)
        #expect(first.root["store"]?.bool == false)
        dialogue.goOn(from: first, saying: "two")
        let answer = model.ask(dialogue.request)
        #expect(answer.status == 404)
        #expect(
            answer.text == #"{"error":{"message":"Previous response with id '\#(first.id)' not found.","type":"invalid_request_error","#
                + #""param":"previous_response_id","code":"previous_response_not_found"}}"#)
        #expect(model.statistics.historiesLost == 1)
        dialogue.base = "/litellm/v1"
        #expect(model.ask(dialogue.request).status == 200)
    }

    @Test("A share of the ids is lost for good, the same in each run and for each client")
    func lost() throws {
        for base in ["/openai/v1", "/litellm/v1"] {
            let options = SimulatorOptions.quick { $0.responseState = .lost(0.3) }
            func lostOnes() throws -> Set<Int> {
                var model = ProviderModel(options: options)
                var lost: Set<Int> = []
                for index in 0..<200 {
                    var dialogue = ResponsesDialogue("number \(index)", base: base)
                    dialogue.goOn(from: try model.reply(to: dialogue), saying: "go on")
                    let statuses = (0..<2).map { _ in model.ask(dialogue.request).status }
                    #expect(statuses == [200, 200] || statuses == [404, 404])
                    if statuses[0] == 404 { lost.insert(index) }
                }
                return lost
            }
            let lost = try lostOnes()
            #expect((35...85).contains(lost.count))
            #expect(try lostOnes() == lost)
        }
    }

    @Test("A limited number of bytes is kept, and the oldest histories are dropped first")
    func bounded() throws {
        var model = ProviderModel(options: .quick { $0.keptResponseBytes = 20_000 })
        var dialogues: [ResponsesDialogue] = []
        for index in 0..<100 {
            var dialogue = ResponsesDialogue("number \(index)")
            dialogue.goOn(from: try model.reply(to: dialogue), saying: "go on")
            dialogues.append(dialogue)
        }
        let statuses = dialogues.reversed().map { model.ask($0.request).status }
        let kept = statuses.prefix { $0 == 200 }.count
        #expect((10...60).contains(kept))
        #expect(statuses.dropFirst(kept).allSatisfy { $0 == 404 })
    }

    @Test("A state is read from its text")
    func reading() {
        typealias State = SimulatorOptions.ResponseState
        #expect(State(text: "kept") == .kept)
        #expect(State(text: "dropped") == .dropped)
        #expect(State(text: "lost=0.25") == .lost(0.25))
        #expect(State(text: "delayed=1m30s") == .delayed(.seconds(90)))
        for text in ["", "lost", "lost=2", "lost=often", "delayed", "delayed=x", "kept=1", "gone"] { #expect(State(text: text) == nil) }
    }
}
