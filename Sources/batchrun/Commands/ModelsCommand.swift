import ArgumentParser
import BatchCore
import BatchEngine

struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "List the models that a provider offers for your key.",
        discussion: """
            EXAMPLES
              batchrun models
              batchrun models --provider together
            """)

    @OptionGroup(title: "Provider and model") var provider: ProviderOptions

    @Flag(help: "Write JSON.")
    var json = false

    func run() throws {
        let models = try provider.inquiry().models()
        guard json else { return models.forEach { Terminal.output($0) } }
        var writer = JSONWriter()
        writer.beginArray()
        models.forEach { writer.string($0) }
        writer.endArray()
        Terminal.output(String(decoding: writer.bytes, as: UTF8.self))
    }
}
