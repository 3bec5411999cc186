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
        let catalog = try provider.profiles.catalog()
        let account = Account(provider: try provider.chosen(in: catalog), baseURL: provider.baseURL, key: nil, model: provider.model)
        let accounts = Accounts(chosen: account, missingKey: nil, catalog: catalog, keys: try KeyRing())
        let prices = try prices.read(catalog)
        let reviewer = JobReviewer(accounts: accounts, streams: stream, prices: prices)
        var check = JobFileCheck(reading: lines.reading) { reviewer.remarks(on: $0) }
        var costs = InputCostEstimate(prices: prices, now: SystemClock().now())
        let name = try Self.readAll(jobFile, &check) { job, tokens in costs.add(tokens, of: job, accounts) }
        for warning in check.warnings { Terminal.error(warning.line(of: name)) }
        let counts = check.counts
        Terminal.output(json ? Self.json(counts, costs, check.warnings) : Self.text(counts, name, costs))
        guard counts.badLines == 0 else {
            throw CommandFailure("\(counts.badLines.counted("line")) of \(name) cannot be run.", hint: "Mend the lines above.")
        }
        if counts.jobs == 0 { throw CommandFailure("\(name) holds no jobs.") }
    }

    /// Gives the file's name for messages.
    /// - Parameter note: is given each good job and the input tokens that it is estimated to take.
    private static func readAll(
        _ path: String, _ check: inout JobFileCheck, note: (Job, Int) -> Void
    ) throws(FileError) -> String {
        var source = try JobFileSource(path: path)
        var faults = FaultLines(of: source.name)
        defer { faults.end() }
        while let entry = try source.next() {
            do throws(JobLineError) {
                let before = check.counts.estimatedInputTokens
                let job = try check.job(of: entry)
                note(job, check.counts.estimatedInputTokens - before)
            } catch {
                faults.tell(error)
            }
        }
        return source.name
    }

    private static func text(_ counts: JobFileCounts, _ name: String, _ costs: InputCostEstimate) -> String {
        let forms = counts.forms.sorted { (-$0.value, $0.key.title) < (-$1.value, $1.key.title) }.map {
            "\($0.value.grouped) \($0.key.title)"
        }
        let lines = "\(counts.turns.counted("turn")), \(counts.badLines.counted("bad line"))"
        return """
            \(name): \(counts.jobs.counted("job")) (\(forms.isEmpty ? "none" : forms.joined(separator: ", "))), \(lines)
            about \(counts.estimatedInputTokens.counted("input token")) over all rounds, without the replies that become history
            \(costs.phrase)
            """
    }

    private static func json(_ counts: JobFileCounts, _ costs: InputCostEstimate, _ warnings: [JobWarning]) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("jobs", counts.jobs)
        writer.member("turns", counts.turns)
        writer.member("bad_lines", counts.badLines)
        writer.member("estimated_input_tokens", counts.estimatedInputTokens)
        writer.name("estimated_input_cost_usd")
        writer.dollars(costs.total)
        writer.name("forms")
        writer.beginObject()
        for (form, count) in counts.forms.sorted(by: { $0.key.name < $1.key.name }) { writer.member(form.name, count) }
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
