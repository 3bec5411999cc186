import BatchCore
import TestSupport
import Testing

@Suite("Lines of OpenAI's Batch API")
struct OpenAIBatchFormTests {
    private func chat(_ messages: String, _ members: String = "") -> String {
        #"{"custom_id":"b","method":"POST","url":"/v1/chat/completions","body":{"messages":[\#(messages)]\#(members)}}"#
    }

    private let user = #"{"role":"user","content":"q"}"#
    private let answer = #"{"role":"assistant","content":"a"}"#

    @Test("The last message of the user is the turn, the messages before it the history, and the rest is forwarded byte for byte")
    func lastMessage() throws {
        let system = #"{"content":"s\u00e9","role":"system"}"#
        let read = try ReadLine(
            #"{"custom_id":"b-1","method":"POST","url":"/v1/chat/completions","body":{"temperature":0.10,"model":"m","#
                + #""messages":[\#(system) , \#(user), \#(answer),{"role":"user","content":"\u0071"}],"#
                + #""stop":[ "x" ],"tools":[],"metadata":{"k":1e2}}}"#
        )
        #expect(read.line.form == .openAIBatch)
        #expect((read.job.id, read.job.model, read.job.api) == ("b-1", "m", .chat))
        #expect(read.opening == "\(system),\(user),\(answer)")
        #expect(read.turns == [#""\u0071""#])
        #expect(read.parameters == ["temperature=0.10", #"stop=[ "x" ]"#, "tools=[]", #"metadata={"k":1e2}"#])
        #expect(read.metadata == nil)
    }

    @Test("A message that is more than the user's words is sent whole")
    func wholeMessage() throws {
        let named = #"{"role":"user","name":"bob","content":[{"type":"text","text":"q"}]}"#
        let read = try ReadLine(chat("\(user),\(answer),\(named)"))
        #expect(read.request == "\(user),\(answer),\(named)")
        #expect(try ReadLine(chat(user)).job.turns[0].message == nil)
    }

    @Test("A request that ends with another message is sent unchanged")
    func asItStands() throws {
        let calls = #"{"role":"assistant","content":null,"tool_calls":[{"id":"c"}]},{"role":"tool","tool_call_id":"c","content":"7"}"#
        let begun = #"{"role":"assistant","content":"x","prefix":true,"reasoning_content":"r"}"#
        for messages in ["\(user),\(calls)", "\(user),\(answer)", "\(user),\(begun)", #"{"role":"system","content":"s"}"#] {
            let read = try ReadLine(chat(messages))
            #expect(read.opening == messages)
            #expect(read.turns == [""])
            #expect(read.request == messages)
        }
    }

    @Test("A prefix at the end is the prefix of the turn")
    func prefix() throws {
        let begun = #"{"role":"assistant","content":"``\u0060","prefix":true}"#
        let read = try ReadLine(chat("\(user),\(begun)"))
        #expect(read.opening.isEmpty)
        #expect(read.turns == [#""q""#])
        #expect(read.job.turns[0].prefix == "```")
        #expect(read.request == #"\#(user),{"role":"assistant","content":"```","prefix":true}"#)
        var check = JobFileCheck()
        #expect(throws: Never.self) { try check.job(of: .text(read.line.text)) }
        let early = JobText(Array(chat("\(user),\(begun),\(user)").utf8), line: 3)
        let error = #expect(throws: JobLineError.self) { try check.job(of: .text(early)) }
        #expect(error?.description.contains("no reply continues it") == true)
    }

    @Test("Replayed, every message of the user is a turn, and the messages of the assistant are the reference")
    func replay() throws {
        let system = #"{"role":"system","content":"s"}"#
        let greeting = #"{"role":"assistant","content":"hello"}"#
        let read = try ReadLine(chat("\(system),\(greeting),\(user),\(answer),\(user),\(answer)"), .replay)
        #expect(read.opening == "\(system),\(greeting)")
        #expect(read.turns == [#""q""#, #""q""#])
        #expect(read.metadata == #"{"reference":[\#(answer),\#(answer)]}"#)
        #expect(try ReadLine(chat(user), .replay).metadata == nil)
        #expect(
            ReadLine.faults(chat("\(user),\(answer),\(system),\(user)"), .replay) == [
                #"148: a system message is between two turns, and a replay cannot keep it there; "#
                    + "put it before the first message of the user"
            ])
    }

    @Test("The url determines the API, or the body if there is none")
    func endpoints() throws {
        for url in ["", #""url":"/v1/completions","#, #""url":"https://x.example/beta/completions","#, #""url":null,"#] {
            let read = try ReadLine(#"{"custom_id":"b",\#(url)"body":{"prompt":"a","suffix":"z","max_tokens":5,"model":"m"}}"#)
            #expect((read.job.api, read.job.model) == (.fim, "m"))
            #expect(read.turns == [#""a""#])
            #expect(read.job.turns[0].suffix == JSONText(string: "z"))
            #expect(read.parameters == ["max_tokens=5"])
        }
        #expect(try ReadLine(#"{"custom_id":"b","body":{"prompt":"a"}}"#).job.turns[0].suffix == nil)
        #expect(try ReadLine(#"{"custom_id":"b","body":{"messages":[\#(user)]}}"#).job.api == .chat)
        #expect(try ReadLine(#"{"custom_id":"b","body":{"input":"x"}}"#).job.api == .responses)
    }

    @Test("The last input of a response is the turn, and the input before it the opening history")
    func responses() throws {
        func read(_ input: String) throws -> ReadLine {
            try ReadLine(
                #"{"custom_id":"b","method":"POST","url":"/v1/responses","body":{"input":\#(input),"#
                    + #""instructions":"be\u0021","max_output_tokens":9}}"#
            )
        }
        let plain = try read(#""hi""#)
        #expect(plain.job.api == .responses)
        #expect(plain.job.instructions == JSONText(#""be\u0021""#))
        #expect((plain.turns, plain.opening, plain.parameters) == ([#""hi""#], "", ["max_output_tokens=9"]))
        let items = try read("[\(user),\(answer), \(user)]")
        #expect((items.turns, items.opening) == ([#""q""#], "\(user),\(answer)"))
        let typed = #"{"type":"message","role":"user","content":[{"type":"input_text","text":"q"}]}"#
        #expect(try read("[\(typed)]").turns == [typed])
        let output = #"{"type":"function_call_output","call_id":"c","output":"7"}"#
        let ending = try read("[\(user),\(output)]")
        #expect((ending.turns, ending.opening) == ([""], "\(user),\(output)"))
    }

    @Test("response_format sets the expectation, as in other jobs")
    func expectation() throws {
        let read = try ReadLine(chat(user, #","response_format":{"type":"json_object"}"#))
        #expect(read.job.turns[0].expectation?.isJSON == true)
        let strict = #","tools":[{"type":"function","function":{"name":"f","strict":true}}]"#
        #expect(try ReadLine(chat(user, strict)).job.turns[0].hasStrictTools)
    }

    @Test(
        "Faults of a line are reported",
        arguments: [
            (
                #"{"custom_id":"a","method":"POST","url":"/v1/embeddings","body":{"input":"x"}}"#,
                #"40: this "url" is not supported; supported are /v1/chat/completions, /v1/completions, /v1/responses"#
            ),
            (#"{"custom_id":"a"}"#, #"1: the member "body" is missing; it holds the request"#),
            (#"{"custom_id":"a","body":null}"#, #"25: "body" must be an object, not null"#),
            (
                #"{"custom_id":"a","body":{"model":"m"}}"#,
                #"25: the request has no "messages", no "prompt" and no "input""#
            ),
            (#"{"custom_id":"a","url":"/v1/chat/completions","body":{}}"#, #"54: the request has no "messages""#),
            (#"{"custom_id":5,"body":{"prompt":"x"}}"#, #"14: "custom_id" must be a string, not a number"#),
            (#"{"custom_id":"a","method":"GET","body":{"prompt":"x"}}"#, #"27: "method" must be "POST""#),
            (#"{"custom_id":"a","body":{"messages":[]}}"#, #"37: "messages" is empty"#),
            (
                #"{"custom_id":"a","body":{"prompt":"x"},"model":"m"}"#,
                #"40: unknown member "model"; it belongs in "body""#
            ),
            (#"{"custom_id":"a","body":{"prompt":"x"},"bdy":1}"#, #"40: unknown member "bdy"; did you mean "body"?"#),
            (
                #"{"custom_id":"a","body":{"prompt":["x","y"]}}"#,
                #"35: "prompt" must be a string, not an array; write a line for each prompt"#
            ),
            (
                #"{"custom_id":"a","body":{"messages":[{"role":"user","content":"x"}],"n":2}}"#,
                #"69: "n" asks for several replies, but a conversation continues from one; write one job for each reply"#
            ),
            (
                #"{"custom_id":"a","body":{"messages":[{"role":"user","content":"x"}],"stream":1}}"#,
                #"78: "stream" must be true or false, not a number"#
            ),
            (
                #"{"custom_id":"a","body":{"messages":[{"role":"usr","content":"x"}]}}"#,
                #"46: "role" must be one of system, developer, user, assistant, tool, function; did you mean "user"?"#
            ),
            (
                #"{"custom_id":"a","response":{"status_code":200},"error":null}"#,
                #"1: this is a line of a batch's output, not a job; the input's lines have a "body""#
            ),
            (
                #"{"custom_id":"a","url":"/v1/completions","body":{"prompt":"x","messages":[]}}"#,
                #"63: a request to this "url" has no "messages"; use /v1/chat/completions"#
            ),
            (
                #"{"custom_id":"a","body":{"messages":[{"role":"user","content":"x"}],"seed":1,"seed":2}}"#,
                #"78: the member "seed" occurs twice"#
            ),
        ])
    func faults(text: String, fault: String) {
        #expect(ReadLine.faults(text) == [fault])
    }

    @Test("A place is found in the body")
    func places() throws {
        let read = try ReadLine(#"{"custom_id":"b","body":{"model":"m","messages":[{"role":"user","content":"q"}],"seed":3}}"#)
        #expect(read.line.position(of: JobPlace("model")).column == 34)
        #expect(read.line.position(of: JobPlace(parameter: "seed")).column == 88)
        #expect(read.line.position(of: JobPlace("user", turn: 1)).column == 50)
    }
}
