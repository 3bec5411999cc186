import ArgumentParser
import BatchEngine

struct ProvidersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "providers",
        abstract: "Lists the providers that batchrun knows, and what it knows of their models.",
        discussion: """
            Any other server that speaks the chat completions API is reached with --base-url.

            EXAMPLES
              batchrun providers
              batchrun providers --models
              batchrun jobs.jsonl --base-url http://127.0.0.1:8000/v1 --model my-model
            """)

    @Flag(help: "List the rules of models instead: what becomes of chains of thought, which parameters do nothing or are refused.")
    var models = false

    @Flag(help: "Write JSON lines.")
    var json = false

    func run() {
        if models { return listModels() }
        if json {
            for provider in Provider.all { Terminal.output(Self.json(provider)) }
            return
        }
        let rows = Provider.all.map { provider in
            [
                provider.name, provider.keyVariable ?? "none", provider.defaultModel ?? "name one with --model",
                provider.baseURL.isEmpty ? "started by batchrun itself" : provider.baseURL,
            ]
        }
        let table = Table(header: ["provider", "key from", "default model", "base URL"], rows: rows)
        for line in table.lines(width: Terminal.width, colour: Terminal.hasColourOutput) { Terminal.output(line) }
    }

    private func listModels() {
        for (place, rules) in ModelRules.all.enumerated() {
            if json {
                Terminal.output(rules.json)
            } else {
                if place > 0 { Terminal.output("") }
                for line in rules.lines(width: min(Terminal.width, 100), colour: Terminal.hasColourOutput) { Terminal.output(line) }
            }
        }
    }

    private static func json(_ provider: Provider) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        for (name, value) in [
            ("name", provider.name), ("title", provider.title), ("base_url", provider.baseURL), ("key_variable", provider.keyVariable),
            ("default_model", provider.defaultModel), ("documentation", provider.documentation),
        ] as [(String, String?)] { writer.member(name, value) }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
