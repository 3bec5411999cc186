// batchrun: the command. The only place that builds adapters and decides on exit codes. Floor 6.

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
            Documentation: share/doc/batchrun below the prefix of the installation
            """,
        version: Release.version,
        subcommands: [
            RunCommand.self, CheckCommand.self, ConvertCommand.self, StatusCommand.self, ShowCommand.self, ExportCommand.self,
            ErrorsCommand.self, ProvidersCommand.self, ModelsCommand.self, BalanceCommand.self, SimulateCommand.self,
        ],
        defaultSubcommand: RunCommand.self)

    /// Parses, runs, and exits with the code that the failure carries: the one place that decides exit codes.
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        // If the parent process ignored SIGCHLD, the exit status of programs would be lost.
        signal(SIGCHLD, SIG_DFL)
        do {
            try Misspelling.refuse(CommandLine.arguments.dropFirst().first, among: configuration.subcommands)
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as CommandFailure {
            Terminal.error("batchrun: \(failure.sentence)")
            if let hint = failure.hint { Terminal.error("  \(hint)") }
            Glibc.exit(failure.status.rawValue)
        } catch let failure as StoreError {
            Terminal.error("batchrun: \(failure)")
            if let advice = failure.advice { Terminal.error("  \(advice)") }
            Glibc.exit(ExitStatus(failure).rawValue)
        } catch let failure as FileError {
            // Commands handle failures to write themselves; this file cannot be read.
            Terminal.error("batchrun: \(failure)")
            Glibc.exit(ExitStatus.badInput.rawValue)
        } catch {
            leave(with: error)
        }
    }

    /// Exits as ArgumentParser would, but with this command's code for wrong usage.
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
