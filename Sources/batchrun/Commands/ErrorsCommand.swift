import ArgumentParser
import BatchCore
import BatchEngine

struct ErrorsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "errors",
        abstract: "List a provider's documented errors: meaning, retries, and what to do.",
        discussion: """
            EXAMPLES
              batchrun errors deepseek
              batchrun errors together --json
            """)

    @Argument(help: ArgumentHelp("Name of the provider.", valueName: "provider"))
    var provider: String

    @OptionGroup var profiles: ProfileOptions

    @Flag(help: "Write JSON lines.")
    var json = false

    func run() throws {
        let provider = try profiles.catalog().known(provider)
        if json {
            for entry in provider.errors.entries { Terminal.output(Self.json(entry)) }
            return
        }
        Terminal.output("\(provider.title): \(provider.documentation)")
        let colour = Terminal.hasColourOutput
        for entry in provider.errors.entries {
            let head = Style.bold("\(Self.statuses(of: entry)) \(entry.title)", if: colour)
            Terminal.output("\n\(head)  \(Style.faint("\(entry.code): \(Self.words(for: entry.handling))", if: colour))")
            for line in Table.wrap("\(entry.meaning) \(entry.advice.sentence)", width: min(Terminal.width, 100) - 2) {
                Terminal.output("  \(line)")
            }
        }
    }

    private static func statuses(of entry: ErrorEntry) -> String {
        let (first, last) = (entry.statuses.lowerBound, entry.statuses.upperBound)
        return first == last ? "\(first)" : "\(first)-\(last)"
    }

    private static func words(for handling: ErrorEntry.Handling) -> String {
        switch handling {
        case .throttle: "retried after a wait; uses no attempt"
        case .retry: "retried; uses an attempt"
        case .resend: "retried with the whole history; uses no attempt"
        case .reject: "the job fails, the run continues"
        case .stop: "the run stops and can be resumed; no job fails"
        }
    }

    private static func json(_ entry: ErrorEntry) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("http_status", entry.statuses.lowerBound)
        writer.member("http_status_last", entry.statuses.upperBound)
        for (name, value) in [
            ("code", entry.code), ("title", entry.title), ("marker", entry.marker), ("handling", entry.handling.rawValue),
            ("meaning", entry.meaning), ("advice", entry.advice.sentence),
        ] as [(String, String?)] { writer.member(name, value) }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
