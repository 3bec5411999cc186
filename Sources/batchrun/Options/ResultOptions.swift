import ArgumentParser
import BatchCore
import BatchEngine

/// Format of the results.
struct ResultOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Format of the results.", valueName: "format"))
    var format = FormatArgument(.results)

    @Flag(help: "Include reasoning in openai-batch, messages and sharegpt; results always includes it.")
    var withReasoning = false

    func apply(to options: inout BatchOptions) { (options.format, options.keepsReasoning) = (format.format, withReasoning) }
}

struct FormatArgument: ExpressibleByArgument {
    var format: ResultFormat

    init(_ format: ResultFormat) { self.format = format }

    init?(argument: String) {
        guard let format = ResultFormat(rawValue: argument) else { return nil }
        self.format = format
    }

    static var allValueStrings: [String] { ResultFormat.allCases.map(\.rawValue) }
    static var allValueDescriptions: [String: String] {
        Dictionary(uniqueKeysWithValues: ResultFormat.allCases.map { ($0.rawValue, words(for: $0)) })
    }

    private static func words(for format: ResultFormat) -> String {
        switch format {
        case .results: "all that is known of each job, one JSON line per job"
        case .openAIBatch: "output lines of OpenAI's Batch API"
        case .messages: "chat examples for fine-tuning"
        case .shareGPT: "ShareGPT conversations, one per line"
        case .shareGPTArray: "ShareGPT conversations as one JSON array"
        case .fastChat: "answers for FastChat's MT-Bench judge"
        case .csv: "tokens and cost of each round"
        }
    }

    var defaultValueDescription: String { format.rawValue }
}
