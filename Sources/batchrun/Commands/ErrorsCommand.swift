import ArgumentParser
import BatchEngine

struct ErrorsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "errors",
        abstract: "Prints a provider's documented errors: what each means, whether it is retried, what to do.",
        discussion: """
            EXAMPLES
              batchrun errors deepseek
              batchrun errors together --json
            """)

    @Argument(help: ArgumentHelp("The provider's name.", valueName: "provider"))
    var provider: String

    @Flag(help: "Write JSON lines.")
    var json = false

    func run() throws {
        let provider = try ProviderOptions.known(provider)
        if json {
            for entry in provider.errors.entries { Terminal.output(Self.json(entry)) }
            return
        }
        Terminal.output("\(provider.title): \(provider.documentation)\n")
        let rows = provider.errors.entries.map { entry in
            [Self.statuses(of: entry), entry.code, Self.words(for: entry.handling), "\(entry.title): \(entry.meaning) \(entry.advice)"]
        }
        let table = Table(header: ["HTTP", "code", "handling", "meaning and advice"], rows: rows)
        for line in table.lines(width: Terminal.width, colour: Terminal.hasColourOutput) { Terminal.output(line) }
    }

    private static func statuses(of entry: ErrorEntry) -> String {
        let (first, last) = (entry.statuses.lowerBound, entry.statuses.upperBound)
        return first == last ? "\(first)" : "\(first)-\(last)"
    }

    private static func words(for handling: ErrorEntry.Handling) -> String {
        switch handling {
        case .throttle: "wait, no attempt spent"
        case .retry: "retry"
        case .reject: "job fails"
        case .stop: "run stops, resumable"
        }
    }

    private static func json(_ entry: ErrorEntry) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("http_status", entry.statuses.lowerBound)
        writer.member("http_status_last", entry.statuses.upperBound)
        for (name, value) in [
            ("code", entry.code), ("title", entry.title), ("marker", entry.marker), ("handling", entry.handling.rawValue),
            ("meaning", entry.meaning), ("advice", entry.advice),
        ] as [(String, String?)] { writer.member(name, value) }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
