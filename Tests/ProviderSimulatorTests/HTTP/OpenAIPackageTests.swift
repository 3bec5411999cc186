import BatchCore
import Foundation
import ProviderSimulator
import TestSupport
import Testing

@Suite("Other clients", .sharesMachine)
struct OpenAIPackageTests {
    @Test(
        "The openai package lists models and chats three turns, and repeats requests after status 429",
        .needsPython("openai"))
    func threeTurns() async throws {
        let options = SimulatorOptions.quick {
            $0.key = Secret("sk-simulated")
            $0.faults = [Fault(.status(429), probability: 0.5)]
            $0.retryAfter = .milliseconds
            $0.retryWait = .milliseconds(5)
        }
        let server = SimulatorServer(options: options)
        try await server.start()
        let arguments = ["-c", Self.script, server.baseURL + "/v1", "sk-simulated"]
        let result = try await Program.run([Program.python] + arguments)
        await server.stop()
        #expect(result.status == 0, "\(result.errors)")
        let root = try JSONDocument(result.output).root
        #expect(root["models"]?[0]?.string == "simulated-chat")

        var model = ProviderModel(options: .quick())
        var dialogue = Dialogue("What is the highest mountain?")
        for (index, next) in ["And the second? 山", "Thank you.", ""].enumerated() {
            let expected = try model.reply(to: dialogue)
            let reply = try #require(root["replies"]?[index])
            #expect(reply["content"]?.string == expected.content)
            #expect(reply["finish_reason"]?.string == "stop")
            #expect(reply["total"]?.int == expected.total)
            #expect(reply["cached"]?.int == expected.hit)
            if index == 2 { #expect(root["streamed"]?.string == expected.content) }
            dialogue.goOn(after: expected, saying: next)
        }
        let refused = try #require(server.statistics.faults["429"])
        #expect(server.statistics.requests == 4 + refused)
        #expect(server.statistics.replies == 4)
    }

    @Test(
        "The openai package reads streams in every form, and reports an error in the middle of one",
        .needsPython("openai"),
        arguments: SimulatorOptions.StreamForm.LineEnd.allCases)
    func streams(lineEnd: SimulatorOptions.StreamForm.LineEnd) async throws {
        let options = SimulatorOptions.quick {
            $0.cache = false
            $0.keepAlive = .milliseconds(1)
            $0.streams.lineEnd = lineEnd
            $0.streams.pieceBytes = 13
            $0.streams.usage = lineEnd == .lf ? .lastChunk : .ownChunk
        }
        let server = SimulatorServer(options: options)
        try await server.start()
        var broken = options
        broken.faults = [Fault(.streamError, probability: 1)]
        let brokenServer = SimulatorServer(options: broken)
        try await brokenServer.start()
        let arguments = ["-c", Self.streamScript, server.baseURL, brokenServer.baseURL]
        let result = try await Program.run([Program.python] + arguments)
        await server.stop()
        await brokenServer.stop()
        #expect(result.status == 0, "\(result.errors)")
        let root = try JSONDocument(result.output).root
        var model = ProviderModel(options: options)
        let expected = try model.reply(to: Dialogue("The sea 海", model: "simulated-reasoner"))
        #expect(root["content"]?.string == expected.content)
        #expect(root["reasoning"]?.string == expected.reasoning)
        #expect(root["finish_reason"]?.string == expected.finishReason)
        #expect(root["total"]?.int == expected.total)
        #expect(root["error"]?.string?.contains("in the middle of the stream") == true)
    }

    @Test(
        "The openai package calls functions, reads JSON, and uses prefill and FIM",
        .needsPython("openai"))
    func features() async throws {
        let server = SimulatorServer(options: .quick { $0.cache = false })
        try await server.start()
        let arguments = ["-c", Self.featuresScript, server.baseURL]
        let result = try await Program.run([Program.python] + arguments)
        await server.stop()
        #expect(result.status == 0, "\(result.errors)")
        let root = try JSONDocument(result.output).root
        for name in ["simulated-chat", "deepseek-flash"] {
            let found = try #require(root["tools"]?[name])
            #expect(found["calls"]?.elements.map { $0[0]?.string } == ["get_weather", "get_time"])
            #expect(found["calls"]?.elements.map { $0[1]?["city"]?.string } == ["Oslo", "Rome"])
            #expect(found["finish_reason"]?.string == "tool_calls")
            #expect(found["streamed"].map { Array($0.raw) } == found["calls"].map { Array($0.raw) })
            #expect(found["answer"]?.string?.contains("get_weather says \"rain in Oslo\"; get_time says \"noon in Rome\"") == true)
        }
        #expect(root["json"]?["topic"]?.string == "the sea, as json")
        #expect(root["uncut"]?.string == root["continued"]?.string)
        #expect(root["filled"]?.string?.hasPrefix("\n    # after") == true)
        #expect(root["filled"]?.string == root["filled_stream"]?.string)
        #expect(root["tokens"]?.int == root["logprobs"]?.int)
        #expect(root["refused"]?.string?.contains("prefix is only available when using beta api") == true)
    }

    @Test(
        "The openai package continues responses by id, streams them, calls a function, and reports a lost id",
        .needsPython("openai"))
    func responses() async throws {
        let server = SimulatorServer(options: .quick { $0.cache = false })
        try await server.start()
        let losing = SimulatorServer(options: .quick { $0.responseState = .lost(1) })
        try await losing.start()
        let arguments = ["-c", Self.responsesScript, server.baseURL, losing.baseURL]
        let result = try await Program.run([Program.python] + arguments)
        await server.stop()
        await losing.stop()
        #expect(result.status == 0, "\(result.errors)")
        let root = try JSONDocument(result.output).root
        var model = ProviderModel(options: .quick { $0.cache = false })
        var dialogue = Dialogue("What is the highest mountain?", model: "simulated-reasoner")
        for (index, next) in ["And the second? 山", "Thank you.", ""].enumerated() {
            let expected = try model.reply(to: dialogue)
            for name in ["kept", "streamed", "whole"] {
                let reply = try #require(root[name]?[index])
                #expect(reply["text"]?.string == expected.content, "\(name)")
                #expect(reply["status"]?.string == "completed")
                #expect(reply["input"]?.int == expected.prompt)
                #expect(reply["output"]?.int == expected.completion)
                #expect(reply["reasoning"]?.int == expected.reasoningTokens)
            }
            dialogue.goOn(after: expected, saying: next)
        }
        #expect(root["calls"].map { String(decoding: $0.raw, as: UTF8.self) } == #"[["get_weather", {"city": "Oslo"}]]"#)
        #expect(root["streamed_arguments"]?["city"]?.string == "Oslo")
        #expect(root["answer"]?.string?.contains("get_weather says \"light rain\"") == true)
        #expect(root["cut"]?.string == "max_output_tokens")
        #expect(root["parsed"]?.int != nil)
        #expect(root["lost"]?[0]?.int == 404)
        #expect(root["lost"]?[1]?.string == "previous_response_not_found")
    }

    private static let streamScript = """
        import json
        import sys

        import openai

        def chunks(base_url):
            client = openai.OpenAI(base_url=base_url + "/v1", api_key="x", max_retries=0, timeout=3600)
            return client.chat.completions.create(
                model="simulated-reasoner", messages=[{"role": "user", "content": "The sea 海"}], stream=True,
                stream_options={"include_usage": True})

        found = {"content": "", "reasoning": ""}
        for chunk in chunks(sys.argv[1]):
            if chunk.usage:
                found["total"] = chunk.usage.total_tokens
            for choice in chunk.choices:
                found["content"] += choice.delta.content or ""
                found["reasoning"] += getattr(choice.delta, "reasoning_content", None) or ""
                found["finish_reason"] = choice.finish_reason
        try:
            for chunk in chunks(sys.argv[2]):
                pass
        except openai.APIError as error:
            found["error"] = error.message
        print(json.dumps(found))
        """

    /// Runs three turns with the provider at the base URL in the first argument, and prints the replies as JSON.
    private static let script = """
        import json
        import sys

        import openai

        client = openai.OpenAI(base_url=sys.argv[1], api_key=sys.argv[2], max_retries=20, timeout=3600)
        models = [model.id for model in client.models.list()]
        messages = []
        replies = []
        for text in ["What is the highest mountain?", "And the second? 山", "Thank you."]:
            messages.append({"role": "user", "content": text})
            completion = client.chat.completions.create(model="simulated-chat", messages=messages)
            choice = completion.choices[0]
            messages.append({"role": "assistant", "content": choice.message.content})
            usage = completion.usage
            replies.append({
                "content": choice.message.content,
                "finish_reason": choice.finish_reason,
                "total": usage.total_tokens,
                "cached": usage.prompt_tokens_details.cached_tokens,
            })
        streamed = "".join(
            chunk.choices[0].delta.content or ""
            for chunk in client.chat.completions.create(model="simulated-chat", messages=messages[:-1], stream=True)
        )
        print(json.dumps({"models": models, "replies": replies, "streamed": streamed}))
        """

    /// Uses the provider's features besides chats, at the base URL in the first argument, and prints the replies as JSON.
    private static let featuresScript = """
        import json
        import sys

        import openai

        client = openai.OpenAI(base_url=sys.argv[1] + "/v1", api_key="x", max_retries=0, timeout=3600)
        beta = openai.OpenAI(base_url=sys.argv[1] + "/beta", api_key="x", max_retries=0, timeout=3600)
        chat = client.chat.completions.create
        found = {"tools": {}}

        schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
        tools = [{"type": "function", "function": {"name": n, "parameters": schema}} for n in ["get_weather", "get_time"]]
        results = {"get_weather": "rain in Oslo", "get_time": "noon in Rome"}
        for model in ["simulated-chat", "deepseek-flash"]:
            messages = [{"role": "user", "content": "get_weather Oslo and get_time Rome"}]
            choice = chat(model=model, messages=messages, tools=tools).choices[0]
            calls = choice.message.tool_calls
            pieces = {}
            for chunk in chat(model=model, messages=messages, tools=tools, stream=True):
                for piece in chunk.choices[0].delta.tool_calls or []:
                    call = pieces.setdefault(piece.index, [piece.function.name, ""])
                    call[1] += piece.function.arguments
            messages.append(choice.message.model_dump(exclude_none=True))
            for call in calls:
                messages.append({"role": "tool", "tool_call_id": call.id, "content": results[call.function.name]})
            found["tools"][model] = {
                "finish_reason": choice.finish_reason,
                "calls": [[call.function.name, json.loads(call.function.arguments)] for call in calls],
                "streamed": [[name, json.loads(text)] for name, text in pieces.values()],
                "answer": chat(model=model, messages=messages, tools=tools).choices[0].message.content,
            }

        messages = [{"role": "user", "content": "the sea, as json"}]
        as_json = chat(model="simulated-chat", messages=messages, response_format={"type": "json_object"})
        found["json"] = json.loads(as_json.choices[0].message.content)

        told = chat(model="simulated-chat", messages=messages, logprobs=True, top_logprobs=2)
        found["uncut"] = told.choices[0].message.content
        found["tokens"] = told.usage.completion_tokens
        found["logprobs"] = len([t for t in told.choices[0].logprobs.content if len(t.top_logprobs) == 2])
        cut = chat(model="simulated-chat", messages=messages, max_tokens=9).choices[0].message.content
        messages.append({"role": "assistant", "content": cut, "prefix": True})
        rest = beta.chat.completions.create(model="simulated-chat", messages=messages)
        found["continued"] = cut + rest.choices[0].message.content
        try:
            chat(model="simulated-chat", messages=messages)
        except openai.BadRequestError as error:
            found["refused"] = error.message

        asked = {"model": "simulated-chat", "prompt": "def fib(a):", "suffix": "    return fib(a-1) + fib(a-2)", "max_tokens": 128}
        found["filled"] = beta.completions.create(**asked).choices[0].text
        found["filled_stream"] = "".join(chunk.choices[0].text for chunk in beta.completions.create(**asked, stream=True))
        print(json.dumps(found))
        """

    /// Uses the Responses API of the providers at the base URLs in the arguments, of which the second knows no id, and
    /// prints the responses as JSON.
    private static let responsesScript = """
        import json
        import sys

        import openai
        from openai.types.responses import Response
        from pydantic import BaseModel

        def client(base_url):
            return openai.OpenAI(base_url=base_url + "/openai/v1", api_key="x", max_retries=0, timeout=3600)

        responses = client(sys.argv[1]).responses
        texts = ["What is the highest mountain?", "And the second? 山", "Thank you."]
        found = {}

        def told(response):
            return {
                "text": response.output_text, "status": response.status, "input": response.usage.input_tokens,
                "output": response.usage.output_tokens, "reasoning": response.usage.output_tokens_details.reasoning_tokens}

        found["kept"], previous = [], None
        for text in texts:
            response = responses.create(model="simulated-reasoner", input=text, previous_response_id=previous)
            found["kept"].append(told(response))
            previous = response.id

        for asked in [{"input": "x", "reasoning": {"summary": "auto"}}, {"input": "x", "max_output_tokens": 16}]:
            raw = responses.with_raw_response.create(model="simulated-reasoner", **asked)
            Response.model_validate_json(raw.http_response.content, strict=True)

        found["streamed"], previous = [], None
        for text in texts:
            with responses.stream(
                model="simulated-reasoner", input=text, previous_response_id=previous or openai.NOT_GIVEN) as stream:
                words = "".join(event.delta for event in stream if event.type == "response.output_text.delta")
                response = stream.get_final_response()
            found["streamed"].append(told(response) | {"text": words})
            previous = response.id

        found["whole"], history = [], []
        for text in texts:
            history.append({"role": "user", "content": text})
            response = responses.create(model="simulated-reasoner", input=history, store=False)
            found["whole"].append(told(response))
            history += [item.model_dump() for item in response.output]

        schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"], "additionalProperties": False}
        tools = [{"type": "function", "name": "get_weather", "parameters": schema, "strict": True}]
        called = responses.create(model="simulated-chat", input="get_weather Oslo", tools=tools)
        calls = [item for item in called.output if item.type == "function_call"]
        found["calls"] = [[call.name, json.loads(call.arguments)] for call in calls]
        found["streamed_arguments"] = json.loads("".join(
            event.delta
            for event in responses.create(model="simulated-chat", input="get_weather Oslo", tools=tools, stream=True)
            if event.type == "response.function_call_arguments.delta"))
        output = {"type": "function_call_output", "call_id": calls[0].call_id, "output": "light rain"}
        found["answer"] = responses.create(
            model="simulated-chat", input=[output], tools=tools, previous_response_id=called.id).output_text

        class Mountain(BaseModel):
            height: int

        found["parsed"] = responses.parse(model="simulated-chat", input="A mountain", text_format=Mountain).output_parsed.height
        found["cut"] = responses.create(model="simulated-chat", input="x", max_output_tokens=16).incomplete_details.reason

        losing = client(sys.argv[2]).responses
        try:
            losing.create(model="simulated-chat", input="x", previous_response_id=losing.create(model="simulated-chat", input="x").id)
        except openai.NotFoundError as error:
            found["lost"] = [error.status_code, error.code]
        print(json.dumps(found, ensure_ascii=False))
        """
}
