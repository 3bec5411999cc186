import BatchCore
import TestSupport
import Testing

@Suite("Lines as OpenAI's Batch API writes them")
struct BatchOutputTests {
    private func body(_ job: FormattedJob, withReasoning: Bool = false) throws -> JSONValue {
        try #require(try job.root(.openAIBatch, withReasoning: withReasoning)["response"]?["body"])
    }

    @Test("A completed job's line is the answer to its last turn, with the usage of that request")
    func completed() throws {
        let job = FormattedJob(
            #"{"id":"a\"é","turns":["q1","q2"]}"#,
            [.said(1, "a1", usage: Usage(prompt: 1, completion: 1)), .said(2, turn: 2, "a2", thinking: "why")])
        #expect(
            try job.text(.openAIBatch)
                == #"{"id":"batch_req_\#(Fingerprint(#"a"é"#.utf8).hexadecimal)","custom_id":"a\"é","response":{"status_code":200,"#
                + #""request_id":"r","body":{"id":"r","object":"chat.completion","created":1795204800,"model":"m","choices":["#
                + #"{"index":0,"message":{"role":"assistant","content":"a2","refusal":null},"logprobs":null,"finish_reason":"stop"}],"#
                + #""usage":{"prompt_tokens":20,"completion_tokens":11,"total_tokens":31,"prompt_tokens_details":{"cached_tokens":4},"#
                + #""completion_tokens_details":{"reasoning_tokens":3}}}},"error":null}"# + "\n")
        #expect(try body(job)["choices"]?[0]?["message"]?["reasoning_content"] == nil)
        #expect(try body(job, withReasoning: true)["choices"]?[0]?["message"]?["reasoning_content"]?.string == "why")
    }

    @Test("A line of the Batch API keeps its custom id")
    func longID() throws {
        let id = String(repeating: "x", count: 512)
        let root = try FormattedJob(#"{"id":"\#(id)","turns":["q"]}"#, [.said(1, "a")]).root(.openAIBatch)
        #expect(root["custom_id"]?.string == id)
        #expect(root["id"]?.string?.count == 42)
    }

    @Test("Truncated pieces and the prefill are in the answer")
    func wholeAnswer() throws {
        let job = FormattedJob(
            #"{"turns":[{"user":"q","prefix":"Once "}]}"#,
            [.said(1, "upon ", .partial, thinking: "hm", finish: "length"), .said(2, "a time", usage: Usage(prompt: 7, completion: 2))])
        let body = try body(job, withReasoning: true)
        #expect(body["choices"]?[0]?["message"]?["content"]?.string == "Once upon a time")
        #expect(body["choices"]?[0]?["message"]?["reasoning_content"]?.string == "hm")
        #expect(body["usage"]?["total_tokens"]?.int == 9)
    }

    @Test(
        "Reasons are in the API's words",
        arguments: [
            ("stop", "stop"), ("eos", "stop"), (nil, "stop"), ("length", "length"), ("model_length", "length"),
            ("content_filter", "content_filter"),
        ] as [(String?, String)])
    func finishReasons(given: String?, written: String) throws {
        let found = try body(FormattedJob(#"{"turns":["q"]}"#, [.said(1, "a", finish: given)]))
        #expect(found["choices"]?[0]?["finish_reason"]?.string == written)
    }

    @Test("Data that the server omitted is generated or null, never guessed")
    func unknown() throws {
        var round = Round.said(1, nil, calls: #"[{"function":{"name":"f","arguments":{"a":1}}}]"#, finish: nil, usage: nil, id: nil)
        round.reply.model = nil
        let job = FormattedJob(#"{"id":"x","turns":["q"],"tools":[{"type":"function","function":{"name":"f"}}]}"#, [round])
        let body = try body(job)
        #expect(body["id"]?.string == "chatcmpl-" + Fingerprint("x".utf8).hexadecimal)
        #expect(body["model"]?.string == "its model")
        #expect(body["usage"]?.isNull == true)
        #expect(body["choices"]?[0]?["finish_reason"]?.string == "tool_calls")
        #expect(
            body["choices"]?[0]?["message"]?.text.description
                == #"{"role":"assistant","content":null,"refusal":null,"tool_calls":[{"id":"call_1_1","type":"function","#
                + #""function":{"name":"f","arguments":"{\"a\":1}"}}]}"#)
        #expect(try job.root(.openAIBatch)["response"]?["request_id"]?.string == "")
        round.reply.usage = Usage(prompt: nil, completion: 4)
        #expect(try self.body(FormattedJob(#"{"turns":["q"]}"#, [round]))["usage"]?.isNull == true)
    }

    @Test("A job that a status ended has that status and the error as the body; another its code and message")
    func failed() throws {
        let line = #"{"turns":["q1","q2"]}"#
        var failure = Failure(code: "invalid_request", message: "no \"such\"", httpStatus: 400)
        var root = try FormattedJob(line, [.said(1, "a")], failure: failure).root(.openAIBatch)
        #expect(
            root["response"]?.text.description
                == #"{"status_code":400,"request_id":"","body":{"error":{"message":"no \"such\"","type":"invalid_request","#
                + #""param":null,"code":"invalid_request"}}}"#)
        #expect(root["error"]?.isNull == true)
        for status in [nil, 200] {
            failure = Failure(code: "empty_reply", message: "nothing came", httpStatus: status)
            root = try FormattedJob(line, failure: failure).root(.openAIBatch)
            #expect(root["response"]?.isNull == true)
            #expect(root["error"]?.text.description == #"{"code":"empty_reply","message":"nothing came"}"#)
        }
    }

    @Test("A job that is not finished says how far it is")
    func pending() throws {
        let root = try FormattedJob(#"{"turns":["q1","q2"]}"#, [.said(1, "a")]).root(.openAIBatch)
        #expect(root["response"]?.isNull == true)
        #expect(root["error"]?.text.description == #"{"code":"pending","message":"the job is not finished: 1 of 2 turns are answered"}"#)
    }

    @Test("A filled gap is a completion")
    func gap() throws {
        let job = FormattedJob(#"{"api":"fim","turns":["a(","b("]}"#, [.said(1, "x"), .said(2, turn: 2, "y", finish: "length")])
        let body = try body(job)
        #expect(body["object"]?.string == "text_completion")
        #expect(body["choices"]?.text.description == #"[{"index":0,"text":"y","logprobs":null,"finish_reason":"length"}]"#)
    }

    @Test("A job of the Responses API has a response, whole or cut")
    func response() throws {
        let line = #"{"id":"x","api":"responses","turns":["q"]}"#
        var body = try body(FormattedJob(line, [.said(1, "a", thinking: "why")]))
        #expect(body["object"]?.string == "response")
        #expect(body["status"]?.string == "completed")
        let name = Fingerprint("x".utf8).hexadecimal
        let message = #"{"id":"msg_\#(name)","type":"message","role":"assistant","status":"completed","content":["#
        let text = #"{"type":"output_text","text":"a","annotations":[]}]}"#
        #expect(body["output"]?.text.description == "[\(message)\(text)]")
        #expect(
            body["usage"]?.text.description
                == #"{"input_tokens":20,"input_tokens_details":{"cached_tokens":4,"cache_write_tokens":0},"output_tokens":11,"#
                + #""output_tokens_details":{"reasoning_tokens":3},"total_tokens":31}"#)
        body = try self.body(FormattedJob(line, [.said(1, "a", thinking: "why", finish: "length")]), withReasoning: true)
        #expect(body["incomplete_details"]?["reason"]?.string == "max_output_tokens")
        #expect(body["output"]?[0]?["summary"]?[0]?["text"]?.string == "why")
        #expect(body["output"]?[1]?["status"]?.string == "incomplete")
    }
}
