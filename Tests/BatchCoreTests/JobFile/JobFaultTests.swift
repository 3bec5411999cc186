import BatchCore
import TestSupport
import Testing

@Suite("Faults of job lines")
struct JobFaultTests {
    private func faults(_ text: String) -> [String] { faults(Array(text.utf8)) }

    private func faults(_ bytes: [UInt8]) -> [String] {
        do {
            _ = try JobLine(bytes, line: 812).job
            return []
        } catch {
            #expect(error.line == 812)
            return error.faults.map { fault in
                #expect(fault.line == 812)
                return "\(fault)".replacing("line 812, column ", with: "")
            }
        }
    }

    @Test("An unknown member is reported with its place and a suggestion")
    func unknownMember() throws {
        let error = #expect(throws: JobLineError.self) { try JobLine(Array(#"{"id":"a",   "turn":["b"]}"#.utf8), line: 812).job }
        let fault = try #require(error?.faults.first)
        #expect(fault.description == #"line 812, column 14: unknown member "turn"; did you mean "turns"?"#)
        #expect((fault.column, fault.member) == (14, "turn"))
    }

    @Test("All faults of a line are reported, not only the first")
    func everyFault() {
        #expect(
            faults(#"{"id":5,"turns":[],"modle":"x","priority":1.5,"params":{"model":"m","stream":1},"tools":{}}"#) == [
                #"7: "id" must be a string, not a number"#,
                #"17: "turns" is empty; a job has at least one turn"#,
                #"20: unknown member "modle"; did you mean "model"?"#,
                #"43: "priority" must be a whole number"#,
                #"57: "params" must not contain "model"; name the model in the job's member "model""#,
                #"78: "stream" must be true or false, not a number"#,
                #"89: "tools" must be an array, not an object"#,
            ])
    }

    @Test(
        "Faults of a line and its members are reported",
        arguments: [
            (#"{"turns":["a"}"#, #"14: not valid JSON: found '}' where ',' or ']' is expected"#),
            (#"[1]"#, "1: a line must be a JSON object, not an array"),
            (#"{}"#, #"1: the member "turns" is missing; it holds what the user says, turn by turn"#),
            (#"{"turn":["x"]}"#, #"2: unknown member "turn"; did you mean "turns"?"#),
            (#"{"turns":null}"#, #"10: "turns" must be an array of turns, not null"#),
            (#"{"turns":"a"}"#, #"10: "turns" must be an array of turns, not a string"#),
            (#"{"turns":["a"],"id":""}"#, #"21: "id" is empty"#),
            (#"{"turns":["a"],"id":"x","i\u0064":"y"}"#, #"25: the member "id" occurs twice"#),
            (#"{"turns":["a"],"priority":"1"}"#, #"27: "priority" must be a whole number, not a string"#),
            (#"{"turns":["a"],"priority":2147483648}"#, #"27: "priority" must be between -2147483648 and 2147483647"#),
            (#"{"turns":["a"],"priority":1e400}"#, #"27: "priority" must be between -2147483648 and 2147483647"#),
            (#"{"turns":["a"],"system":["b"]}"#, #"25: "system" must be a string, not an array"#),
            (#"{"turns":["a"],"model":""}"#, #"24: "model" is empty"#),
            (#"{"turns":["a"],"provider":1}"#, #"27: "provider" must be a string, not a number"#),
            (#"{"turns":["a"],"temperature":1}"#, #"16: unknown member "temperature"; request parameters belong in "params""#),
            (#"{"turns":["a"],"prompt":"b"}"#, #"16: unknown member "prompt"; the user's words belong in "turns""#),
            (#"{"turns":["a"],"conversation":[]}"#, #"16: unknown member "conversation""#),
            (#"{"turns":["a"],"params":[]}"#, #"25: "params" must be an object, not an array"#),
            (#"{"turns":["a"],"params":{"a":1,"a":2}}"#, #"32: the member "a" occurs twice"#),
            (#"{"turns":["a"],"tool_choice":1}"#, #"30: "tool_choice" must be a string or an object, not a number"#),
            (#"{"turns":["a"],"params":{"tools":[]},"tools":[]}"#, #"46: "tools" is both in "params" and beside it; keep one of them"#),
            (
                #"{"turns":["a"],"params":{"messages":[]}}"#,
                #"26: "params" must not contain "messages"; an opening history belongs in the job's member "messages", "#
                    + #"the user's words in "turns""#
            ),
        ])
    func members(text: String, fault: String) {
        #expect(faults(text) == [fault])
    }

    @Test(
        "Faults of a turn are reported",
        arguments: [
            (#"{"turns":["a",1]}"#, "15: turn 2 must be a string or an object, not a number"),
            (
                #"{"turns":[[{"type":"text"}]]}"#,
                #"11: turn 1 must be a string or an object, not an array; put content parts into an object: {"user": […]}"#
            ),
            (#"{"turns":[{}]}"#, #"11: the turn has no "user"; it holds the user's words"#),
            (#"{"turns":[{"user":null}]}"#, #"19: "user" must be a string or an array of content parts, not null"#),
            (#"{"turns":[{"user":[]}]}"#, #"19: "user" is empty"#),
            (#"{"turns":[{"user":["a"]}]}"#, #"20: a content part must be an object, not a string"#),
            (#"{"turns":[{"user":"a","usre":"b"}]}"#, #"23: unknown member "usre"; did you mean "user"?"#),
            (#"{"turns":[{"content":"a"}]}"#, #"12: unknown member "content"; the member "user" holds the user's words"#),
            (#"{"turns":[{"user":"a","user":"b"}]}"#, #"23: the member "user" occurs twice"#),
            (
                #"{"turns":[{"user":"a","params":{"model":"x"}}]}"#,
                #"33: "params" must not contain "model"; name the model in the job's member "model""#
            ),
        ])
    func turns(text: String, fault: String) {
        #expect(faults(text) == [fault])
    }

    @Test(
        "Faults of a message are reported",
        arguments: [
            (#"{}"#, #""messages" must be an array of messages, not an object"#),
            (#"["a"]"#, "a message must be an object, not a string"),
            (#"[{"content":"a"}]"#, #"the message has no "role""#),
            (#"[{"role":1}]"#, #""role" must be a string, not a number"#),
            (
                #"[{"role":"asistant","content":"a"}]"#,
                #""role" must be one of system, developer, user, assistant, tool, function; did you mean "assistant"?"#
            ),
            (#"[{"role":"user"}]"#, #"the message has no "content""#),
            (#"[{"role":"user","content":{}}]"#, #""content" must be a string or an array of content parts, not an object"#),
            (#"[{"role":"user","content":[1]}]"#, "a content part must be an object, not a number"),
        ])
    func messages(text: String, fault: String) {
        let found = faults(#"{"turns":["a"],"messages":\#(text)}"#)
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix(": " + fault) == true, "\(found)")
    }

    @Test("An unknown api is reported with a suggestion")
    func unknownAPI() {
        #expect(
            faults(#"{"turns":["a"],"api":"caht"}"#) == [#"22: "api" must be "chat", "responses" or "fim"; did you mean "chat"?"#])
    }

    @Test(
        "A whole message replaces the user's words and must be valid",
        arguments: [
            (
                #"{"turns":[{"user":"a","message":{"role":"user","content":"b"}}]}"#,
                #"33: the turn has both "user" and "message"; keep one of them"#
            ),
            (#"{"turns":[{"message":"a"}]}"#, #"22: "message" must be an object, not a string"#),
            (#"{"turns":[{"message":{"content":"a"}}]}"#, #"22: the message has no "role""#),
            (
                #"{"turns":[{"message":{}}]}"#,
                #"11: an empty "message" needs a history to reply to; add "messages" to the job"#
            ),
            (
                #"{"api":"fim","turns":[{"prompt":"a","message":{}}]}"#,
                #"47: a turn of a job with "api": "fim" has no "message"; it has a "prompt" and a "suffix""#
            ),
        ])
    func wholeMessages(text: String, fault: String) {
        #expect(faults(text) == [fault])
    }

    @Test("Several replies to one request are refused")
    func severalReplies() {
        let text = #"{"turns":["q"],"params":{"n":2}}"#
        #expect(faults(text).count == 1 && faults(text)[0].contains("several replies"))
        #expect(faults(#"{"turns":["q"],"params":{"n":1}}"#).isEmpty)
    }

    @Test(
        "Jobs with gaps and conversations have different members",
        arguments: [
            (
                #"{"turns":[{"prompt":"a"}]}"#,
                [
                    #"21: "prompt" is for filling gaps; add "api": "fim" to the job, or write the user's words as "user""#
                ]
            ),
            (
                #"{"api":"fim","turns":[{"user":"a"}]}"#,
                [#"31: a turn of a job with "api": "fim" has no "user"; it has a "prompt" and a "suffix""#]
            ),
            (
                #"{"api":"fim","turns":[{"prompt":"a","params":{"suffix":"b"}}],"params":{"prompt":"c"}}"#,
                [
                    #"47: "params" must not contain "suffix"; the texts around a gap belong in "turns""#,
                    #"73: "params" must not contain "prompt"; the texts around a gap belong in "turns""#,
                ]
            ),
            (#"{"api":"fim","turns":[{"suffix":"a"}]}"#, [#"23: the turn has no "prompt"; it holds the text before the gap"#]),
            (#"{"api":"fim","turns":[{"prompt":["a"]}]}"#, [#"33: "prompt" must be a string, not an array"#]),
            (
                #"{"api":"fim","turns":["a"],"system":"s","tools":[]}"#,
                [
                    #"37: a job with "api": "fim" has no "system"; each of its turns is only a "prompt" and a "suffix""#,
                    #"49: a job with "api": "fim" has no "tools"; each of its turns is only a "prompt" and a "suffix""#,
                ]
            ),
        ])
    func gaps(text: String, expected: [String]) {
        #expect(faults(text) == expected)
    }

    @Test(
        "Answers to calls of tools are a string or any JSON, or a list of strings and objects with a result",
        arguments: [
            (
                #"{"turns":["a"],"tool_results":[]}"#,
                #"31: "tool_results" must be an object with a member for each function, not an array"#
            ),
            (
                #"{"turns":["a"],"tools":[{"function":{"name":"f"}}],"tool_results":{"f":[]}}"#,
                #"72: the answers of "f" are empty; write at least one"#
            ),
            (
                #"{"turns":["a"],"tools":[{"function":{"name":"f"}}],"tool_results":{"f":[{"x":1}]}}"#,
                #"73: an answer in a list must be a string or an object with "result"; write {"result": …}, "#
                    + #"with "arguments" if it answers only calls with these"#
            ),
            (
                #"{"turns":["a"],"tools":[{"function":{"name":"f"}}],"tool_results":{"f":[{"result":1,"arguments":"x"}]}}"#,
                #"97: "arguments" must be an object, not a string"#
            ),
            (
                #"{"turns":["a"],"tools":[{"function":{"name":"weather"}}],"tool_results":{"wether":"x"}}"#,
                #"74: "tool_results" answers "wether", but no function in "tools" has that name; did you mean "weather"?"#
            ),
            (
                #"{"turns":["a"],"tools":[{"function":{"name":"f"}}],"tool_results":{"f":{"arguments":{},"result":1}}}"#,
                #"72: an answer of "f" for certain arguments must be in a list; write [{"arguments": …, "result": …}]"#
            ),
            (#"{"turns":["a"],"max_tool_rounds":0}"#, #"34: "max_tool_rounds" must be between 1 and 1000"#),
        ])
    func toolResults(text: String, fault: String) {
        #expect(faults(text) == [fault])
    }

    @Test(
        "Faults of an expectation are reported",
        arguments: [
            (#"{"turns":["a"],"expect":"yaml"}"#, #"25: "expect" must be an object or "json", not a string"#),
            (#"{"turns":["a"],"expect":{"jsn":true}}"#, #"26: unknown member "jsn"; did you mean "json"?"#),
            (#"{"turns":["a"],"expect":{"json":1}}"#, #"33: "json" must be true or false, not a number"#),
            (#"{"turns":[{"user":"a","expect":{"contains":[]}}]}"#, #"44: "contains" is empty"#),
            (#"{"turns":["a"],"expect":{"matches":"("}}"#, #"36: "matches" is not a valid regular expression: expected ')'"#),
            (
                #"{"turns":["a"],"expect":{"schema":{"type":"strin"}}}"#,
                #"43: "schema" cannot be used: /type is "strin", which is no type; did you mean "string"?"#
            ),
            (#"{"turns":[{"user":"a","reask":1000}]}"#, #"31: "reask" must be between 0 and 100"#),
        ])
    func expectations(text: String, fault: String) {
        #expect(faults(text) == [fault])
    }

    @Test(
        "Faults of a question of MT-Bench are reported",
        arguments: [
            (#"{"question_id":1,"turns":["a"],"temperature":1}"#, #"32: unknown member "temperature""#),
            (#"{"question_id":1,"turns":["a"],"categry":"x"}"#, #"32: unknown member "categry"; did you mean "category"?"#),
            (#"{"question_id":1}"#, #"1: the member "turns" is missing"#),
            (#"{"question_id":[],"turns":["a"]}"#, #"16: "question_id" must be a number or a string, not an array"#),
        ])
    func mtBench(text: String, fault: String) {
        #expect(faults(text) == [fault])
    }

    @Test("Bytes that are not UTF-8 are reported with their column in scalars")
    func invalidUTF8() {
        #expect(faults(Array(#"{"turns":["é"#.utf8) + [0xFF] + Array(#""]}"#.utf8)) == ["13: not valid JSON: the text is not valid UTF-8"])
    }

    @Test("A long member name is cut in the message")
    func longName() {
        for letter in ["x", "\u{301}"] {
            let found = faults(#"{"turns":["a"],"\#(String(repeating: letter, count: 100_000))":1}"#)
            #expect(found.count == 1)
            #expect((found.first?.utf8.count ?? 0) < 400)
        }
    }

    @Test("Only the first faults of a line are reported")
    func manyFaults() {
        let found = faults("{\"turns\":[\(repeatElement("1", count: 200_000).joined(separator: ","))]}")
        #expect(found.count == 20)
        #expect(found.last == "49: turn 20 must be a string or an object, not a number")
    }

    @Test("A name that occurs twice is found among many")
    func manyMembers() {
        let members = (0..<40).map { "\"p\($0)\":\($0)" } + ["\"p7\":7"]
        let found = faults("{\"turns\":[\"a\"],\"params\":{\(members.joined(separator: ","))}}")
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix(#"the member "p7" occurs twice"#) == true)
    }
}
