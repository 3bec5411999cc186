import BatchCore
import TestSupport
import Testing

@Suite("Lines of messages")
struct MessagesFormTests {
    private let system = #"{"role":"system","content":"s"}"#
    private let one = #"{"role":"user","content":"one"}"#
    private let two = #"{"role":"user","content":"two"}"#
    private let answer = #"{"role":"assistant","content":"a"}"#
    private let call = #"{"role":"assistant","tool_calls":[{"id":"c"}]}"#
    private let result = #"{"role":"tool","tool_call_id":"c","content":"7"}"#

    private func line(_ messages: String..., members: String = "") -> String {
        #"{"messages":[\#(messages.joined(separator: ","))]\#(members)}"#
    }

    @Test("The last message of the user is the turn, and the assistant's messages after it are the reference")
    func lastMessage() throws {
        let read = try ReadLine(line(system, one, answer, two, answer, members: #","source":"x","score":0.50,"none":null"#))
        #expect(read.line.form == .messages)
        #expect(read.job.id == "line-7")
        #expect(read.opening == "\(system),\(one),\(answer)")
        #expect(read.turns == [#""two""#])
        #expect(read.metadata == #"{"source":"x","score":0.50,"reference":[\#(answer)]}"#)
        #expect(try ReadLine(line(one)).metadata == nil)
    }

    @Test("Tool calls belong to the answer, and a line that ends with a tool's answer is sent unchanged")
    func tools() throws {
        let whole = try ReadLine(line(one, call, result, answer))
        #expect((whole.opening, whole.turns) == ("", [#""one""#]))
        #expect(whole.metadata == #"{"reference":[\#(call),\#(result),\#(answer)]}"#)
        let ending = try ReadLine(line(one, call, result))
        #expect((ending.opening, ending.turns) == ("\(one),\(call),\(result)", [""]))
        #expect(ending.metadata == nil)
    }

    @Test("Messages without a question are sent unchanged, without the answer")
    func noQuestion() throws {
        let read = try ReadLine(line(system, answer, answer))
        #expect((read.opening, read.turns) == (system, [""]))
        #expect(read.metadata == #"{"reference":[\#(answer),\#(answer)]}"#)
        let late = try ReadLine(line(one, system, answer))
        #expect((late.opening, late.turns) == ("\(one),\(system)", [""]))
        #expect(ReadLine.faults(line(answer)) == ["13: there is nothing to reply to: all messages are the assistant's"])
    }

    @Test("In a replay, every message of the user is a turn")
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

    @Test("In a replay, calls of tools get the recorded answers")
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
                #"13: the conversation calls "f", but no function in "tools" has that name; "#
                    + #"add it to "tools", so that the model can call it"#
            ])
    }

    @Test("The weight of a message is not sent")
    func weight() throws {
        let weighted = #"{"role":"assistant","content" : "a\u00e9","weight": 0}"#
        let user = #"{"weight":1,"role":"user","content":"q"}"#
        let read = try ReadLine(line(one, weighted, user, #"{"role":"assistant","content":"z","weight":1}"#))
        #expect(read.opening == #"\#(one),{"role":"assistant","content":"a\u00e9"}"#)
        #expect((read.turns, read.job.turns[0].message) == ([#""q""#], nil))
        #expect(read.metadata == #"{"reference":[{"role":"assistant","content":"z","weight":1}]}"#)
    }

    @Test("Parameters and the model are the job's, and other members are metadata")
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

    @Test("The member system is the system message, unless the messages have one")
    func systemBeside() throws {
        #expect(try ReadLine(line(one, members: #","system":"t""#)).opening == #"{"role":"system","content":"t"}"#)
        #expect(try ReadLine(line(system, one, members: #","system":"t""#)).opening == system)
        #expect(try ReadLine(line(one, members: #","system":"""#)).opening.isEmpty)
    }

    @Test("A line's own reference is kept as it is")
    func ownReference() throws {
        #expect(try ReadLine(line(one, answer, members: #","reference":"r""#)).metadata == #"{"reference":"r"}"#)
    }

    @Test("A line with members of only the project's own form needs turns")
    func native() {
        #expect(
            ReadLine.faults(line(one, members: #","params":{}"#)) == [
                #"1: the member "turns" is missing; it holds what the user says, turn by turn"#
            ])
    }

    @Test(
        "Faults of a line are reported",
        arguments: [
            (#"{"messages":null}"#, #"13: "messages" must be an array of messages, not null"#),
            (#"{"messages":[]}"#, #"13: "messages" is empty"#),
            (#"{"messages":["x"]}"#, "14: a message must be an object, not a string"),
            (
                #"{"messages":[{"role":"user","content":"x"}],"n":3}"#,
                "45: \"n\" asks for several replies, but a conversation continues from one; write one job for each reply"
            ),
            (#"{"messages":[{"role":"user","content":"x"}],"tools":{}}"#, #"53: "tools" must be an array, not an object"#),
            (#"{"messages":[{"role":"user","content":"x"}],"system":1}"#, #"54: "system" must be a string, not a number"#),
            (#"{"messages":[{"role":"user","content":"x"}],"model":1}"#, #"53: "model" must be a string, not a number"#),
            (#"{"messages":[{"role":"user","content":"x"}],"a":1,"a":2}"#, #"51: the member "a" occurs twice"#),
        ])
    func faults(text: String, fault: String) {
        #expect(ReadLine.faults(text) == [fault])
    }
}
