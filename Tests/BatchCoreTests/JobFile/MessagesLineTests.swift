import BatchCore
import TestSupport
import Testing

@Suite("Lines of messages")
struct MessagesLineTests {
    private let system = #"{"role":"system","content":"s"}"#
    private let one = #"{"role":"user","content":"one"}"#
    private let two = #"{"role":"user","content":"two"}"#
    private let answer = #"{"role":"assistant","content":"a"}"#
    private let call = #"{"role":"assistant","tool_calls":[{"id":"c"}]}"#
    private let result = #"{"role":"tool","tool_call_id":"c","content":"7"}"#

    private func line(_ messages: String..., members: String = "") -> String {
        #"{"messages":[\#(messages.joined(separator: ","))]\#(members)}"#
    }

    @Test("The last message of the user is asked, and what the assistant says after it is not sent but kept")
    func lastMessage() throws {
        let read = try ReadLine(line(system, one, answer, two, answer, members: #","source":"x","score":0.50,"none":null"#))
        #expect(read.line.form == .messages)
        #expect(read.job.id == "line-7")
        #expect(read.opening == "\(system),\(one),\(answer)")
        #expect(read.turns == [#""two""#])
        #expect(read.metadata == #"{"source":"x","score":0.50,"reference":[\#(answer)]}"#)
        #expect(try ReadLine(line(one)).metadata == nil)
    }

    @Test("Calls of tools belong to the answer; a line that ends with what a tool gave is asked as it stands")
    func tools() throws {
        let whole = try ReadLine(line(one, call, result, answer))
        #expect((whole.opening, whole.turns) == ("", [#""one""#]))
        #expect(whole.metadata == #"{"reference":[\#(call),\#(result),\#(answer)]}"#)
        let ending = try ReadLine(line(one, call, result))
        #expect((ending.opening, ending.turns) == ("\(one),\(call),\(result)", [""]))
        #expect(ending.metadata == nil)
    }

    @Test("Nobody's question is asked as it stands, without the answer")
    func noQuestion() throws {
        let read = try ReadLine(line(system, answer, answer))
        #expect((read.opening, read.turns) == (system, [""]))
        #expect(read.metadata == #"{"reference":[\#(answer),\#(answer)]}"#)
        let late = try ReadLine(line(one, system, answer))
        #expect((late.opening, late.turns) == ("\(one),\(system)", [""]))
        #expect(ReadLine.faults(line(answer)) == ["13: no message asks anything: all are the assistant's"])
    }

    @Test("Replayed, every message of the user is a turn")
    func replay() throws {
        let read = try ReadLine(line(system, one, call, result, answer, two, answer), .replay)
        #expect((read.opening, read.turns) == (system, [#""one""#, #""two""#]))
        #expect(read.metadata == #"{"reference":[\#(call),\#(result),\#(answer),\#(answer)]}"#)
        let nobody = try ReadLine(line(system, answer), .replay)
        #expect((nobody.opening, nobody.turns) == (system, [""]))
        let begun = #"{"role":"assistant","content":"x","prefix":true}"#
        #expect(try ReadLine(line(one, answer, two, begun), .replay).job.turns.map(\.prefix) == [nil, "x"])
        #expect(try ReadLine(line(one, answer, begun), .replay).job.turns.map(\.prefix) == [nil])
    }

    @Test("Replayed, calls of tools are answered as they were")
    func replayedTools() throws {
        let tools = #","tools":[{"type":"function","function":{"name":"f"}}]"#
        let calls = [("c", #"{\"a\":1}"#), ("d", "none")].map {
            #"{"id":"\#($0.0)","type":"function","function":{"name":"f","arguments":"\#($0.1)"}}"#
        }
        let calling = #"{"role":"assistant","content":null,"tool_calls":[\#(calls.joined(separator: ","))]}"#
        let answers = [#"{"role":"tool","tool_call_id":"d","content":[{"type":"text","text":"8"}]}"#, result]
        let messages = line(one, calling, answers[0], answers[1], answer, two, members: tools)
        let script = try #require(try ReadLine(messages, .replay).job.toolScript)
        #expect(script.answers.keys.sorted() == ["f"])
        #expect(script.answers["f"]?.map { "\($0.arguments != nil) \($0.content)" } == ["true 7", "false 8", "false 7"])
        #expect(try ReadLine(messages).job.toolScript == nil)
        #expect(
            ReadLine.faults(line(one, calling, result), .replay) == [
                #"13: "f" is called among what was said, and no function in "tools" has that name; "#
                    + #"add it to "tools", so that the model can call it"#
            ])
    }

    @Test("What weighs a message in training is not sent")
    func weight() throws {
        let weighted = #"{"role":"assistant","content" : "a\u00e9","weight": 0}"#
        let user = #"{"weight":1,"role":"user","content":"q"}"#
        let read = try ReadLine(line(one, weighted, user, #"{"role":"assistant","content":"z","weight":1}"#))
        #expect(read.opening == #"\#(one),{"role":"assistant","content":"a\u00e9"}"#)
        #expect((read.turns, read.job.turns[0].message) == ([#""q""#], nil))
        #expect(read.metadata == #"{"reference":[{"role":"assistant","content":"z","weight":1}]}"#)
    }

    @Test("Parameters of a request are passed on, other members kept, and the model is asked")
    func members() throws {
        let read = try ReadLine(
            line(
                one,
                members:
                    #","id":12,"model":"m","temperature":0.10,"tools":[ ],"parallel_tool_calls":false,"ideal":["x"],"metadata":{"a":1}"#))
        #expect((read.job.id, read.job.model) == ("12", "m"))
        #expect(read.parameters == ["temperature=0.10", "tools=[ ]", "parallel_tool_calls=false"])
        #expect(read.metadata == #"{"ideal":["x"],"metadata":{"a":1}}"#)
        #expect(read.line.position(of: JobPlace(parameter: "temperature")).column == 81)
    }

    @Test("A system message may stand beside the others, and one among them goes before it")
    func systemBeside() throws {
        #expect(try ReadLine(line(one, members: #","system":"t""#)).opening == #"{"role":"system","content":"t"}"#)
        #expect(try ReadLine(line(system, one, members: #","system":"t""#)).opening == system)
        #expect(try ReadLine(line(one, members: #","system":"""#)).opening.isEmpty)
    }

    @Test("A line's own reference is kept as it is")
    func ownReference() throws {
        #expect(try ReadLine(line(one, answer, members: #","reference":"r""#)).metadata == #"{"reference":"r"}"#)
    }

    @Test("A line that has what only the project's own form has lacks its turns")
    func native() {
        #expect(
            ReadLine.faults(line(one, members: #","params":{}"#)) == [
                #"1: the member "turns" is missing; it holds what the user says, turn by turn"#
            ])
    }

    @Test(
        "What is wrong with a line is said",
        arguments: [
            (#"{"messages":null}"#, #"13: "messages" must be an array of messages, and this is null"#),
            (#"{"messages":[]}"#, #"13: "messages" is empty"#),
            (#"{"messages":["x"]}"#, "14: a message must be an object, and this is a string"),
            (
                #"{"messages":[{"role":"user","content":"x"}],"n":3}"#,
                "45: \"n\" asks for several replies, and a conversation goes on from one; write a job for each, under an id of its own"
            ),
            (#"{"messages":[{"role":"user","content":"x"}],"tools":{}}"#, #"53: "tools" must be an array, and this is an object"#),
            (#"{"messages":[{"role":"user","content":"x"}],"system":1}"#, #"54: "system" must be a string, and this is a number"#),
            (#"{"messages":[{"role":"user","content":"x"}],"model":1}"#, #"53: "model" must be a string, and this is a number"#),
            (#"{"messages":[{"role":"user","content":"x"}],"a":1,"a":2}"#, #"51: the member "a" stands twice"#),
        ])
    func faults(text: String, fault: String) {
        #expect(ReadLine.faults(text) == [fault])
    }
}
