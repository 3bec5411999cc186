import ArgumentParser
import BatchCore
import BatchEngine
import Glibc

/// Which providers are known.
struct ProfileOptions: ParsableArguments {
    @Option(
        name: .customLong("providers"),
        help: ArgumentHelp(
            "Providers of your own, before those of \(Self.homeFileForPeople) (docs/provider-profiles.md).", valueName: "file"),
        completion: .file())
    var file: String?

    private static let homeFileForPeople = "~/.config/batchrun/providers.json"

    /// The built-in providers, with those of the file in the home folder, with those of the file that is named.
    /// - Throws: a failure that tells what is wrong with a file, once each fault is told.
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

    /// Where users keep what holds for all their runs (https://specifications.freedesktop.org/basedir-spec/latest/).
    private static var homeFile: String? {
        let given = Terminal.environment("XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
        let folder = given ?? Terminal.environment("HOME").flatMap { $0.isEmpty ? nil : $0 + "/.config" }
        return folder.map { $0 + "/batchrun/providers.json" }
    }
}

extension ProviderCatalog {
    /// The provider of that name.
    /// - Throws: where none is known by it, with the names that are.
    func known(_ name: String) throws -> Provider {
        if let provider = named(name) { return provider }
        let nearest = NearestName.of(name, in: names).map { "Did you mean '\($0)'? " } ?? ""
        throw CommandFailure("There is no provider '\(name)'.".printable, hint: "\(nearest)Known are \(names.joined(separator: ", ")).")
    }
}
