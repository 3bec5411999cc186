import BatchEngine
import Foundation
import ProviderSimulator
import Testing

@Suite("Clients that others wrote", .timeLimit(.minutes(2)))
struct OpenAIPackageTests {
    /// `make test` names the Python that it has installed the package for.
    private static let python = ProcessInfo.processInfo.environment["BATCHRUN_PYTHON"] ?? "python3"
    private static let hasPackage = (try? run(["-c", "import openai"]).status) == 0

    @Test(
        "The openai package lists models and chats three turns, repeating what was refused with status 429",
        .enabled(if: hasPackage, "needs the openai package, which make test installs"))
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
        // Waiting for a process blocks its thread, which must not be one of those that the server runs on.
        let result = try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try Self.run(arguments) }) }
        }
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
        "The openai package reads streams in every form, and hears an error in the middle of one",
        .enabled(if: hasPackage, "needs the openai package, which make test installs"),
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
        let result = try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try Self.run(arguments) }) }
        }
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

    private static let streamScript = """
        import json
        import sys

        import openai

        def chunks(base_url):
            client = openai.OpenAI(base_url=base_url + "/v1", api_key="x", max_retries=0, timeout=60)
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

    /// Runs Python to its end.
    private static func run(_ arguments: [String]) throws -> (status: Int32, output: [UInt8], errors: String) {
        let process = Process()
        let (output, errors) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python] + arguments
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let told = output.fileHandleForReading.readDataToEndOfFile()
        let complaints = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, Array(told), String(decoding: complaints, as: UTF8.self))
    }

    /// Talks three turns with the provider at the base URL in the first argument and prints what it got as JSON.
    private static let script = """
        import json
        import sys

        import openai

        client = openai.OpenAI(base_url=sys.argv[1], api_key=sys.argv[2], max_retries=20, timeout=60)
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
}
