import TestSupport
import Testing

@testable import BatchCore

/// A conversation whose model calls tools, step by step, with its durable records.
struct ToolTalk {
    let job: Job
    private(set) var rules: ConversationRules
    private(set) var conversation: Conversation
    private(set) var rounds: [Round] = []
    private(set) var answers: [ToolAnswer] = []

    /// - Parameter members: members of the job's line besides its turns and its tools.
    init(
        _ members: String = "", turns: String = #""a","b""#, hasCommand: Bool = false,
        _ change: (inout ConversationRules) -> Void = { _ in }
    ) throws {
        let tools = ["f", "g"].map { #"{"type":"function","function":{"name":"\#($0)"}}"# }.joined(separator: ",")
        job = try JobLine(Array(#"{"turns":[\#(turns)],"tools":[\#(tools)]\#(members)}"#.utf8), line: 1).job
        rules = ConversationRules()
        rules.hasToolCommand = hasCommand
        change(&rules)
        conversation = Conversation(job: job, rules: rules)
    }

    @discardableResult
    mutating func reply(_ reply: Reply, at now: Instant = .epoch) -> Round.Standing {
        let round = conversation.round(
            reply, attempts: 1, latency: .zero, firstToken: nil, createdAt: now, provider: "p", cost: nil)
        rounds.append(round)
        conversation.append(round)
        return round.standing
    }

    @discardableResult
    mutating func call(_ calls: (name: String, arguments: String)...) -> Round.Standing { reply(Reply.calls(calls)) }

    /// A program answers an open call.
    mutating func answer(_ number: Int, _ content: String) {
        let name = conversation.openCalls.first { $0.number == number }?.call.name ?? ""
        answers.append(
            ToolAnswer(
                round: conversation.roundCount, call: number, name: name, content: content, latency: .zero, answeredAt: .epoch))
        conversation.answer(call: number, with: content)
    }

    /// The same conversation, made of its durable records.
    func resumed(revivedAt: Instant? = nil, _ change: (inout ConversationRules) -> Void = { _ in }) -> Conversation {
        var rules = rules
        change(&rules)
        return Conversation(job: job, rounds: rounds, toolAnswers: answers, revivedAt: revivedAt, rules: rules)
    }

    static func history(_ conversation: Conversation) -> String { conversation.history.text }

    /// The answers in the history, each after the id of its call.
    var toolMessages: [String] {
        get throws {
            let messages = conversation.history.elements
            return messages.filter { $0["role"]?.string == "tool" }
                .map { "\($0["tool_call_id"]?.string ?? "-"): \($0["content"]?.string ?? "")" }
        }
    }

    /// The next step, in one word.
    var next: String { Self.next(conversation) }

    static func next(_ conversation: Conversation) -> String {
        switch conversation.nextStep {
        case .ask: "ask"
        case .runTools: "run " + conversation.openCalls.map { "\($0.number)" }.joined(separator: " ")
        case .fail(let failure): failure.code
        case .finished: "finished"
        }
    }
}

@Suite("Conversations whose model calls tools")
struct ConversationToolTests {
    @Test("Scripted answers join the history in the order of the calls, and another reply to the turn is requested")
    func scripted() throws {
        var talk = try ToolTalk(#","tool_results":{"f":"one","g":{"n": 2}}"#)
        #expect(talk.call(("g", "{}"), ("f", "{}")) == .toolCalls)
        #expect(try talk.toolMessages == [#"c1: {"n": 2}"#, "c2: one"])
        #expect(talk.next == "ask" && talk.conversation.turnCount == 0)
        #expect(talk.reply(Reply(content: "x")) == .answer)
        #expect(talk.conversation.turnCount == 1)
        #expect(
            ToolTalk.history(talk.conversation)
                == #"{"role":"user","content":"a"},{"role":"assistant","content":null,"tool_calls":"#
                + #"[{"id":"c1","function":{"name":"g","arguments":"{}"}},{"id":"c2","function":{"name":"f","arguments":"{}"}}]},"#
                + #"{"role":"tool","tool_call_id":"c1","content":"{\"n\": 2}"},{"role":"tool","tool_call_id":"c2","content":"one"},"#
                + #"{"role":"assistant","content":"x"},{"role":"user","content":"b"}"#)
    }

    @Test("A list of answers is used in order, over rounds and turns, and its last one is repeated")
    func inOrder() throws {
        var talk = try ToolTalk(#","tool_results":{"f":["one",{"result":{"n":2}},"three"],"g":"g"}"#)
        talk.call(("f", "{}"), ("g", "{}"), ("f", "{}"))
        talk.reply(Reply(content: "x"))
        talk.call(("f", "{}"))
        talk.call(("f", "{}"), ("f", #"{"a":1}"#))
        #expect(try talk.toolMessages.map { $0.dropFirst(4) } == ["one", "g", #"{"n":2}"#, "three", "three", "three"])
    }

    @Test("Answers for certain arguments are used for these only, and each set of arguments is counted separately")
    func byArguments() throws {
        let script = #"""
            ,"tool_results":{"f":[{"arguments":{"city":"Oslo","days":1},"result":"cold"},"first","second",
            {"arguments":{"days":1,"city":"Oslo"},"result":"colder"},{"arguments":{"city":"Lima"},"result":"mild"},
            {"arguments":null,"result":"third"},{"arguments":{},"result":"nothing"}]}
            """#
        var talk = try ToolTalk(script.filter { $0 != "\n" })
        // The order of members, the spelling of numbers and white space do not matter.
        talk.call(("f", #"{"days": 1.0, "city": "O\u0073lo"}"#), ("f", #"{"city":"Rome"}"#), ("f", #"{"city":"Lima"}"#))
        talk.call(("f", #"{"city":"Oslo","days":1}"#), ("f", #"{"city":"Oslo","days":1}"#), ("f", #"{"city":"Lima"}"#))
        talk.call(("f", #"{"city":"Oslo"}"#), ("f", #"{"city":"oslo","days":1}"#), ("f", #"{"city":"Oslo","days":1,"x":null}"#), ("f", ""))
        #expect(
            try talk.toolMessages.map { $0.dropFirst(4) }
                == ["cold", "first", "mild", "colder", "colder", "mild", "second", "third", "third", "nothing"])
    }

    @Test("A call without a scripted answer fails the job and is named; a program answers only such calls")
    func missing() throws {
        let script = #","tool_results":{"f":[{"arguments":{"n":1},"result":"one"}]}"#
        var talk = try ToolTalk(script)
        talk.call(("f", #"{"n":1}"#), ("f", #"{"n":2}"#))
        guard case .fail(let failure) = talk.conversation.nextStep else { Issue.record("\(talk.next)"); return }
        #expect(failure.code == "tool_result_missing")
        #expect(failure.message.contains(#"no answer to f with the arguments {"n":2} of round 1"#))
        var other = try ToolTalk(script, hasCommand: true)
        other.call(("f", #"{"n":1}"#), ("f", #"{"n":2}"#), ("g", "{}"))
        #expect(other.next == "run 2 3")
        other.answer(3, "of the program")
        #expect(other.next == "run 2")
        #expect(try other.toolMessages.isEmpty)
        other.answer(2, "two")
        #expect(try other.toolMessages == ["c1: one", "c2: two", "c3: of the program"])
        #expect(other.next == "ask")
    }

    @Test("The message about a call is one short line, whatever the model called")
    func strangeCalls() throws {
        let strange = "a\nb\u{2028}c" + String(repeating: "\u{301}", count: 10_000)
        var bare = try ToolTalk()
        bare.call((strange, "{}"))
        var scripted = try ToolTalk(#","tool_results":{"f":[{"arguments":{"n":1},"result":"one"}]}"#)
        scripted.call(("f", "{\"\(strange.filter { $0 != "\n" })\":1}"))
        for (talk, words) in [(bare, "called a b …"), (scripted, #"the arguments {"ab …"#)] {
            guard case .fail(let failure) = talk.conversation.nextStep else { Issue.record("\(talk.next)"); return }
            #expect(failure.message.contains(words))
            #expect(failure.message.utf8.count < 3_000)
        }
    }

    @Test("An answer to a call that is not open changes nothing")
    func unasked() throws {
        var talk = try ToolTalk(hasCommand: true)
        talk.answer(1, "early")
        talk.call(("f", "{}"), ("g", "{}"))
        for number in [0, 3, -1, .max, .min] { talk.answer(number, "nobody's") }
        talk.answer(1, "one")
        talk.answer(1, "again")
        talk.answer(2, "two")
        talk.answer(2, "late")
        #expect(try talk.toolMessages == ["c1: one", "c2: two"])
    }

    @Test("The order in which programs answer leaves no trace")
    func anyOrder() throws {
        var histories: Set<JSONItems> = []
        for order in [[1, 2, 3], [3, 2, 1], [2, 3, 1]] {
            var talk = try ToolTalk(hasCommand: true)
            talk.call(("f", "{}"), ("g", "{}"), ("f", "{}"))
            for number in order { talk.answer(number, "answer \(number)") }
            histories.insert(talk.conversation.history)
            #expect(talk.resumed().history == talk.conversation.history)
        }
        #expect(histories.count == 1)
    }

    @Test("A call of an unknown function, or with invalid arguments, is answered with the fault, and the turn continues")
    func complaints() throws {
        var talk = try ToolTalk(hasCommand: true)
        talk.call(("h", "{}"), ("f", "{\"city\":\"Os"), ("g", "[1]"), ("", "{}"), ("f", "12"))
        let messages = try talk.toolMessages
        #expect(messages.count == 5)
        #expect(messages.first == #"c1: {"error":"there is no function \"h\""}"#)
        #expect(messages.dropFirst().first?.hasPrefix(#"c2: {"error":"the arguments of \"f\" cannot be read: they are no JSON: "#) == true)
        #expect(
            messages.dropFirst(2) == [
                #"c3: {"error":"the arguments of \"g\" cannot be read: they are not an object"}"#,
                #"c4: {"error":"there is no function \"\""}"#,
                #"c5: {"error":"the arguments of \"f\" cannot be read: they are not an object"}"#,
            ])
        #expect(talk.next == "ask")
        talk.call(("h", "{}"), ("f", " "))
        #expect(talk.next == "run 2")
        talk.answer(2, "fine")
        #expect(talk.next == "ask")
    }

    @Test("Complaints are for jobs that answer calls: scripts hear them too, and without answers the job fails")
    func complaintsWithoutCommand() throws {
        var scripted = try ToolTalk(#","tool_results":{"f":"one"}"#)
        scripted.call(("h", "{}"), ("f", "{}"))
        #expect(scripted.next == "ask")
        #expect(try scripted.toolMessages.count == 2)
        // A function that the model knows from another turn counts too.
        var untold = try ToolTalk(
            #","tool_results":{"f":"one"}"#, turns: #"{"user":"a","tools":[{"function":{"name":"g"}}]},"b""#)
        untold.call(("f", "{}"))
        #expect(try untold.toolMessages == ["c1: one"])
        var bare = try ToolTalk()
        bare.call(("h", "{}"))
        #expect(bare.next == "tool_calls_unanswered")
        var known = try ToolTalk()
        known.call(("f", "{}"))
        #expect(known.next == "tool_calls_unanswered")
    }

    @Test("A turn's tools are the functions of its calls, in the place of the job's")
    func toolsOfTurn() throws {
        let own = #"{"user":"a","tools":[{"type":"function","function":{"name":"h"}}]}"#
        var talk = try ToolTalk(turns: #"\#(own),"b""#, hasCommand: true)
        talk.call(("h", "{}"), ("f", "{}"))
        #expect(talk.next == "run 1")
        talk.answer(1, "x")
        talk.reply(Reply(content: "x"))
        talk.call(("h", "{}"), ("f", "{}"))
        #expect(talk.next == "run 2")
    }

    @Test("A script may end with an unanswered call, but not continue after one")
    func lastCall() throws {
        var talk = try ToolTalk(turns: #""a""#)
        #expect(talk.call(("f", "{}")) == .answer)
        #expect(talk.next == "finished")
        var script = try ToolTalk(#","tool_results":{"f":"one"}"#, turns: #""a""#)
        #expect(script.call(("f", "{}")) == .toolCalls)
        var command = try ToolTalk(turns: #""a""#, hasCommand: true)
        #expect(command.call(("f", "{}")) == .toolCalls)
        #expect(command.next == "run 1")
    }

    @Test("The limit of replies with tool calls: the job's overrides the run's, and each turn is counted separately")
    func mostRounds() throws {
        for (members, most) in [(#","max_tool_rounds":2,"tool_results":{"f":"one"}"#, 2), (#","tool_results":{"f":"one"}"#, 3)] {
            var talk = try ToolTalk(members) { $0.maxToolRounds = 3 }
            for turn in 1...2 {
                for _ in 0..<most {
                    talk.call(("f", "{}"))
                    #expect(talk.next == "ask")
                }
                if turn == 1 { talk.reply(Reply(content: "x")) }
            }
            talk.call(("f", "{}"))
            guard case .fail(let failure) = talk.conversation.nextStep else { Issue.record("\(talk.next)"); return }
            #expect(failure.code == "tool_rounds_exhausted")
            #expect(failure.message.contains("after \(most) rounds"))
        }
    }

    @Test("No program is run for a reply that is one too many, and another life counts from its beginning")
    func revived() throws {
        var talk = try ToolTalk(#","max_tool_rounds":1"#, hasCommand: true)
        talk.call(("f", "{}"))
        talk.answer(1, "one")
        talk.call(("f", "{}"))
        #expect(talk.next == "tool_rounds_exhausted")
        var again = talk.resumed(revivedAt: .epoch)
        #expect(ToolTalk.next(again) == "run 1")
        again.answer(call: 1, with: "two")
        #expect(ToolTalk.next(again) == "ask")
        let round = again.round(
            Reply.calls([("f", "{}")]), attempts: 1, latency: .zero, firstToken: nil, createdAt: .epoch + .seconds(1), provider: "p",
            cost: nil)
        again.append(round)
        #expect(ToolTalk.next(again) == "run 1")
    }

    @Test("A conversation that is resumed at any point equals the one that was not stopped")
    func resumes() throws {
        var talk = try ToolTalk(#","tool_results":{"f":["one","two"]}"#, hasCommand: true)
        func same(_ comment: String) {
            let resumed = talk.resumed()
            #expect(resumed.history == talk.conversation.history, "\(comment)")
            #expect(resumed.openCalls.map(\.number) == talk.conversation.openCalls.map(\.number), "\(comment)")
            #expect(ToolTalk.next(resumed) == talk.next, "\(comment)")
        }
        talk.call(("g", "{}"), ("f", "{}"), ("g", #"{"n":2}"#), ("h", "{}"))
        same("after the calls")
        talk.answer(3, "three")
        same("after one answer")
        talk.answer(1, "one")
        same("after all answers")
        talk.call(("g", "{}"))
        talk.answer(1, "again")
        same("after another round of calls")
        talk.reply(Reply(content: "x"))
        talk.call(("f", "{}"), ("f", "{}"))
        same("in the second turn")
        #expect(try talk.toolMessages.suffix(2) == ["c1: two", "c2: two"])
        talk.reply(Reply(content: "y"))
        same("at the end")
        #expect(talk.next == "finished")
    }

    @Test("The standing of a call does not depend on how the next run answers calls")
    func otherRules() throws {
        var talk = try ToolTalk(hasCommand: true)
        talk.call(("h", "{}"), ("f", "{}"))
        talk.answer(2, "two")
        #expect(ToolTalk.next(talk.resumed { $0.hasToolCommand = false }) == "tool_calls_unanswered")
        talk.reply(Reply(content: "x"))
        let resumed = talk.resumed { $0.hasToolCommand = false }
        #expect(resumed.history == talk.conversation.history && ToolTalk.next(resumed) == "ask")
        // The last reply of a script was its end, and stays its end.
        var ended = try ToolTalk(turns: #""a""#)
        ended.call(("f", "{}"))
        #expect(ToolTalk.next(ended.resumed { $0.hasToolCommand = true }) == "finished")
    }

    @Test("Calls are read in all the shapes that servers give them")
    func shapes() throws {
        func calls(_ json: String) -> [ToolCall] { ToolCall.all(in: JSONText(json)) }
        #expect(
            calls(#"[{"id":"x","function":{"name":"f","arguments":{"n": 1}}},{"function":{"name":"g"}},{"id":null},7]"#) == [
                ToolCall(id: "x", name: "f", arguments: #"{"n": 1}"#), ToolCall(id: nil, name: "g", arguments: ""),
                ToolCall(id: nil, name: "", arguments: ""), ToolCall(id: nil, name: "", arguments: ""),
            ])
        #expect(calls(#"{"id":"x"}"#).isEmpty)
        var talk = try ToolTalk(hasCommand: true)
        talk.reply(Reply.calls([("f", "{}"), ("g", "{}")], withIDs: false))
        talk.answer(1, "one")
        talk.answer(2, "two")
        #expect(ToolTalk.history(talk.conversation).hasSuffix(#"{"role":"tool","content":"one"},{"role":"tool","content":"two"}"#))
    }

    @Test("A truncated reply that continues with calls is one message with them, and does not begin the next one")
    func cutBeforeCalls() throws {
        var talk = try ToolTalk(#","tool_results":{"f":"one"}"#) { $0.continuesTruncated = true }
        #expect(talk.reply(Reply(content: "Let me ", finishReason: "length")) == .partial)
        var calls = Reply.calls([("f", "{}")])
        calls.content = "see."
        #expect(talk.reply(calls) == .toolCalls)
        #expect(ToolTalk.history(talk.conversation).contains(#"{"role":"assistant","content":"Let me see.","tool_calls":["#))
        guard case .chat(_, let beginning)? = talk.conversation.nextRequest?.input else { Issue.record("another case"); return }
        #expect(beginning == nil)
        talk.reply(Reply(content: "Done."))
        #expect(ToolTalk.history(talk.conversation).contains(#"{"role":"assistant","content":"Done."}"#))
    }
}
