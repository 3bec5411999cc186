import BatchCore
import TestSupport
import Testing

@Suite("FastChat's answer lines")
struct FastChatTests {
    private let rounds: [Round] = [.said(1, "a1", thinking: "why"), .said(2, turn: 2, "a2")]

    private func id(_ line: String, _ rounds: [Round]) throws -> String? {
        try FormattedJob(line, rounds).root(.fastChat)["answer_id"]?.string
    }

    @Test("A line has the answers to all turns, and a number that was one stays one")
    func answers() throws {
        let line = #"{"question_id":81,"category":"writing","turns":["q1","q2"]}"#
        let id = try #require(try id(line, rounds))
        #expect(
            try FormattedJob(line, rounds).text(.fastChat)
                == #"{"question_id":81,"answer_id":"\#(id)","model_id":"m","choices":[{"index":0,"turns":["a1","a2"]}],"#
                + #""tstamp":1795204800.005}"# + "\n")
        let named = try FormattedJob(#"{"question_id":"81","turns":["q1","q2"]}"#, rounds).root(.fastChat)
        #expect(named["question_id"]?.string == "81")
        let native = try FormattedJob(#"{"id":"81","turns":["q1","q2"]}"#, rounds).root(.fastChat)
        #expect(native["question_id"]?.string == "81")
    }

    @Test("An answer keeps its id as long as it is the same answer")
    func stable() throws {
        let line = #"{"id":"x","turns":["q1","q2"]}"#
        let id = try #require(try id(line, rounds))
        #expect(id.count == 32)
        #expect(try self.id(line, rounds) == id)
        for (otherLine, others) in [
            (#"{"id":"y","turns":["q1","q2"]}"#, rounds), (line, [rounds[0], .said(2, turn: 2, "other")]),
            (line, [.said(1, "a1a"), .said(2, turn: 2, "2")]),
        ] as [(String, [Round])] {
            #expect(try self.id(otherLine, others) != id)
        }
    }

    @Test("Calls of tools are no answers, and gaps that are filled are")
    func otherRounds() throws {
        let call = #"[{"id":"c","function":{"name":"f","arguments":"{}"}}]"#
        let line = #"{"turns":["q"],"tools":[{"type":"function","function":{"name":"f"}}],"tool_results":{"f":"x"}}"#
        let called = try FormattedJob(line, [.called(1, call), .said(2, "a")]).root(.fastChat)
        #expect(called["choices"]?[0]?["turns"]?.text.description == #"["a"]"#)
        let filled = try FormattedJob(#"{"api":"fim","turns":["x","y"]}"#, rounds).root(.fastChat)
        #expect(filled["choices"]?[0]?["turns"]?.text.description == #"["a1","a2"]"#)
        #expect(try FormattedJob(#"{"turns":["q"]}"#).leftOut(.fastChat, only: .pending) == .noAnswer)
    }
}
