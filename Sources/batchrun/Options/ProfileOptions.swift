import ArgumentParser
import BatchCore
import BatchEngine

/// Profile files: providers of the user, and changes to built-in ones.
struct ProfileOptions: ParsableArguments {
    @Option(
        name: .customLong("providers"),
        help: ArgumentHelp(
            "Profile file with providers of your own; overrides \(Self.homeFileForPeople). "
                + "To start one: batchrun providers NAME --json", valueName: "file"),
        completion: .file())
    var file: String?

    private static let homeFileForPeople = "~/.config/batchrun/providers.json"

    func apply(to options: inout BatchOptions) { options.profiles = file }

    /// The known providers.
    func catalog() throws(BatchError) -> ProviderCatalog { try .load(file: file) }
}
