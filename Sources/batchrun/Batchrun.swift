// batchrun: the command. Options in, words and exit codes out. Floor 7.

import ArgumentParser
import BatchCore
import BatchEngine
import Glibc

@main
struct Batchrun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batchrun",
        abstract: "Run scripted conversations against language-model APIs and keep every committed reply.",
        usage: """
            batchrun <jobs.jsonl> [options]
            batchrun <subcommand> [options]
            """,
        discussion: """
            The job file has one conversation per line. After an interruption of any
            kind, run the same command again to resume.

            EXAMPLES
              batchrun jobs.jsonl                        run, or resume
              batchrun jobs.jsonl --rehearse             try it: no key, no network, no cost
              batchrun check jobs.jsonl                  check every line, send nothing
              batchrun status jobs.batchrun.db           show progress

            EXIT CODES
              0  all jobs completed
              1  some jobs failed
              2  bad input or usage
              3  stopped (interrupt, key refused, balance empty, budget or limit reached);
                 the same command resumes
              4  the state file or the results could not be written

            All options of a run: batchrun run --help
            Documentation: share/doc/batchrun below the installation prefix
            """,
        version: Release.version,
        subcommands: [
            RunCommand.self, CheckCommand.self, ConvertCommand.self, StatusCommand.self, ShowCommand.self, ExportCommand.self,
            ErrorsCommand.self, ProvidersCommand.self, ModelsCommand.self, BalanceCommand.self, SimulateCommand.self,
        ],
        defaultSubcommand: RunCommand.self)

    /// Parses, runs, and exits. Only this function and ``ExitStatus`` decide on exit codes.
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        // If the parent process ignored SIGCHLD, the exit status of programs would be lost.
        signal(SIGCHLD, SIG_DFL)
        do {
            try Misspelling.refuse(CommandLine.arguments.dropFirst().first, among: configuration.subcommands)
            var command = try parseAsRoot()
            try command.run()
        } catch let error as BatchError {
            for line in error.details { Terminal.error(line) }
            leave(saying: error.sentence.printable, hint: error.hint, ExitStatus(error))
        } catch let failure as CommandFailure {
            leave(saying: failure.sentence, hint: failure.hint, .badInput)
        } catch {
            leave(with: error)
        }
    }

    private static func leave(saying sentence: String, hint: String?, _ status: ExitStatus) -> Never {
        Terminal.error("batchrun: \(sentence)")
        if let hint { Terminal.error("  \(hint)") }
        Glibc.exit(status.rawValue)
    }

    /// Exits like ArgumentParser, but with this command's code for wrong usage.
    private static func leave(with error: any Error) -> Never {
        let message = fullMessage(for: error)
        let code = exitCode(for: error)
        if code.isSuccess {
            Terminal.output(message)
        } else if !message.isEmpty {
            Terminal.error(message)
        }
        Glibc.exit(code == .validationFailure ? ExitStatus.badInput.rawValue : code.rawValue)
    }
}
