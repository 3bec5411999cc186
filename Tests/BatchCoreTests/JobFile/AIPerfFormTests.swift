import BatchCore
import TestSupport
import Testing

@Suite("Conversations of AIPerf and GenAI-Perf")
struct AIPerfFormTests {
    @Test("The turns of an AIPerf line are the job's, and several texts of one turn are content parts")
    func aiPerf() throws {
        let read = try ReadLine(
            #"{"session_id":"s","type":"multi_turn","turns":[{"role":"system","text":"be"},{"text":"on\u0065","role":"user"},"#
                + #"{"texts":["a",{"name":"n","contents":["b"]}],"output_length":50,"extra":{"seed":1.0}},{"texts":["c"]}]}"#)
        #expect(read.line.form == .aiPerf)
        #expect(read.job.id == "s")
        #expect(read.opening == #"{"role":"system","content":"be"}"#)
        #expect(read.turns == [#""on\u0065""#, #"[{"type":"text","text":"a"},{"type":"text","text":"b"}]"#, #""c""#])
        #expect(read.job.turns.map { ReadLine.spelled($0.parameters) } == [[], ["max_tokens=50", "seed=1.0"], []])
        #expect(read.line.position(of: JobPlace(parameter: "seed", turn: 2)).column == 192)
        #expect(read.metadata == nil)
        let own = try ReadLine(#"{"turns":[{"text":"x","output_length":5,"extra":{"max_tokens":7}}]}"#)
        #expect((own.job.id, own.job.turns.map { ReadLine.spelled($0.parameters) }) == ("line-7", [["max_tokens=7"]]))
    }

    @Test("The lines of a GenAI-Perf session are the turns of one job, and unknown members are forwarded")
    func genAIPerf() throws {
        let read = try ReadLine(
            #"{"session_id":"g","delay":5,"text":"a","output_length":3,"input_length":9,"model":"m"}"# + "\n"
                + #"{"session_id":"g","text_input":"b","temperature":0.30,"hash_ids":[1]}"#)
        #expect(read.line.form == .genAIPerf)
        #expect((read.job.id, read.job.line, read.job.model) == ("g", 7, "m"))
        #expect(read.turns == [#""a""#, #""b""#])
        #expect(read.job.turns.map { ReadLine.spelled($0.parameters) } == [["max_tokens=3"], ["temperature=0.30"]])
        #expect(try ReadLine(#"{"session_id":4,"text":"a"}"#).job.id == "4")
    }

    @Test("Delays are ignored with one warning")
    func delays() throws {
        let turns = { (id: String) in
            #"{"session_id":"\#(id)","turns":[{"text":"x","delay":0},{"text":"y","delay":7},{"text":"z","delay":7}]}"#
        }
        var check = JobFileCheck()
        let lines = [
            turns("a"), turns("b"), #"{"session_id":"c","text":"x","delay":1.5}"#, #"{"session_id":"d","text":"x","timestamp":9}"#,
        ]
        for (place, text) in lines.enumerated() { _ = try check.job(of: .text(JobText(Array(text.utf8), line: place + 1))) }
        #expect(check.warnings.map(\.code) == ["delay_ignored", "timestamp_ignored"])
        #expect(check.warnings.map(\.jobs) == [3, 1])
        #expect(check.warnings.map(\.line) == [1, 4])
        #expect(check.warnings.map(\.column) == [71, 42])
        #expect(check.warnings[0].message.hasPrefix("\"delay\" is ignored"))
    }

    @Test(
        "Faults of a conversation are reported",
        arguments: [
            (#"{"session_id":"s","turns":[{"text":"x","dlay":1}]}"#, #"40: unknown member "dlay"; did you mean "delay"?"#),
            (#"{"sessionid":"s","turns":[{"text":"x"}]}"#, #"2: unknown member "sessionid"; did you mean "session_id"?"#),
            (#"{"turns":[{"text":"x","texts":["y"]}]}"#, #"31: the turn has both "text" and "texts""#),
            (#"{"turns":[{"text":"x"},{"delay":1}]}"#, #"24: the turn has no "text""#),
            (#"{"turns":[{"text":"x"},"y"]}"#, "24: turn 2 must be an object, not a string"),
            (#"{"turns":[{"text":1}]}"#, #"19: "text" must be a string, not a number"#),
            (#"{"turns":[{"texts":[]}]}"#, #"20: "texts" must be an array of strings, or of objects with "contents""#),
            (#"{"turns":[{"text":"x","role":"system"}]}"#, #"10: the conversation has no words of the user"#),
            (
                #"{"turns":[{"text":"x"},{"text":"y","role":"assistant"}]}"#,
                #"43: a turn must be the user's; only the first turn may be the system's; omit "role" in the others"#
            ),
            (
                #"{"turns":[{"text":"x","image":"a.png"}]}"#,
                #"31: "image" is not supported: a turn of this form is only text; write the turn as {"user": [content parts]}"#
            ),
            (
                #"{"turns":[{"text":"x","extra":{"model":"m"}}]}"#,
                #"32: "extra" must not contain "model"; a conversation has one model, and its turns are its messages"#
            ),
            (
                #"{"session_id":"s","input_length":5}"#,
                #"1: the line has no "text"; batchrun does not generate texts of a given length"#
            ),
            (#"{"session_id":"s","text":"x","text_input":"y"}"#, #"30: the line has both "text" and "text_input""#),
        ])
    func faults(text: String, fault: String) {
        #expect(ReadLine.faults(text) == [fault])
    }

    @Test("Two models in a session are a fault on the line of the second")
    func models() {
        let text = #"{"session_id":"g","text":"a","model":"m"}"# + "\n" + #"{"session_id":"g","text":"b","model":"n"}"#
        let error = #expect(throws: JobLineError.self) { try JobLine(Array(text.utf8), line: 7) }
        #expect(
            error?.description == "line 8, column 38: the lines of a session name different models, but a conversation has one")
    }
}
