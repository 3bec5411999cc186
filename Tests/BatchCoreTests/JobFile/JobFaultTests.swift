import BatchCore
import TestSupport
import Testing

@Suite("Faults of job lines")
struct JobFaultTests {
    private func faults(_ text: String) -> [String] { faults(Array(text.utf8)) }

    private func faults(_ bytes: [UInt8]) -> [String] {
        do {
            _ = try JobLine.read(bytes, line: 812)
            return []
        } catch {
            #expect(error.line == 812)
            return error.faults.map { fault in
                #expect(fault.line == 812)
                return "\(fault)".replacing("line 812, column ", with: "")
            }
        }
    }

    @Test("An unknown member is named with its place and what may have been meant")
    func unknownMember() throws {
        let error = #expect(throws: JobLineError.self) { try JobLine.read(Array(#"{"id":"a",   "turn":["b"]}"#.utf8), line: 812) }
        let fault = try #require(error?.faults.first)
        #expect(fault.description == #"line 812, column 14: unknown member "turn"; did you mean "turns"?"#)
        #expect((fault.column, fault.member) == (14, "turn"))
    }

    @Test("Every fault of a line is told, not the first alone")
    func everyFault() {
        #expect(
            faults(#"{"id":5,"turns":[],"modle":"x","priority":1.5,"params":{"model":"m","stream":1},"tools":{}}"#) == [
                #"7: "id" must be a string, and this is a number"#,
                #"17: "turns" is empty; a job says at least one thing"#,
                #"20: unknown member "modle"; did you mean "model"?"#,
                #"43: "priority" must be a whole number, and this is a number"#,
                #"57: "params" must not hold "model"; name the model in the job's member "model""#,
                #"78: "stream" must be true or false, and this is a number"#,
                #"89: "tools" must be an array, and this is an object"#,
            ])
    }

    @Test(
        "What is wrong with the line or its members is said",
        arguments: [
            (#"{"turns":["a"}"#, #"14: this is no JSON: found '}' where ',' or ']' is expected"#),
            (#"[1]"#, "1: a line must be a JSON object, and this is an array"),
            (#"{}"#, #"1: the member "turns" is missing; it holds what the user says, turn by turn"#),
            (#"{"turn":["x"]}"#, #"2: unknown member "turn"; did you mean "turns"?"#),
            (#"{"turns":null}"#, #"10: "turns" must be an array of turns, and this is null"#),
            (#"{"turns":"a"}"#, #"10: "turns" must be an array of turns, and this is a string"#),
            (#"{"turns":["a"],"id":""}"#, #"21: "id" is empty"#),
            (#"{"turns":["a"],"id":"x","i\u0064":"y"}"#, #"25: the member "id" stands twice"#),
            (#"{"turns":["a"],"priority":"1"}"#, #"27: "priority" must be a whole number, and this is a string"#),
            (#"{"turns":["a"],"priority":2147483648}"#, #"27: "priority" must lie between -2147483648 and 2147483647"#),
            (#"{"turns":["a"],"priority":1e400}"#, #"27: "priority" must lie between -2147483648 and 2147483647"#),
            (#"{"turns":["a"],"system":["b"]}"#, #"25: "system" must be a string, and this is an array"#),
            (#"{"turns":["a"],"model":""}"#, #"24: "model" is empty"#),
            (#"{"turns":["a"],"provider":1}"#, #"27: "provider" must be a string, and this is a number"#),
            (#"{"turns":["a"],"temperature":1}"#, #"16: unknown member "temperature"; request parameters stand in "params""#),
            (#"{"turns":["a"],"prompt":"b"}"#, #"16: unknown member "prompt"; what the user says stands in "turns""#),
            (#"{"turns":["a"],"conversation":[]}"#, #"16: unknown member "conversation""#),
            (#"{"turns":["a"],"params":[]}"#, #"25: "params" must be an object, and this is an array"#),
            (#"{"turns":["a"],"params":{"a":1,"a":2}}"#, #"32: the member "a" stands twice"#),
            (#"{"turns":["a"],"tool_choice":1}"#, #"30: "tool_choice" must be a string or an object, and this is a number"#),
            (#"{"turns":["a"],"params":{"tools":[]},"tools":[]}"#, #"46: "tools" stands both in "params" and beside it; keep one of them"#),
            (
                #"{"turns":["a"],"params":{"messages":[]}}"#,
                #"26: "params" must not hold "messages"; an opening history stands in the job's member "messages", "#
                    + #"what the user says in "turns""#
            ),
        ])
    func members(text: String, fault: String) {
        #expect(faults(text) == [fault])
    }

    @Test(
        "What is wrong with a turn is said",
        arguments: [
            (#"{"turns":["a",1]}"#, "15: turn 2 must be a string or an object, and this is a number"),
            (
                #"{"turns":[[{"type":"text"}]]}"#,
                #"11: turn 1 must be a string or an object, and this is an array; content parts stand in an object: {"user": […]}"#
            ),
            (#"{"turns":[{}]}"#, #"11: the turn has no "user"; it holds the user's words"#),
            (#"{"turns":[{"user":null}]}"#, #"19: "user" must be a string or an array of content parts, and this is null"#),
            (#"{"turns":[{"user":[]}]}"#, #"19: "user" is empty"#),
            (#"{"turns":[{"user":["a"]}]}"#, #"20: a content part must be an object, and this is a string"#),
            (#"{"turns":[{"user":"a","usre":"b"}]}"#, #"23: unknown member "usre"; did you mean "user"?"#),
            (#"{"turns":[{"content":"a"}]}"#, #"12: unknown member "content"; the user's words are the member "user""#),
            (#"{"turns":[{"user":"a","user":"b"}]}"#, #"23: the member "user" stands twice"#),
            (
                #"{"turns":[{"user":"a","params":{"model":"x"}}]}"#,
                #"33: "params" must not hold "model"; name the model in the job's member "model""#
            ),
        ])
    func turns(text: String, fault: String) {
        #expect(faults(text) == [fault])
    }

    @Test(
        "What is wrong with a message is said",
        arguments: [
            (#"{}"#, #""messages" must be an array of messages, and this is an object"#),
            (#"["a"]"#, "a message must be an object, and this is a string"),
            (#"[{"content":"a"}]"#, #"the message has no "role""#),
            (#"[{"role":1}]"#, #""role" must be a string, and this is a number"#),
            (
                #"[{"role":"asistant","content":"a"}]"#,
                #""role" must be one of system, developer, user, assistant, tool, function; did you mean "assistant"?"#
            ),
            (#"[{"role":"user"}]"#, #"the message has no "content""#),
            (#"[{"role":"user","content":{}}]"#, #""content" must be a string or an array of content parts, and this is an object"#),
            (#"[{"role":"user","content":[1]}]"#, "a content part must be an object, and this is a number"),
        ])
    func messages(text: String, fault: String) {
        let found = faults(#"{"turns":["a"],"messages":\#(text)}"#)
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix(": " + fault) == true, "\(found)")
    }

    @Test("An api that is none is told, with what may have been meant")
    func unknownAPI() {
        #expect(
            faults(#"{"turns":["a"],"api":"caht"}"#) == [#"22: "api" must be "chat", "responses" or "fim"; did you mean "chat"?"#])
    }

    @Test(
        "A message that is sent whole is one, in place of the user's words",
        arguments: [
            (
                #"{"turns":[{"user":"a","message":{"role":"user","content":"b"}}]}"#,
                #"33: the turn has both "user" and "message"; keep one of them"#
            ),
            (#"{"turns":[{"message":"a"}]}"#, #"22: "message" must be an object, and this is a string"#),
            (#"{"turns":[{"message":{"content":"a"}}]}"#, #"22: the message has no "role""#),
            (
                #"{"turns":[{"message":{}}]}"#,
                #"11: nothing was said yet that the reply could be to; put it into "messages""#
            ),
            (
                #"{"api":"fim","turns":[{"prompt":"a","message":{}}]}"#,
                #"47: a turn of a job with "api": "fim" has no "message"; it has a "prompt" and a "suffix""#
            ),
        ])
    func wholeMessages(text: String, fault: String) {
        #expect(faults(text) == [fault])
    }

    @Test("Several replies to one request are refused, for a conversation goes on from one")
    func severalReplies() {
        let text = #"{"turns":["q"],"params":{"n":2}}"#
        #expect(faults(text).count == 1 && faults(text)[0].contains("several replies"))
        #expect(faults(#"{"turns":["q"],"params":{"n":1}}"#).isEmpty)
    }

    @Test(
        "A gap and a conversation have each their own members",
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
                    #"47: "params" must not hold "suffix"; the texts around a gap stand in "turns""#,
                    #"73: "params" must not hold "prompt"; the texts around a gap stand in "turns""#,
                ]
            ),
            (#"{"api":"fim","turns":[{"suffix":"a"}]}"#, [#"23: the turn has no "prompt"; it holds the text before the gap"#]),
            (#"{"api":"fim","turns":[{"prompt":["a"]}]}"#, [#"33: "prompt" must be a string, and this is an array"#]),
            (
                #"{"api":"fim","turns":["a"],"system":"s","tools":[]}"#,
                [
                    #"37: a job with "api": "fim" has no "system"; each of its turns is a "prompt" and a "suffix" alone"#,
                    #"49: a job with "api": "fim" has no "tools"; each of its turns is a "prompt" and a "suffix" alone"#,
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
                #"31: "tool_results" must be an object with a member for each function, and this is an array"#
            ),
            (
                #"{"turns":["a"],"tools":[{"function":{"name":"f"}}],"tool_results":{"f":[]}}"#,
                #"72: the answers of "f" are empty; write one at least"#
            ),
            (
                #"{"turns":["a"],"tools":[{"function":{"name":"f"}}],"tool_results":{"f":[{"x":1}]}}"#,
                #"73: an answer in a list must be a string or an object with "result"; write {"result": …}, "#
                    + #"with "arguments" beside it where it answers a call with these alone"#
            ),
            (
                #"{"turns":["a"],"tools":[{"function":{"name":"f"}}],"tool_results":{"f":[{"result":1,"arguments":"x"}]}}"#,
                #"97: "arguments" must be an object, and this is a string"#
            ),
            (
                #"{"turns":["a"],"tools":[{"function":{"name":"weather"}}],"tool_results":{"wether":"x"}}"#,
                #"74: "tool_results" answers "wether", and no function in "tools" has that name; did you mean "weather"?"#
            ),
            (
                #"{"turns":["a"],"tools":[{"function":{"name":"f"}}],"tool_results":{"f":{"arguments":{},"result":1}}}"#,
                #"72: an answer of "f" for certain arguments stands outside a list; write [{"arguments": …, "result": …}]"#
            ),
            (#"{"turns":["a"],"max_tool_rounds":0}"#, #"34: "max_tool_rounds" must lie between 1 and 1000"#),
        ])
    func toolResults(text: String, fault: String) {
        #expect(faults(text) == [fault])
    }

    @Test(
        "What a reply must be is told in known words",
        arguments: [
            (#"{"turns":["a"],"expect":"yaml"}"#, #"25: "expect" must be an object or "json", and this is a string"#),
            (#"{"turns":["a"],"expect":{"jsn":true}}"#, #"26: unknown member "jsn"; did you mean "json"?"#),
            (#"{"turns":["a"],"expect":{"json":1}}"#, #"33: "json" must be true or false, and this is a number"#),
            (#"{"turns":[{"user":"a","expect":{"contains":[]}}]}"#, #"44: "contains" is empty"#),
            (#"{"turns":["a"],"expect":{"matches":"("}}"#, #"36: "matches" is no regular expression: expected ')'"#),
            (
                #"{"turns":["a"],"expect":{"schema":{"type":"strin"}}}"#,
                #"43: "schema" cannot be used: /type is "strin", which is no type; did you mean "string"?"#
            ),
            (#"{"turns":[{"user":"a","reask":1000}]}"#, #"31: "reask" must lie between 0 and 100"#),
        ])
    func expectations(text: String, fault: String) {
        #expect(faults(text) == [fault])
    }

    @Test(
        "Questions of MT-Bench have their own members",
        arguments: [
            (#"{"question_id":1,"turns":["a"],"temperature":1}"#, #"32: unknown member "temperature""#),
            (#"{"question_id":1,"turns":["a"],"categry":"x"}"#, #"32: unknown member "categry"; did you mean "category"?"#),
            (#"{"question_id":1}"#, #"1: the member "turns" is missing"#),
            (#"{"question_id":[],"turns":["a"]}"#, #"16: "question_id" must be a number or a string, and this is an array"#),
        ])
    func mtBench(text: String, fault: String) {
        #expect(faults(text) == [fault])
    }

    @Test("Bytes that are no UTF-8 have their column, counted in characters before them")
    func invalidUTF8() {
        #expect(faults(Array(#"{"turns":["é"#.utf8) + [0xFF] + Array(#""]}"#.utf8)) == ["13: this is no JSON: the text is not valid UTF-8"])
    }

    @Test("A member's name of any length is cut to what suits a message")
    func longName() {
        for letter in ["x", "\u{301}"] {
            let found = faults(#"{"turns":["a"],"\#(String(repeating: letter, count: 100_000))":1}"#)
            #expect(found.count == 1)
            #expect((found.first?.utf8.count ?? 0) < 400)
        }
    }

    @Test("Of a line that is wrong throughout the first faults are told")
    func manyFaults() {
        let found = faults("{\"turns\":[\(repeatElement("1", count: 200_000).joined(separator: ","))]}")
        #expect(found.count == 20)
        #expect(found.last == "49: turn 20 must be a string or an object, and this is a number")
    }

    @Test("A name that stands twice is found among many")
    func manyMembers() {
        let members = (0..<40).map { "\"p\($0)\":\($0)" } + ["\"p7\":7"]
        let found = faults("{\"turns\":[\"a\"],\"params\":{\(members.joined(separator: ","))}}")
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix(#"the member "p7" stands twice"#) == true)
    }
}
