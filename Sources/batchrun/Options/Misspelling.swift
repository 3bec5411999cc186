import ArgumentParser
import BatchCore
import BatchEngine
import Glibc

/// Refuses a misspelled subcommand, which would otherwise be read as the name of a job file.
enum Misspelling {
    static func refuse(_ word: String?, among subcommands: [any ParsableCommand.Type]) throws {
        guard let word, !word.hasPrefix("-"), !word.contains("/"), !word.contains("."), unsafe access(word, F_OK) != 0 else { return }
        let names = subcommands.compactMap { $0.configuration.commandName }
        guard !names.contains(word), word != "help", let nearest = NearestName.of(word, in: names) else { return }
        throw CommandFailure("No file or subcommand is called '\(word)'.", hint: "Did you mean '\(nearest)'?")
    }
}
