import ArgumentParser
import BatchCore
import BatchEngine

/// What the results look like.
struct ResultOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What the results are written as (docs/formats.md).", valueName: "format"))
    var format = FormatArgument(.results)

    @Flag(help: "Keep chains of thought in openai-batch, messages and sharegpt; results has them always.")
    var withReasoning = false

    mutating func validate() throws {
        if withReasoning, !format.format.holdsReasoning {
            throw ValidationError("--with-reasoning: the format \(format.format.rawValue) has no place for chains of thought.")
        }
    }
}

struct FormatArgument: ExpressibleByArgument {
    var format: ResultFormat

    init(_ format: ResultFormat) { self.format = format }

    init?(argument: String) {
        guard let format = ResultFormat(rawValue: argument) else { return nil }
        self.format = format
    }

    static var allValueStrings: [String] { ResultFormat.allCases.map(\.rawValue) }
    var defaultValueDescription: String { format.rawValue }
}
