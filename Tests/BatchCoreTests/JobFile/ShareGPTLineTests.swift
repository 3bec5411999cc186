import BatchCore
import TestSupport
import Testing

@Suite("Conversations of ShareGPT")
struct ShareGPTLineTests {
    private func said(_ words: [(String, String)], _ members: String = "") -> String {
        let elements = words.map { #"{"from":"\#($0.0)","value":"\#($0.1)"}"# }
        return #"{"id":"QWJhYvA_0","conversations":[\#(elements.joined(separator: ","))]\#(members)}"#
    }

    @Test("The human's side is the script, and what the model said is kept to compare with")
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

    @Test("Words of the system are the system message, those among what was said before those beside it")
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

    @Test("A conversation without an id has its line's, and may have a number for one")
    func ids() throws {
        let text = #""conversations":[{"from":"human","value":"x"}]}"#
        #expect(try ReadLine("{\(text)").job.id == "line-7")
        #expect(try ReadLine(#"{"id":null,\#(text)"#).job.id == "line-7")
        #expect(try ReadLine(#"{"id":017,\#(text)"#.replacing("017", with: "1e2")).job.id == "1e2")
    }

    @Test("Tools are passed on as OpenAI has them, whether they are an array or its text")
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

    @Test("Calls are answered as they were, or in the order of the answers where the arguments are others")
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
        "What is wrong with a conversation is said",
        arguments: [
            (#"{"conversations":{}}"#, #"18: "conversations" must be an array of what was said, and this is an object"#),
            (#"{"conversations":[]}"#, #"18: the human says nothing"#),
            (#"{"conversations":[{"from":"gpt","value":"x"}]}"#, #"18: the human says nothing"#),
            (
                #"{"conversations":["x"]}"#,
                #"19: what was said must be an object with "from" and "value", and this is a string"#
            ),
            (#"{"conversations":[{"value":"x"}]}"#, #"19: it is not told who says this: "from" is missing"#),
            (
                #"{"conversations":[{"role":"user","content":"x"}]}"#,
                #"19: it is not told who says this: "from" is missing; "#
                    + #"what is said with "role" and "content" stands in the member "messages""#
            ),
            (#"{"conversations":[{"from":"humann","value":"x"}]}"#, #"27: "from" names nobody who is known; did you mean "human"?"#),
            (
                #"{"conversations":[{"from":"somebody","value":"x"}]}"#,
                #"27: "from" names nobody who is known; known are human, gpt, system and their like"#
            ),
            (#"{"conversations":[{"from":"human"}]}"#, #"19: nothing is said: "value" is missing"#),
            (#"{"conversations":[{"from":"human","value":null}]}"#, #"43: "value" must be a string, and this is null"#),
            (
                #"{"conversations":[{"from":"human","value":"x"},{"from":"system","value":"y"}]}"#,
                #"48: words of the system stand after the human's; put them first"#
            ),
            (
                #"{"conversations":[{"from":"human","value":"x"},{"from":"function_call","value":"y"}]}"#,
                #"80: a call of a tool is not written as {"name": …, "arguments": …}; "#
                    + #"write the script as "turns", with "tools" and "tool_results""#
            ),
            (
                #"{"conversations":[{"from":"human","value":"x"},{"from":"observation","value":"y"}]}"#,
                #"78: an answer of a tool stands where none was called; write the script as "turns", with "tools" and "tool_results""#
            ),
            (
                #"{"conversations":[{"from":"human","value":"x"},{"from":"tool_call","value":"{\"name\":\"f\"}"},"#
                    + #"{"from":"tool","value":"y"}]}"#,
                #"18: "f" is called among what was said, and no function in "tools" has that name; "#
                    + #"add it to "tools", so that the model can call it"#
            ),
            (#"{"id":[],"conversations":[{"from":"human","value":"x"}]}"#, #"7: "id" must be a number or a string, and this is an array"#),
        ])
    func faults(text: String, fault: String) {
        #expect(ReadLine.faults(text) == [fault])
    }

    @Test("An id that stands twice tells how to do without")
    func repeatedID() {
        var check = JobFileCheck()
        let text = said([("human", "x")])
        #expect(throws: Never.self) { try check.job(of: .text(JobText(Array(text.utf8), line: 1))) }
        let error = #expect(throws: JobLineError.self) { try check.job(of: .text(JobText(Array(text.utf8), line: 2))) }
        #expect(
            error?.description == #"line 2, column 7: the id "QWJhYvA_0" stands on line 1 already; "#
                + #"without "id" each is named after its place: jq -c 'del(.id)' takes the ids out"#)
    }
}
