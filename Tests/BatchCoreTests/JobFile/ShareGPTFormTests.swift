import BatchCore
import TestSupport
import Testing

@Suite("Conversations of ShareGPT")
struct ShareGPTFormTests {
    private func said(_ words: [(String, String)], _ members: String = "") -> String {
        let elements = words.map { #"{"from":"\#($0.0)","value":"\#($0.1)"}"# }
        return #"{"id":"QWJhYvA_0","conversations":[\#(elements.joined(separator: ","))]\#(members)}"#
    }

    @Test("The human's words are the turns, and the model's words are the reference")
    func script() throws {
        let read = try ReadLine(
            said([("human", "one"), ("gpt", "A"), ("user", #"tw\u006f"#), ("chatgpt", "B")], #","lang":"en","n":null"#))
        #expect(read.line.form == .shareGPT)
        #expect(read.job.id == "QWJhYvA_0")
        #expect(read.turns == [#""one""#, #""tw\u006f""#])
        #expect(read.opening.isEmpty)
        #expect(read.metadata == #"{"lang":"en","reference":[{"from":"gpt","value":"A"},{"from":"chatgpt","value":"B"}]}"#)
        let replayed = try ReadLine(said([("human", "one"), ("gpt", "A")]), .replay)
        #expect(replayed.turns == [#""one""#])
    }

    @Test("The system message is in the conversation or in the member, and the first overrides the second")
    func system() throws {
        let message = { (text: String) in #"{"role":"system","content":"\#(text)"}"# }
        #expect(try ReadLine(said([("system", "S"), ("human", "x")], #","system":"T""#)).opening == message("S"))
        #expect(try ReadLine(said([("human", "x")], #","system":"T""#)).opening == message("T"))
        #expect(try ReadLine(said([("human", "x")], #","system":"""#)).opening.isEmpty)
    }

    @Test("Each name of the model is known", arguments: ["gpt", "assistant", "chatgpt", "bard", "bing", "claude", "model", "bot"])
    func names(name: String) throws {
        #expect(try ReadLine(said([(name, "hello"), ("human", "x"), (name, "A")])).turns == [#""x""#])
    }

    @Test("An id may be a number, and a conversation without one is named after its line")
    func ids() throws {
        let text = #""conversations":[{"from":"human","value":"x"}]}"#
        #expect(try ReadLine("{\(text)").job.id == "line-7")
        #expect(try ReadLine(#"{"id":null,\#(text)"#).job.id == "line-7")
        #expect(try ReadLine(#"{"id":017,\#(text)"#.replacing("017", with: "1e2")).job.id == "1e2")
    }

    @Test("Tools are sent in OpenAI's form, from an array or its text")
    func tools() throws {
        let words = [("human", "x")]
        let whole = #"{"type":"function","function":{"name":"f"}}"#
        #expect(try ReadLine(said(words, #","tools":[ \#(whole) ]"#)).parameters == ["tools=[ \(whole) ]"])
        #expect(try ReadLine(said(words, #","tools":[{"name":"f"}]"#)).parameters == ["tools=[\(whole)]"])
        #expect(try ReadLine(said(words, #","tools":"[{\"name\":\"f\"}]""#)).parameters == ["tools=[\(whole)]"])
        for none in ["\"[]\"", "\"\"", "[]", "null"] {
            #expect(try ReadLine(said(words, #","tools":\#(none)"#)).parameters == [])
        }
        for other in ["\"f\"", "7", "[7]", "{}", #""{}""#] {
            #expect(
                ReadLine.faults(said(words, #","tools":\#(other)"#)) == [#"74: "tools" must be an array of functions, or its text"#])
        }
    }

    @Test("Calls get the recorded answers, by arguments or else in order")
    func calls() throws {
        let call = { (city: String) in #"{\"name\": \"f\", \"arguments\": {\"city\":\"\#(city)\"}}"# }
        let read = try ReadLine(
            said(
                [
                    ("human", "x"), ("function_call", "<think>\\n[hm]\\n</think>\\n\\n" + call("Oslo")), ("observation", "snow"),
                    ("gpt", "A"),
                    ("human", "y"), ("function_call", "[\(call("Rome")),\(call("Bern"))]"), ("observation", #"[\"sun\",{\"t\":1}]"#),
                    ("function_call", #"{\"name\":\"g\",\"arguments\":\"none\"}"#), ("tool", "[1]"),
                ], #","tools":"[{\"name\":\"f\"},{\"name\":\"g\"}]""#))
        #expect(read.turns == [#""x""#, #""y""#])
        let script = try #require(read.job.toolScript)
        #expect(
            script.answers["f"]?.map { ($0.arguments?["city"]?.string ?? "") + ":" + $0.content } == [
                "Oslo:snow", "Rome:sun", #"Bern:{"t":1}"#, ":snow", ":sun", #":{"t":1}"#,
            ])
        #expect(script.answers["g"]?.map(\.content) == ["[1]"])
        #expect(read.metadata?.contains(#"{"from":"tool","value":"[1]"}]"#) == true)
    }

    @Test(
        "Faults of a conversation are reported",
        arguments: [
            (#"{"conversations":{}}"#, #"18: "conversations" must be an array of what was said, not an object"#),
            (#"{"conversations":[]}"#, #"18: the conversation has no words of the human"#),
            (#"{"conversations":[{"from":"gpt","value":"x"}]}"#, #"18: the conversation has no words of the human"#),
            (
                #"{"conversations":["x"]}"#,
                #"19: an element must be an object with "from" and "value", not a string"#
            ),
            (#"{"conversations":[{"value":"x"}]}"#, #"19: the member "from" is missing"#),
            (
                #"{"conversations":[{"role":"user","content":"x"}]}"#,
                #"19: the member "from" is missing; "#
                    + #"conversations with "role" and "content" belong in the member "messages""#
            ),
            (#"{"conversations":[{"from":"humann","value":"x"}]}"#, #"27: "from" is not a known speaker; did you mean "human"?"#),
            (
                #"{"conversations":[{"from":"somebody","value":"x"}]}"#,
                #"27: "from" is not a known speaker; known speakers are human, gpt, system and similar names"#
            ),
            (#"{"conversations":[{"from":"human"}]}"#, #"19: the member "value" is missing"#),
            (#"{"conversations":[{"from":"human","value":null}]}"#, #"43: "value" must be a string, not null"#),
            (
                #"{"conversations":[{"from":"human","value":"x"},{"from":"system","value":"y"}]}"#,
                #"48: a system message follows the human's words; put it first"#
            ),
            (
                #"{"conversations":[{"from":"human","value":"x"},{"from":"function_call","value":"y"}]}"#,
                #"80: a call of a tool is not written as {"name": …, "arguments": …}; "#
                    + #"write the script as "turns", with "tools" and "tool_results""#
            ),
            (
                #"{"conversations":[{"from":"human","value":"x"},{"from":"observation","value":"y"}]}"#,
                #"78: a tool's answer does not follow a call; write the script as "turns", with "tools" and "tool_results""#
            ),
            (
                #"{"conversations":[{"from":"human","value":"x"},{"from":"tool_call","value":"{\"name\":\"f\"}"},"#
                    + #"{"from":"tool","value":"y"}]}"#,
                #"18: the conversation calls "f", but no function in "tools" has that name; "#
                    + #"add it to "tools", so that the model can call it"#
            ),
            (#"{"id":[],"conversations":[{"from":"human","value":"x"}]}"#, #"7: "id" must be a number or a string, not an array"#),
        ])
    func faults(text: String, fault: String) {
        #expect(ReadLine.faults(text) == [fault])
    }

    @Test("An id that occurs twice is reported with a way to remove ids")
    func repeatedID() {
        var check = JobFileCheck()
        let text = said([("human", "x")])
        #expect(throws: Never.self) { try check.job(of: .text(JobText(Array(text.utf8), line: 1))) }
        let error = #expect(throws: JobLineError.self) { try check.job(of: .text(JobText(Array(text.utf8), line: 2))) }
        #expect(
            error?.description == #"line 2, column 7: the id "QWJhYvA_0" is already used on line 1; "#
                + #"to name each job after its place, remove the ids: jq -c 'del(.id)'"#)
    }
}
