import ArgumentParser
import BatchCore
import BatchEngine
import Glibc

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

    /// The built-in providers, then those of the file in the home folder, then those of `--providers`; later ones override.
    /// - Throws: a failure if a file is not valid; each fault has been printed before.
    func catalog() throws -> ProviderCatalog {
        var catalog = ProviderCatalog.builtIn
        let home = Self.homeFile.flatMap { unsafe access($0, F_OK) == 0 ? $0 : nil }
        for path in [home, file].compactMap({ $0 }) {
            catalog = try DocumentFile.read(path, "providers") { [catalog] (bytes) throws(DocumentError) in
                try ProfileFile.read(bytes, onto: catalog, path: path)
            }
        }
        return catalog
    }

    /// The profile file for all runs of a user (https://specifications.freedesktop.org/basedir-spec/latest/).
    private static var homeFile: String? {
        let given = Terminal.environment("XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
        let folder = given ?? Terminal.environment("HOME").flatMap { $0.isEmpty ? nil : $0 + "/.config" }
        return folder.map { $0 + "/batchrun/providers.json" }
    }
}

extension ProviderCatalog {
    /// The provider of that name.
    /// - Throws: a failure with the known names if there is none.
    func known(_ name: String) throws -> Provider {
        if let provider = named(name) { return provider }
        let nearest = NearestName.of(name, in: names).map { "Did you mean '\($0)'? " } ?? ""
        throw CommandFailure("There is no provider '\(name)'.".printable, hint: "\(nearest)Known are \(names.joined(separator: ", ")).")
    }
}
