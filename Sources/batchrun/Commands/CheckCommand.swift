import ArgumentParser
import BatchCore
import BatchEngine

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check every line of a job file and count jobs; send nothing.",
        discussion: """
            EXAMPLES
              batchrun check jobs.jsonl
              zcat jobs.jsonl.gz | batchrun check - --json

            Formats of other tools are read as they are: OpenAI Batch, ShareGPT, messages,
            MT-Bench, AIPerf and GenAI-Perf, as lines or as one JSON array.

            A parameter that the job's model would refuse is an error. A parameter that it
            would ignore is a warning. The rules: batchrun providers --models
            """)

    @Argument(help: ArgumentHelp("Job file, or - for standard input.", valueName: "jobs.jsonl"))
    var jobFile: String

    @OptionGroup(title: "Provider and model") var provider: ProviderOptions

    @OptionGroup(title: "Prices") var prices: PriceOptions

    @OptionGroup(title: "Job lines") var lines: LineOptions

    @Flag(help: "Check for a run with --stream.")
    var stream = false

    @Flag(help: "Write the counts as JSON.")
    var json = false

    func run() throws {
        var options = BatchOptions()
        provider.apply(to: &options)
        prices.apply(to: &options)
        lines.apply(to: &options)
        options.streams = stream
        var badLines = BadLinePrinter()
        defer { badLines.end() }
        let check = try Batch(jobFile, options: options).check { badLines.print($0) }
        badLines.end()
        for warning in check.warnings { Terminal.error(warning.warning) }
        Terminal.output(json ? check.json : check.text)
        guard check.badLines == 0 else {
            throw CommandFailure("\(check.badLines.counted("line")) of \(check.file) cannot be run.", hint: "Fix the lines above.")
        }
        if check.jobs == 0 { throw CommandFailure("\(check.file) contains no jobs.") }
    }
}

extension BatchCheck {
    fileprivate var text: String {
        let forms = forms.sorted { (-$0.value, $0.key.title) < (-$1.value, $1.key.title) }.map { "\($0.value.grouped) \($0.key.title)" }
        let lines = "\(turns.counted("turn")), \(badLines.counted("bad line"))"
        return """
            \(file): \(jobs.counted("job")) (\(forms.isEmpty ? "none" : forms.joined(separator: ", "))), \(lines)
            about \(estimatedInputTokens.counted("input token")) over all rounds, without the replies that become history
            \(cost)
            """
    }

    private var cost: String {
        guard let estimatedInputCost else {
            return "cost unknown" + (modelWithoutPrice.map { ": there is no price for \($0.name.printable)" } ?? "")
        }
        return "about \(estimatedInputCost.shown) for that input at the price of this hour, uncached: an estimate; output is extra"
    }

    fileprivate var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("jobs", jobs)
        writer.member("turns", turns)
        writer.member("bad_lines", badLines)
        writer.member("estimated_input_tokens", estimatedInputTokens)
        writer.name("estimated_input_cost_usd")
        writer.dollars(estimatedInputCost)
        writer.name("forms")
        writer.beginObject()
        for (form, count) in forms.sorted(by: { $0.key.name < $1.key.name }) { writer.member(form.name, count) }
        writer.endObject()
        writer.name("warnings")
        writer.beginArray()
        for warning in warnings {
            writer.beginObject()
            warning.writeMembers(to: &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
