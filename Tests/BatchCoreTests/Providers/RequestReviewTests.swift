import BatchCore
import TestSupport
import Testing

@Suite("Remarks on jobs")
struct RequestReviewTests {
    private struct Said: Hashable {
        var isError: Bool
        var member: String
        var turn: Int?
    }

    /// The remarks on a line, in short.
    private func review(
        _ line: String, provider: Provider = .deepseek, model: String = "deepseek-flash", streams: Bool = false
    ) throws -> [Said] {
        let job = try JobLine(Array(line.utf8), line: 1).job
        return RequestReview(provider: provider, model: model, streams: streams).remarks(on: job).map {
            Said(isError: $0.weight == .error, member: $0.place?.member ?? "", turn: $0.place?.turn)
        }
    }

    private func error(_ member: String, turn: Int? = nil) -> Said { Said(isError: true, member: member, turn: turn) }
    private func warning(_ member: String, turn: Int? = nil) -> Said { Said(isError: false, member: member, turn: turn) }

    /// A line of one turn with these parameters.
    private func line(_ params: String, turns: String = #"["x"]"#) -> String { "{\"turns\":\(turns),\"params\":{\(params)}}" }

    private static let off = #""thinking":{"type":"disabled"}"#

    @Test(
        "A model that reasons by default: the parameters without effect depend on that",
        arguments: [
            (#""temperature":1"#, ["temperature"], []), (#""top_p":0.5"#, ["top_p"], ["top_p"]), (#""top_p":0.96"#, [], ["top_p"]),
            (#""presence_penalty":1"#, ["presence_penalty"], ["presence_penalty"]),
            (#""frequency_penalty":1"#, ["frequency_penalty"], ["frequency_penalty"]),
            (
                #""n":1,"seed":1,"logit_bias":{},"parallel_tool_calls":true"#, ["n", "seed", "logit_bias", "parallel_tool_calls"],
                ["n", "seed", "logit_bias", "parallel_tool_calls"]
            ),
            (#""max_completion_tokens":9"#, ["max_completion_tokens"], ["max_completion_tokens"]),
            (#""temperature":null,"max_tokens":64,"user_id":"a","logprobs":true,"top_logprobs":20,"stop":["a"],"unheard_of":1"#, [], []),
        ] as [(String, [String], [String])])
    func thinking(params: String, whileThinking: [String], whileNotThinking: [String]) throws {
        #expect(try review(line(params)) == whileThinking.map { warning($0) })
        for off in [Self.off, #""reasoning_effort":"none""#] {
            #expect(try review(line("\(off),\(params)")) == whileNotThinking.map { warning($0) })
        }
        #expect(try review(line(#""thinking":{"type":"enabled"},"# + params)) == whileThinking.map { warning($0) })
    }

    @Test(
        "What is refused",
        arguments: [
            #""max_tokens":0"#, #""max_tokens":393217"#, #""max_tokens":"64""#, #""reasoning_effort":"hard""#,
            #""thinking":{"type":"auto"}"#,
            #""thinking":true"#, #""safety_check":{"level":"medium"}"#, #""response_format":{"type":"json_schema","json_schema":{}}"#,
            #""tool_choice":"required""#, #""tool_choice":{"type":"function","function":{"name":"f"}}"#, #""top_logprobs":21"#,
            #""stream_options":{"include_usage":true}"#,
            #""stop":["1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17"]"#,
        ])
    func refused(params: String) throws {
        let name = String(params.dropFirst().prefix { $0 != "\"" })
        #expect(try review(line(params)) == [error(name)])
        // A turn is reviewed like the job, at its own place.
        let turns = "[\"x\",{\"user\":\"y\",\"params\":{\(params)}}]"
        #expect(try review(line("", turns: turns)) == [error(name, turn: 2)])
        #expect(try review(line(params), provider: .simulated) == [error(name)])
        for provider in [Provider.together, .litellm, .openai, .custom(baseURL: "http://127.0.0.1:1")] {
            #expect(try review(line(params), provider: provider).isEmpty, "\(provider.name)")
        }
        #expect(try review(line(params), model: "simulated-chat").isEmpty)
    }

    @Test(
        "Accepted values that resemble refused ones",
        arguments: [
            #""max_tokens":393216"#, #""reasoning_effort":"xhigh""#, #""safety_check":{"level":"low"}"#,
            #""response_format":{"type":"text"}"#,
            #""tool_choice":"auto""#, #""stream_options":null"#, #""stream":true,"stream_options":{}"#,
            #""thinking":{"type":"disabled"},"tool_choice":"required""#,
        ])
    func accepted(params: String) throws { #expect(try review(line(params)).isEmpty) }

    @Test("Stream options are valid with a stream, whether the job or the run requests it")
    func streamOptions() throws {
        let options = #""stream_options":{"include_usage":true}"#
        #expect(try review(line(options), streams: true).isEmpty)
        #expect(try review(line(options + #","stream":false"#), streams: true) == [error("stream_options")])
        #expect(try review(line(options, turns: #"["x",{"user":"y","params":{"stream":true}}]"#)) == [error("stream_options")])
    }

    @Test("R1 always reasons, ignores parameters that later models use, and refuses log probabilities")
    func r1() throws {
        let params = Self.off + #","temperature":1,"top_p":1,"presence_penalty":0,"frequency_penalty":0,"logprobs":false,"seed":1"#
        #expect(
            try review(line(params), model: "deepseek-reasoner")
                == ["temperature", "top_p", "presence_penalty", "frequency_penalty"].map { warning($0) })
        #expect(
            try review(line(#""logprobs":true,"top_logprobs":2"#), model: "deepseek-reasoner") == [
                error("logprobs"), error("top_logprobs"),
            ])
    }

    @Test("A turn's parameters decide for that turn, and remarks on the job's are made once")
    func turns() throws {
        let turns = #"["x","y",{"user":"z","params":{\#(Self.off)}},{"user":"z","params":{"temperature":0.5}}]"#
        #expect(try review(line(#""temperature":1"#, turns: turns)) == [warning("temperature")])
        let ofTurns = #"[{"user":"z","params":{\#(Self.off)}},{"user":"z","params":{"temperature":0.5}}]"#
        #expect(try review(line(#""temperature":1"#, turns: ofTurns)) == [warning("temperature", turn: 2)])
        let allOff = #"[{"user":"z","params":{\#(Self.off)}},{"user":"z","params":{"temperature":null}}]"#
        #expect(try review(line(#""temperature":1"#, turns: allOff)).isEmpty)
    }

    @Test("A long script gets no more errors than a line")
    func bounds() throws {
        let turns = (1...1_000).map { _ in #"{"user":"x","params":{"max_tokens":0,"seed":1}}"# }.joined(separator: ",")
        let said = try review(line("", turns: "[\(turns)]"))
        #expect(said.filter(\.isError).count == 20)
        #expect(said.filter { !$0.isError } == [warning("seed", turn: 1)])
    }

    @Test(
        "JSON mode without the word in the messages",
        arguments: [
            (#"{"turns":["a list"]"#, 1), (#"{"turns":["a list, as Json"]"#, nil),
            (#"{"system":"Answer in JSON.","turns":["a list"]"#, nil),
            (#"{"messages":[{"role":"assistant","content":"json?"}],"turns":["a list"]"#, 1),
            (#"{"messages":[{"role":"user","content":[{"type":"text","text":"json!"}]}],"turns":["a list"]"#, nil),
            (#"{"turns":[{"user":[{"type":"text","text":"as \u006Ason"}]}]"#, nil),
            (#"{"turns":[{"user":"x","params":{"response_format":{"type":"text"}}},"y","as json"]"#, 2),
            (#"{"turns":[{"user":"x","params":{"response_format":null}},"as json","z"]"#, nil),
        ] as [(String, Int?)])
    func wordJSON(line: String, turn: Int?) throws {
        let line = line + #","params":{"response_format":{"type":"json_object"}}}"#
        #expect(try review(line) == (turn.map { [warning("user", turn: $0)] } ?? []))
        #expect(try review(line, provider: .openai, model: "gpt-5-mini") == (turn.map { [warning("user", turn: $0)] } ?? []))
        #expect(try review(line, provider: .together, model: "m").isEmpty)
    }

    @Test("Prefill and FIM at providers that are not known to offer them")
    func features() throws {
        let prefix = #"{"turns":["x",{"user":"y","prefix":"z"}],"params":{\#(Self.off)}}"#
        let text = #"{"api":"fim","turns":["a",{"prompt":"x"}]}"#
        let gap = #"{"api":"fim","turns":["a",{"prompt":"x","suffix":"y"}]}"#
        for provider in [Provider.together, .litellm, .vllm, .custom(baseURL: "http://127.0.0.1:1")] {
            #expect(try review(prefix, provider: provider) == [error("prefix", turn: 2)])
            #expect(try review(gap, provider: provider) == [error("suffix", turn: 2)])
            #expect(try review(text, provider: provider).isEmpty)
        }
        for provider in [Provider.deepseek, .simulated] {
            #expect(try review(prefix, provider: provider).isEmpty)
            #expect(try review(gap, provider: provider).isEmpty)
            #expect(try review(text, provider: provider).isEmpty)
        }
        #expect(try review(gap, provider: .openai).isEmpty)
        #expect(try review(text, provider: .mistral) == [error("api")])
        #expect(try review(gap, provider: .mistral) == [error("suffix", turn: 2)])
        let whileThinking = #"{"turns":["x",{"user":"y","prefix":"z"},{"user":"y","prefix":"z"}]}"#
        #expect(try review(whileThinking) == [warning("prefix", turn: 2)])
        #expect(try review(whileThinking, provider: .simulated, model: "simulated-chat").isEmpty)
    }

    @Test(
        "Filling gaps has bounds and parameters of its own",
        arguments: [
            (#""max_tokens":4097"#, true), (#""max_tokens":4096,"temperature":1,"top_p":0.5,"logprobs":20,"echo":true"#, nil),
            (#""logprobs":21"#, true),
            (#""stream_options":{}"#, true), (#""response_format":{"type":"json_object"}"#, false), (#""thinking":{"type":"auto"}"#, false),
            (#""top_logprobs":99"#, false), (#""safety_check":{}"#, false), (#""seed":1"#, false), (#""presence_penalty":1"#, false),
        ] as [(String, Bool?)])
    func gaps(params: String, isError: Bool?) throws {
        let name = String(params.dropFirst().prefix { $0 != "\"" })
        let said = try review(#"{"api":"fim","turns":[{"prompt":"x"}],"params":{\#(params)}}"#)
        #expect(said == (isError.map { [Said(isError: $0, member: name)] } ?? []))
    }
}

@Suite("Remarks on tools")
struct ToolReviewTests {
    private func messages(_ tools: String, model: String = "deepseek-flash", provider: Provider = .deepseek) throws -> [String] {
        let job = try JobLine(Array("{\"turns\":[\"x\"],\"tools\":\(tools)}".utf8), line: 1).job
        let remarks = RequestReview(provider: provider, model: model, streams: false).remarks(on: job)
        #expect(remarks.allSatisfy { $0.weight == .error && $0.place?.member == "tools" })
        return remarks.map(\.message)
    }

    private func function(_ name: String, _ more: String = "") -> String {
        "{\"type\":\"function\",\"function\":{\"name\":\"\(name)\"\(more)}}"
    }

    @Test("Their number and their names are limited")
    func names() throws {
        func list(_ names: [String]) -> String { "[\(names.map { function($0) }.joined(separator: ","))]" }
        #expect(try messages(list((1...128).map { "f\($0)" })).isEmpty)
        #expect(try messages(list((1...129).map { "f\($0)" })) == ["\"tools\" has 129 functions, and deepseek-flash takes 128 at most"])
        #expect(try messages(list(["a", "b", "a"])) == ["the function \"a\" stands twice in \"tools\""])
        #expect(try messages(list([String(repeating: "é", count: 64)])).isEmpty)
        #expect(
            try messages(list([String(repeating: "é", count: 64) + "x"]))
                == ["the name of a function is longer than the 128 bytes that deepseek-flash takes"])
        #expect(try messages(list(["a", "a"]), provider: .together).isEmpty)
        #expect(try messages(list(["a", "a"]), model: "my-alias").isEmpty)
    }

    @Test(
        "Strict functions: all or none, closed objects, every property required, no bounds of lengths",
        arguments: [
            (#"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}"#, []),
            (
                #"{"type":"object","properties":{"minLength":{"type":"string"}},"required":["minLength"],"additionalProperties":false}"#,
                []
            ),
            (#"{"type":"object","additionalProperties":false}"#, []),
            (
                #"{"type":"object","properties":{"a":{"type":"string"},"b":{}},"required":["a"]}"#,
                [#"does not require "b" (parameters)"#, "lets other properties in (parameters)"]
            ),
            (
                #"{"type":"object","properties":{"a":{"maxLength":3}},"required":["a"],"additionalProperties":false}"#,
                [#"has "maxLength", which is not supported (parameters.properties.a)"#]
            ),
            (
                #"{"anyOf":[{"type":"null"},{"type":"array","items":{"type":"object"},"minItems":1,"maxItems":2}]}"#,
                [
                    #"has "minItems", which is not supported (parameters.anyOf[1])"#,
                    #"has "maxItems", which is not supported (parameters.anyOf[1])"#,
                    "lets other properties in (parameters.anyOf[1].items)",
                ]
            ),
            (##"{"$ref":"#/$defs/x","$defs":{"x":{"minLength":1}}}"##, [#"has "minLength", which is not supported (parameters.$defs.x)"#]),
        ] as [(String, [String])])
    func strict(parameters: String, objections: [String]) throws {
        let strict = function("f", ",\"strict\":true,\"parameters\":\(parameters)")
        #expect(try messages("[\(strict)]") == objections.map { "the strict function \"f\" \($0)" })
        #expect(
            try messages("[\(strict),\(function("g"))]").last == "the function \"g\" is not strict, but all must be if one is")
        #expect(try messages("[\(function("f", ",\"parameters\":\(parameters)"))]").isEmpty)
    }

    @Test("Tools that every turn replaces are not looked at, and a turn's own are")
    func turns() throws {
        let twice = "[\(function("a")),\(function("a"))]"
        let job = try JobLine(Array(#"{"turns":[{"user":"x","tools":[]}],"tools":\#(twice)}"#.utf8), line: 1).job
        let review = RequestReview(provider: .deepseek, model: "deepseek-flash", streams: false)
        #expect(review.remarks(on: job).isEmpty)
        let ofTurn = try JobLine(Array(#"{"turns":["y",{"user":"x","tools":\#(twice)}]}"#.utf8), line: 1).job
        #expect(
            review.remarks(on: ofTurn).map(\.place)
                == [JobPlace(parameter: "tools", turn: 2, steps: [.element(1), .member("function"), .member("name")])])
    }
}
