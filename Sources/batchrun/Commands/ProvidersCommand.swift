import ArgumentParser
import BatchCore
import BatchEngine

struct ProvidersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "providers",
        abstract: "List the known providers, or the rules of their models.",
        discussion: """
            For any other server with the chat completions API, use --base-url, or
            describe it in a profile file. --json prints the known providers as a profile
            file: copy it, change it, and pass it with --providers.

            EXAMPLES
              batchrun providers
              batchrun providers --models
              batchrun providers deepseek --json
              batchrun jobs.jsonl --base-url http://127.0.0.1:8000/v1 --model my-model
            """)

    @Argument(help: ArgumentHelp("Only these providers.", valueName: "provider"))
    var names: [String] = []

    @OptionGroup var profiles: ProfileOptions

    @Flag(help: "List the rules of models instead: reasoning in the history, ignored and refused parameters.")
    var models = false

    @Flag(help: "Print a profile file; with --models, JSON lines.")
    var json = false

    mutating func validate() throws {
        if models, !names.isEmpty { throw ValidationError("--models lists the rules of all models and takes no names.") }
    }

    func run() throws {
        if models { return listModels() }
        let catalog = try profiles.catalog()
        let entries = try names.isEmpty ? catalog.entries : names.compactMap { catalog.entry(try catalog.known($0).name) }
        if json {
            let file = try JSONDocument(ProfileFile.text(of: catalog, only: entries.map(\.provider.name)) { $0.sentence })
            return Terminal.output(IndentedJSON(file.root, width: 120).text)
        }
        let rows = entries.map { entry in
            [
                entry.provider.name, Self.words(for: entry), entry.provider.keyVariable ?? "none",
                entry.provider.defaultModel ?? "name one with --model",
                entry.provider.baseURL.isEmpty ? "batchrun starts it" : entry.provider.baseURL,
            ].map(\.printable)
        }
        let table = Table(header: ["provider", "known from", "key from", "default model", "base URL"], rows: rows)
        for line in table.lines(width: Terminal.width, colour: Terminal.hasColourOutput) { Terminal.output(line) }
    }

    /// The source of a provider's data.
    private static func words(for entry: ProviderCatalog.Entry) -> String {
        switch entry.origin {
        case .builtIn: "built in"
        case .file(let path): ProviderCatalog.builtIn.named(entry.provider.name) == nil ? path : "built in, changed by \(path)"
        }
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
}
