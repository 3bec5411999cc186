import TestSupport
import Testing

@testable import BatchCore

@Suite("Expectations")
struct ExpectationTests {
    /// A conversation of two turns after these replies. The first turn has an expectation.
    private func conversation(
        _ members: String, after replies: [Reply], revivedAfter revived: Int? = nil
    ) throws -> Conversation {
        let job = try JobLine(Array(#"{"turns":[{"user":"a",\#(members)},"b"]}"#.utf8), line: 1).job
        let revivedAt = revived.map { Instant(seconds: Double($0)) }
        var conversation = Conversation(job: job, revivedAt: revivedAt)
        for (index, reply) in replies.enumerated() {
            conversation.append(
                conversation.round(
                    reply, attempts: 1, latency: .zero, firstToken: nil, createdAt: Instant(seconds: Double(index + 1)), provider: "p",
                    cost: nil))
        }
        return conversation
    }

    private func reply(_ content: String?, _ finishReason: String = "stop") -> Reply { Reply(content: content, finishReason: finishReason) }

    private func shortfall(_ members: String, _ reply: Reply) throws -> Failure? {
        guard case .fail(let failure) = try conversation(members + #","reask":0"#, after: [reply]).nextStep else { return nil }
        return failure
    }

    @Test(
        "A reply must meet its turn's expectation",
        arguments: [
            (#""expect":"json""#, #" {"a":[1]} "#, nil),
            (#""expect":"json""#, "{\"a\":", "the reply is not valid JSON: "),
            (#""expect":{"json":true}"#, "Sure! {}", "the reply is not valid JSON: "),
            (#""expect":{"contains":"x"}"#, "axb", nil),
            (#""expect":{"contains":["a","x"]}"#, "abc", #"the reply is not as expected: it does not contain "x""#),
            (#""expect":{"finish_reason":"stop"}"#, "a", nil),
            (
                #""expect":{"finish_reason":["length","tool_calls"]}"#, "a",
                #"the reply is not as expected: it ended with finish_reason "stop", not "length" or "tool_calls""#
            ),
            (#""expect":{"schema":{"required":["city"]}}"#, #"{"city":1}"#, nil),
            (#""expect":{"schema":{"required":["city"]}}"#, "{}", "the reply is not as expected: it "),
            (
                #""expect":{"schema":{"properties":{"n":{"type":"integer"}}}}"#, #"{"n":"x"}"#, "the reply is not as expected: /n "
            ),
            (#""expect":{"schema":true}"#, "{", "the reply is not valid JSON: "),
            (#""expect":{"matches":"^[a-c]+$"}"#, "abc", nil),
            (#""expect":{"matches":"^[a-c]+$"}"#, "abcd", "the reply is not as expected: nothing in it matches ^[a-c]+$"),
            (#""params":{"response_format":{"type":"json_object"}}"#, "no", "the reply is not valid JSON: "),
            (#""params":{"response_format":{"type":"json_schema"}}"#, "[]", nil),
            (#""params":{"response_format":{"type":"text"}}"#, "no", nil),
            (#""params":{"response_format":{"type":"json_object"}},"expect":{"json":false}"#, "no", nil),
            (#""params":{"response_format":{"type":"json_object"}},"expect":{"contains":"x"}"#, "x", "the reply is not valid JSON: "),
        ] as [(String, String, String?)])
    func verdicts(members: String, content: String, shortfall: String?) throws {
        let found = try self.shortfall(members, reply(content))
        #expect((found == nil) == (shortfall == nil), "\(String(describing: found))")
        if let shortfall { #expect(found?.message.hasPrefix(shortfall) == true, "\(String(describing: found))") }
    }

    @Test("The message about an unexpected reply is one short line, whatever the reply contains")
    func strangeReply() throws {
        let name = "a\\nb" + String(repeating: "\u{301}", count: 10_000)
        let found = try #require(try shortfall(#""expect":{"schema":{"additionalProperties":false}}"#, reply("{\"\(name)\":1}")))
        #expect(!found.message.contains("\n"))
        #expect(found.message.utf8.count < 3_000)
        let reason = try shortfall(#""expect":{"finish_reason":"stop"}"#, reply("x", "a\nb"))
        #expect(reason?.message.contains("\"a b\"") == true)
    }

    @Test("JSON that was truncated at the token limit is reported as such")
    func cutJSON() throws {
        let found = try shortfall(#""expect":"json""#, reply("{", "length"))
        #expect(found?.code == "invalid_json")
        #expect(found?.message.hasSuffix("; it was cut at the token limit, so raise max_tokens") == true)
    }

    @Test("An unexpected reply is omitted, and the same request is repeated as often as allowed")
    func askedAgain() throws {
        var conversation = try conversation(#""expect":{"contains":"good"}"#, after: [])
        let first = try #require(conversation.nextRequest)
        for number in 1...2 {
            let round = conversation.round(
                reply("poor"), attempts: 1, latency: .zero, firstToken: nil, createdAt: .epoch, provider: "p", cost: nil)
            #expect((round.number, round.turn, round.standing) == (number, 1, .discarded))
            conversation.append(round)
            let again = try #require(conversation.nextRequest)
            #expect((again.round, again.messages) == (number + 1, first.messages))
            guard case .ask = conversation.nextStep else { Issue.record("another case"); return }
        }
        var answered = conversation
        answered.append(
            answered.round(reply("good"), attempts: 1, latency: .zero, firstToken: nil, createdAt: .epoch, provider: "p", cost: nil))
        #expect((answered.roundCount, answered.turnCount) == (3, 1))
        #expect(!answered.history.text.contains("poor"))
        conversation.append(
            conversation.round(reply("poor"), attempts: 1, latency: .zero, firstToken: nil, createdAt: .epoch, provider: "p", cost: nil))
        guard case .fail(let failure) = conversation.nextStep else { Issue.record("another case"); return }
        #expect(failure.code == "expectation_unmet")
    }

    @Test("Another life forgets the replies that fell short before it")
    func anotherLife() throws {
        let poor = Array(repeating: reply("poor"), count: 4)
        let members = #""expect":{"contains":"good"},"reask":1"#
        for (revived, goesOn) in [(nil, false), (2, false), (3, true), (4, true)] as [(Int?, Bool)] {
            let step = try conversation(members, after: poor, revivedAfter: revived).nextStep
            if case .ask = step { #expect(goesOn) } else { #expect(!goesOn) }
        }
    }

    @Test("Reasoning that leaves no room for an answer is reported, and not requested again with the same limit")
    func cutWhileThinking() throws {
        let thought = Reply(content: nil, reasoning: "hm", finishReason: "length", usage: Usage(prompt: 1, completion: 64, reasoning: 64))
        guard case .fail(let failure) = try conversation(#""reask":5"#, after: [thought]).nextStep else {
            Issue.record("another case")
            return
        }
        #expect(failure.code == "cut_while_thinking")
        #expect(failure.message.hasPrefix("all 64 output tokens went into the chain of thought and none into an answer"))
        guard case .ask = try conversation(#""reask":5"#, after: [thought], revivedAfter: 1).nextStep else {
            Issue.record("another case")
            return
        }
    }

    @Test("A tool call that ends the script must meet its turn's expectation")
    func calls() throws {
        let job = try JobLine(Array(#"{"turns":[{"user":"a","expect":{"finish_reason":"stop"}}]}"#.utf8), line: 1).job
        let reply = Reply(content: nil, toolCalls: JSONText("[{}]"), finishReason: "tool_calls")
        #expect(Conversation(job: job).standing(of: reply) == .discarded)
        let other = try JobLine(Array(#"{"turns":["a"]}"#.utf8), line: 1).job
        #expect(Conversation(job: other).standing(of: reply) == .answer)
    }

    @Test("The job's expectation and number of repetitions apply to turns without their own")
    func ofTheJob() throws {
        let job = try JobLine(
            Array(#"{"turns":["a",{"user":"b","expect":{"contains":"x"}},{"user":"c","reask":7}],"expect":"json","reask":4}"#.utf8), line: 1
        ).job
        #expect(job.turns.map { $0.expectation?.isJSON } == [true, nil, true])
        #expect(job.turns.map { $0.expectation?.reasks } == [4, 4, 7])
        #expect(job.turns[1].expectation?.contains == ["x"])
    }
}
